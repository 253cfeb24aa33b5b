using System.Globalization;
using System.Text;
using Alerting.Alerts;
using Alerting.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Alerting.OnCall;

/// <summary>Shifts as an iCalendar that people subscribe to. All times are in UTC, so no zone is needed.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc5545</remarks>
public static class CalendarText
{
    private const int MaxLineBytes = 75;

    private static readonly InstantPattern Time =
        InstantPattern.Create("uuuuMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <param name="person">Only the shifts of this person; null for all.</param>
    public static string Of(
        AlertingConfig config, IEnumerable<(Schedule Schedule, OnCallShift Shift)> shifts, string? person, Instant now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Alerting//On call//EN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "X-WR-CALNAME:On call");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        foreach (var (schedule, shift) in shifts)
        {
            foreach (var key in shift.OnCall.People.Where(key => person is null || key == person))
                Event(text, schedule, shift, config.People.GetValueOrDefault(key)?.Name ?? key, key, now);
        }
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>The id stays while the beginning and the person do, so an edited end replaces the event.</summary>
    private static void Event(
        StringBuilder text, Schedule schedule, OnCallShift shift, string name, string key, Instant now)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{Fingerprint.Of($"{schedule.Name}|{shift.From.ToUnixTimeSeconds()}|{key}")}@alerting");
        Line(text, $"DTSTAMP:{Time.Format(now)}");
        Line(text, $"DTSTART:{Time.Format(shift.From)}");
        Line(text, $"DTEND:{Time.Format(shift.To)}");
        Line(text, $"SUMMARY:{Escape($"{name} ({schedule.Name})")}");
        Line(text, "TRANSP:TRANSPARENT");
        Line(text, "END:VEVENT");
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n").Where(letter => !char.IsControl(letter)).Aggregate(new StringBuilder(),
            (safe, letter) => safe.Append(letter)).ToString();

    /// <summary>Folds a long line between characters.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MaxLineBytes)
            {
                text.Append("\r\n ");
                bytes = 1;
            }
            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
