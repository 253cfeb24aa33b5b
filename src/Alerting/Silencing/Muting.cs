using Alerting.Alerts;
using Alerting.Configuration;
using NodaTime;

namespace Alerting.Silencing;

/// <summary>Why a firing alert is suppressed.</summary>
/// <param name="ReviewAt">When to check again: at the end of the silence, or soon for an inhibition.</param>
internal readonly record struct Mute(Reason Reason, DateTimeOffset ReviewAt);

/// <summary>Checks whether a silence or an inhibiting alert suppresses an alert.</summary>
internal static class Muting
{
    /// <summary>Groups do not notify each other when an inhibiting alert resolves, so an inhibited one polls.</summary>
    private static readonly TimeSpan InhibitionReview = TimeSpan.FromMinutes(1);

    /// <summary>The next full minute, the same for all groups: what ends for many is notified as one.</summary>
    private static DateTimeOffset NextReview(DateTimeOffset now) =>
        now + InhibitionReview - TimeSpan.FromTicks(now.UtcTicks % InhibitionReview.Ticks);

    public static Mute? Of(
        Alert alert, IReadOnlyList<InhibitRule> rules, MuteContext muteContext, DateTimeZone zone,
        DateTimeOffset now) =>
        BySilence(alert, muteContext.Silences, zone, now) ?? ByAlert(alert, rules, muteContext.Firing, now);

    private static Mute? BySilence(Alert alert, IReadOnlyList<Silence> silences, DateTimeZone zone, DateTimeOffset now)
    {
        // If several match, the one that ends last decides.
        Silence? longest = null;
        foreach (var silence in silences)
        {
            if (silence.IsActive(now) && (longest is null || silence.EndsAt > longest.EndsAt)
                && silence.Covers(alert.Labels))
            {
                longest = silence;
            }
        }
        return longest is null ? null : new Mute(MuteReasons.Silenced(longest, zone, now), longest.EndsAt);
    }

    private static Mute? ByAlert(
        Alert alert, IReadOnlyList<InhibitRule> rules, IReadOnlyList<FiringAlert> firing, DateTimeOffset now)
    {
        if (firing.Count == 0)
            return null;
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Mute.All(matcher => matcher.Matches(alert.Labels))
                && Inhibitor(alert, rules[i], firing) is { } source)
            {
                return new Mute(MuteReasons.Inhibited(source.Name, i + 1), NextReview(now));
            }
        }
        return null;
    }

    private static FiringAlert? Inhibitor(Alert alert, InhibitRule rule, IReadOnlyList<FiringAlert> firing)
    {
        // As in Alertmanager, an alert that matches both sides of the rule is not inhibited by another such alert.
        var isBoth = rule.When.All(matcher => matcher.Matches(alert.Labels));
        foreach (var source in firing)
        {
            if (source.Fingerprint != alert.Fingerprint
                && rule.When.All(matcher => matcher.Matches(source.Labels))
                && !(isBoth && rule.Mute.All(matcher => matcher.Matches(source.Labels)))
                && rule.Equal.All(
                    label => source.Labels.GetValueOrDefault(label, "") == alert.Labels.GetValueOrDefault(label, "")))
            {
                return source;
            }
        }
        return null;
    }
}
