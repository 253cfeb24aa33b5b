using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Redaction;
using Alerting.Routing;
using NodaTime;

namespace Alerting.Silencing;

/// <summary>Why a firing alert is suppressed.</summary>
/// <param name="ReviewAt">When to check again: at the end of the silence, or soon for an inhibition.</param>
/// <param name="Grace">How long to wait once it ended.</param>
/// <param name="Name">The silence's id, or the name of the alert that inhibits.</param>
internal readonly record struct Mute(Reason Reason, DateTimeOffset ReviewAt, string Name, TimeSpan Grace = default);

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
        Canary.Is(alert) ? null
        : BySilence(alert, muteContext.Silences, zone, now) ?? ByAlert(alert, rules, muteContext.Firing, now);

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
            if (rule.When.Count > 0 ? Matches(rule.When, alert.Labels) : !Matches(rule.Mute, alert.Labels))
                return true;
        }
        return false;
    }

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
        return longest is null ? null : new Mute(MuteReasons.Silenced(longest, zone, now), longest.EndsAt, longest.Id);
    }

    private static Mute? ByAlert(
        Alert alert, IReadOnlyList<InhibitRule> rules, IReadOnlyList<FiringAlert> firing, DateTimeOffset now)
    {
        if (firing.Count == 0)
            return null;
        for (var i = 0; i < rules.Count; i++)
        {
            if (Matches(rules[i].Mute, alert.Labels)
                && Inhibitor(alert, rules[i], firing) is { } source)
            {
                return new Mute(
                    MuteReasons.Inhibited(source.Name, i + 1), NextReview(now), source.Name, rules[i].GraceAtEnd);
            }
        }
        return null;
    }

    private static FiringAlert? Inhibitor(Alert alert, InhibitRule rule, IReadOnlyList<FiringAlert> firing)
    {
        // As in Alertmanager, an alert that matches both sides of the rule is not inhibited by another such alert.
        var isBoth = Matches(rule.When, alert.Labels);
        foreach (var source in firing)
        {
            if (source.Fingerprint != alert.Fingerprint
                && Matches(rule.When, source.Labels)
                && !(isBoth && Matches(rule.Mute, source.Labels))
                && AreAlike(rule.Equal, source, alert)
                && AreUnlike(rule.Unequal, source, alert))
            {
                return source;
            }
        }
        return null;
    }

    private static bool AreAlike(IReadOnlyList<string> labels, FiringAlert source, Alert alert)
    {
        foreach (var label in labels)
        {
            if (!IsEqual(label, source, alert) || IsRedacted(label, alert))
                return false;
        }
        return true;
    }

    private static bool AreUnlike(IReadOnlyList<string> labels, FiringAlert source, Alert alert)
    {
        foreach (var label in labels)
        {
            if (IsEqual(label, source, alert))
                return false;
        }
        return true;
    }

    /// <summary>As in Alertmanager, a label that both lack counts as equal.</summary>
    private static bool IsEqual(string label, FiringAlert source, Alert alert) =>
        source.Labels.GetValueOrDefault(label, "") == alert.Labels.GetValueOrDefault(label, "");

    /// <summary>Two values that read the same may be two secrets, and that must not mute an alert.</summary>
    private static bool IsRedacted(string label, Alert alert) =>
        alert.Labels.GetValueOrDefault(label, "").Contains(Redactor.Mark, StringComparison.Ordinal);

    private static bool Matches(IReadOnlyList<Matcher> matchers, IReadOnlyDictionary<string, string> labels)
    {
        foreach (var matcher in matchers)
        {
            if (!matcher.Matches(labels))
                return false;
        }
        return true;
    }
}
