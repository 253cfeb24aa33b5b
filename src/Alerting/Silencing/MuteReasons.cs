using System.Globalization;
using Alerting.Alerts;
using NodaTime;

namespace Alerting.Silencing;

/// <summary>
/// Sentences about a mute. A group stores the sentence of the mute itself; version 1 stored
/// <c>silence ID by AUTHOR (COMMENT)</c> and <c>inhibited by NAME (inhibit rule N)</c>, which are read as well.
/// </summary>
internal static class MuteReasons
{
    private const string SilencedBy = "Silenced by ";
    private const string SilencedByV1 = "silence ";
    private const string InhibitedBy = "Inhibited by ";
    private const string InhibitRule = " (inhibit rule ";

    public static Reason Silenced(Silence silence, DateTimeZone zone, DateTimeOffset now)
    {
        var about = (silence.Author, silence.Comment) switch
        {
            ("", "") => "",
            (var author, "") => $" ({author})",
            ("", var comment) => $" ({comment})",
            var (author, comment) => $" ({author}: {comment})",
        };
        var (end, today) = (Local(silence.EndsAt, zone), Local(now, zone));
        var pattern = end.Year == today.Year ? "ddd d MMM HH:mm x" : "ddd d MMM uuuu HH:mm x";
        var until = end.ToString(pattern, CultureInfo.InvariantCulture);
        return new Reason(ReasonCode.Silenced, $"{SilencedBy}{silence.Id}{about} until {until}.");
    }

    public static Reason Inhibited(string inhibitor, int rule) =>
        new(ReasonCode.Inhibited, $"{InhibitedBy}{inhibitor}{InhibitRule}{rule}).");

    /// <summary>Why an alert is notified now that its mute is gone.</summary>
    public static Reason Ended(string mutedBy)
    {
        if (IsInhibition(mutedBy))
        {
            var inhibitor = mutedBy[InhibitedBy.Length..];
            var name = Cut(inhibitor, inhibitor.LastIndexOf(InhibitRule, StringComparison.Ordinal));
            return new Reason(ReasonCode.InhibitionEnded, $"No longer inhibited by {name}; still firing.");
        }
        var silence = Without(SilencedByV1, Without(SilencedBy, mutedBy));
        return new Reason(ReasonCode.SilenceEnded,
            $"Silence {Cut(silence, silence.IndexOf(' '))} ended; still firing.");
    }

    /// <summary>Why nobody is notified of an alert that resolved while it was muted.</summary>
    public static Reason ResolvedWhileMuted(string mutedBy)
    {
        var mute = mutedBy.TrimEnd('.');
        if (IsInhibition(mute))
        {
            return new Reason(ReasonCode.Inhibited,
                $"Suppressed: resolved while inhibited by {mute[InhibitedBy.Length..]}.");
        }
        return new Reason(ReasonCode.Silenced, mute.StartsWith(SilencedBy, StringComparison.Ordinal)
            ? $"Suppressed: resolved while silenced by {mute[SilencedBy.Length..]}."
            : $"Suppressed: resolved while silenced ({mute}).");
    }

    private static bool IsInhibition(string mutedBy) =>
        mutedBy.StartsWith(InhibitedBy, StringComparison.OrdinalIgnoreCase);

    private static string Without(string beginning, string text) =>
        text.StartsWith(beginning, StringComparison.Ordinal) ? text[beginning.Length..] : text;

    private static string Cut(string text, int at) => at > 0 ? text[..at] : text;

    private static ZonedDateTime Local(DateTimeOffset time, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(time).InZone(zone);
}
