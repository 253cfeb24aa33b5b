using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Text;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.OnCall;

/// <summary>Prints the last good copies of the calendars of time intervals.</summary>
/// <param name="deployed">Those of the deployment; null if none is named, and then nothing is known of them.</param>
internal sealed class HolidayReport(
    Terminal terminal, AlertingConfig config, OnCallRecords? deployed, DateTimeOffset now)
{
    public void Print()
    {
        if (Calendars() is not { Length: > 0 } calendars)
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("holidays", "fetched", "next");
        foreach (var calendar in calendars)
        {
            var (copy, next) = CopyAndNext(calendar);
            table.AddRow(Markup.Escape(calendar.Key),
                copy is null or { IsMissing: true } ? "never" : $"{DurationText.Of(now - copy.FetchedAt)} ago",
                next is null ? "" : Markup.Escape($"{Time(next)} {next.Summary}"));
        }
        terminal.People.Write(table);
        foreach (var finding in calendars.SelectMany(calendar => OnCallFindings.Of(calendar, deployed!, now)))
            terminal.People.MarkupLineInterpolated($"[yellow]{finding}[/]");
    }

    /// <summary>One line for each calendar, after those of the schedules.</summary>
    public void Write()
    {
        foreach (var calendar in Calendars())
        {
            var (copy, next) = CopyAndNext(calendar);
            string[] findings = [.. OnCallFindings.Of(calendar, deployed!, now)];
            terminal.Exact(JsonLine.Of(json =>
            {
                json.WriteString("holidays", calendar.Key);
                if (copy is null or { IsMissing: true })
                    json.WriteNull("fetchedAt");
                else
                    json.WriteString("fetchedAt", copy.FetchedAt.UtcDateTime);
                json.WriteString("next", next?.Summary);
                if (findings.Length == 0)
                    return;
                json.WriteStartArray("findings");
                foreach (var finding in findings)
                    json.WriteStringValue(finding);
                json.WriteEndArray();
            }));
        }
    }

    /// <summary>Days are kept in UTC.</summary>
    private string Time(CalendarShift shift) =>
        AlertTimes.Moment(shift.From, shift.IsAllDay ? DateTimeZone.Utc : config.TimeZone, now);

    private IntervalCalendar[] Calendars() =>
        deployed is null ? [] : [.. config.Calendars.Where(calendar => calendar.IsUrl)];

    private (CalendarCopy? Copy, CalendarShift? Next) CopyAndNext(IntervalCalendar calendar)
    {
        var copy = deployed!.HolidaysOf(calendar);
        return (copy, copy?.Shifts.Where(shift => shift.To > now).MinBy(shift => shift.From));
    }
}
