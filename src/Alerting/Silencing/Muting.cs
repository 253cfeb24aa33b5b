using Alerting.Alerts;
using Alerting.Configuration;
using NodaTime;

namespace Alerting.Silencing;

/// <summary>Why a firing alert is suppressed.</summary>
/// <param name="ReviewAt">When to check again: at the end of the silence, or soon for an inhibition.</param>
/// <param name="Grace">How long to wait once it ended.</param>
/// <param name="Name">The silence's id, the name of the alert that inhibits, or the times: <c>by nights</c>.</param>
/// <param name="Inhibitor">Null if it is silenced.</param>
internal readonly record struct Mute(
    Reason Reason, DateTimeOffset ReviewAt, string Name, TimeSpan Grace = default, FiringAlert? Inhibitor = null);

/// <summary>Checks whether a silence or an inhibiting alert suppresses an alert.</summary>
internal static class Muting
{
    /// <summary>Groups do not notify each other when an inhibiting alert resolves, so an inhibited one polls.</summary>
    private static readonly TimeSpan InhibitionReview = TimeSpan.FromMinutes(1);

    /// <summary>The next full minute, the same for all groups: what ends for many is notified as one.</summary>
    internal static DateTimeOffset NextReview(DateTimeOffset now) =>
        now + InhibitionReview - TimeSpan.FromTicks(now.UtcTicks % InhibitionReview.Ticks);

    /// <summary>This moment if it is a full minute, else the next one.</summary>
    internal static DateTimeOffset ReviewFrom(DateTimeOffset now) =>
        now.UtcTicks % InhibitionReview.Ticks == 0 ? now : NextReview(now);

    /// <param name="firingSince">Null if the alert does not fire, or only just began to.</param>
    public static Mute? Of(
        Alert alert, IReadOnlyList<InhibitRule> rules, MuteContext muteContext, DateTimeZone zone,
        DateTimeOffset now, DateTimeOffset? firingSince = null) =>
        Canary.Is(alert) ? null
        : BySilence(alert, muteContext.Silences, zone, now, firingSince)
            ?? ByAlert(alert, rules, muteContext.Firing, now);

    /// <summary>
    /// Whether the alert may inhibit others while it fires. A rule without <c>when</c> inhibits only what it does not
    /// mute, because an alert that matches both sides inhibits none of its like.
    /// </summary>
    public static bool MayInhibit(Alert alert, IReadOnlyList<InhibitRule> rules)
    {
        if (Canary.Is(alert))
            return false;
        foreach (var rule in rules)
        {
            var inhibits = rule.When.Count > 0
                ? InhibitIndex.Matches(rule.When, alert.Labels) : !InhibitIndex.Matches(rule.Mute, alert.Labels);
            if (inhibits)
                return true;
        }
        return false;
    }

    private static Mute? BySilence(
        Alert alert, IReadOnlyList<Silence> silences, DateTimeZone zone, DateTimeOffset now,
        DateTimeOffset? firingSince)
    {
        // If several match, the one that ends last decides.
        Silence? longest = null;
        foreach (var silence in silences)
        {
            if (silence.IsActive(now) && (longest is null || silence.EndsAt > longest.EndsAt)
                && silence.Covers(alert.Labels, firingSince))
            {
                longest = silence;
            }
        }
        return longest is null ? null : new Mute(MuteReasons.Silenced(longest, zone, now), longest.EndsAt, longest.Id);
    }

    private static Mute? ByAlert(
        Alert alert, IReadOnlyList<InhibitRule> rules, FiringAlertSet firing, DateTimeOffset now)
    {
        if (firing.Count == 0)
            return null;
        var index = firing.IndexOf(rules);
        for (var i = 0; i < rules.Count; i++)
        {
            if (InhibitIndex.Matches(rules[i].Mute, alert.Labels) && index.Inhibitor(i, alert) is { } source)
            {
                return new Mute(
                    MuteReasons.Inhibited(source.Name, i + 1), NextReview(now), source.Name, rules[i].GraceAtEnd,
                    source);
            }
        }
        return null;
    }
}
