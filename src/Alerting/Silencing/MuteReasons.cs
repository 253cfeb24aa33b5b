using System.Globalization;
using Alerting.Alerts;
using NodaTime;

namespace Alerting.Silencing;

/// <summary>Sentences about a mute.</summary>
internal static class MuteReasons
{
    public static readonly Reason ResolvedInGrace =
        new(ReasonCode.Inhibited, "Suppressed: resolved within the grace after an inhibition.");

    public static Reason Silenced(Silence silence, DateTimeZone zone, DateTimeOffset now)
    {
        var about = (silence.Author, silence.Comment) switch
        {
            ("", "") => "",
            (var author, "") => $" ({author})",
            ("", var comment) => $" ({comment})",
            var (author, comment) => $" ({author}: {comment})",
        };
        var until = silence.UntilResolved ? "it resolves" : Moment(silence.EndsAt, zone, now);
        return new Reason(ReasonCode.Silenced, $"Silenced by {silence.Id}{about} until {until}.");
    }

    /// <param name="name">The times: <c>by nights</c>, <c>outside business-hours</c>.</param>
    /// <param name="end">Null if they never end.</param>
    public static Reason MutedByTime(string name, DateTimeOffset? end, DateTimeZone zone, DateTimeOffset now) =>
        new(ReasonCode.MutedByTime,
            $"Muted {name}{(end is { } time ? $" until {Moment(time, zone, now)}" : "")}.");

    public static Reason Inhibited(string inhibitor, int rule) =>
        new(ReasonCode.Inhibited, $"Inhibited by {inhibitor} (inhibit rule {rule}).");

    /// <summary>Why an alert is notified now that its mute is gone.</summary>
    public static Reason Ended(StoredMute mute, IReadOnlyList<Silence> silences, DateTimeOffset now)
    {
        if (mute.IsInhibition)
            return new Reason(ReasonCode.InhibitionEnded, $"No longer inhibited by {mute.Name}; still firing.");
        if (mute.IsByTime)
            return new Reason(ReasonCode.TimeMuteEnded, $"No longer muted {mute.Name}; still firing.");
        var goesOn = silences.Any(silence => silence.Id == mute.Name && silence.IsActive(now));
        return new Reason(ReasonCode.SilenceEnded, goesOn
            ? $"Silence {mute.Name} no longer covers it; still firing."
            : $"Silence {mute.Name} ended; still firing.");
    }

    /// <summary>Why an alert is notified whose mute goes on: it changed itself.</summary>
    public static Reason NoLongerCovers(StoredMute mute, Severity before, Severity after)
    {
        var why = mute.IsInhibition
            ? $"{mute.Name} does not inhibit it."
            : $"silence {mute.Name} does not cover it.";
        if (after > before)
        {
            return new Reason(
                ReasonCode.SeverityRaised, $"Severity raised from {before.Name()} to {after.Name()}; {why}");
        }
        return new Reason(mute.IsInhibition ? ReasonCode.InhibitionEnded : ReasonCode.SilenceEnded, before == after
            ? $"Its labels changed; {why}"
            : $"Severity is now {after.Name()}; {why}");
    }

    /// <summary>Why nobody is notified of an alert that resolved while it was muted.</summary>
    public static Reason ResolvedWhileMuted(StoredMute mute) => new(
        mute.Code, $"Suppressed: resolved while {char.ToLowerInvariant(mute.Text[0])}{mute.Text[1..]}");

    private static string Moment(DateTimeOffset time, DateTimeZone zone, DateTimeOffset now)
    {
        var (local, today) = (Local(time, zone), Local(now, zone));
        return local.ToString(
            local.Year == today.Year ? "ddd d MMM HH:mm x" : "ddd d MMM uuuu HH:mm x", CultureInfo.InvariantCulture);
    }

    private static ZonedDateTime Local(DateTimeOffset time, DateTimeZone zone) =>
        Instant.FromDateTimeOffset(time).InZone(zone);
}
