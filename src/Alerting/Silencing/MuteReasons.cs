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
    public static readonly Reason ResolvedInGrace =
        new(ReasonCode.Inhibited, "Suppressed: resolved within the grace after an inhibition.");

    private const string SilencedBy = "Silenced by ";
    private const string SilencedByV1 = "silence ";
    private const string InhibitedBy = "Inhibited by ";
    private const string Until = " until ";
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
        return new Reason(ReasonCode.Silenced, $"{SilencedBy}{silence.Id}{about}{Until}{until}.");
    }

    public static Reason Inhibited(string inhibitor, int rule) =>
        new(ReasonCode.Inhibited, $"{InhibitedBy}{inhibitor}{InhibitRule}{rule}).");

    /// <summary>Why an alert is notified now that its mute is gone.</summary>
    public static Reason Ended(string mutedBy, IReadOnlyList<Silence> silences, DateTimeOffset now)
    {
        if (IsInhibition(mutedBy))
        {
            return new Reason(
                ReasonCode.InhibitionEnded, $"No longer inhibited by {InhibitorOf(mutedBy)}; still firing.");
        }
        var known = silences.Where(silence => Names(mutedBy, silence)).MaxBy(silence => silence.Id.Length);
        var id = known?.Id ?? SilenceOf(mutedBy);
        var goesOn = known?.IsActive(now) == true;
        return new Reason(ReasonCode.SilenceEnded,
            goesOn ? $"Silence {id} no longer covers it; still firing." : $"Silence {id} ended; still firing.");
    }

    /// <summary>Why an alert is notified whose mute goes on: it changed itself.</summary>
    public static Reason NoLongerCovers(string mutedBy, Severity before, Severity after)
    {
        var mute = IsInhibition(mutedBy)
            ? $"{InhibitorOf(mutedBy)} does not inhibit it."
            : $"silence {SilenceOf(mutedBy)} does not cover it.";
        if (after > before)
        {
            return new Reason(
                ReasonCode.SeverityRaised, $"Severity raised from {before.Name()} to {after.Name()}; {mute}");
        }
        return new Reason(IsInhibition(mutedBy) ? ReasonCode.InhibitionEnded : ReasonCode.SilenceEnded, before == after
            ? $"Its labels changed; {mute}"
            : $"Severity is now {after.Name()}; {mute}");
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

    public static bool IsInhibition(string mutedBy) =>
        mutedBy.StartsWith(InhibitedBy, StringComparison.OrdinalIgnoreCase);

    private static bool Names(string mutedBy, Silence silence) =>
        mutedBy.StartsWith($"{SilencedBy}{silence.Id} ", StringComparison.Ordinal);

    private static string InhibitorOf(string mutedBy)
    {
        var inhibitor = mutedBy[InhibitedBy.Length..];
        return Cut(inhibitor, inhibitor.LastIndexOf(InhibitRule, StringComparison.Ordinal));
    }

    private static string SilenceOf(string mutedBy)
    {
        if (!mutedBy.StartsWith(SilencedBy, StringComparison.Ordinal))
        {
            var silence = Without(SilencedByV1, mutedBy);
            return Cut(silence, silence.IndexOf(" by ", StringComparison.Ordinal));
        }
        // The author and the comment are in parentheses; both may be missing.
        var rest = mutedBy[SilencedBy.Length..];
        var about = Cut(rest, rest.LastIndexOf(Until, StringComparison.Ordinal));
        return Cut(about, about.IndexOf(" (", StringComparison.Ordinal));
    }

    private static string Without(string beginning, string text) =>
        text.StartsWith(beginning, StringComparison.Ordinal) ? text[beginning.Length..] : text;

    private static string Cut(string text, int at) => at > 0 ? text[..at] : text;

    private static ZonedDateTime Local(DateTimeOffset time, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(time).InZone(zone);
}
