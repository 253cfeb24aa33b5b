using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Silencing;

/// <summary>Why an alert that fires is not told.</summary>
/// <param name="By">Names the silence or the rule.</param>
/// <param name="LookAgainAt">When it may be otherwise: the end of the silence; for an inhibition, soon.</param>
public readonly record struct Mute(string By, DateTimeOffset LookAgainAt);

/// <summary>Decides whether an alert is kept from being told, by a silence or by an alert that inhibits it.</summary>
public static class Muting
{
    /// <summary>Groups do not tell each other what ends; one that is inhibited looks again after this time.</summary>
    private static readonly TimeSpan InhibitionLook = TimeSpan.FromMinutes(1);

    public static Mute? Of(Alert alert, IReadOnlyList<InhibitRule> rules, MuteContext muteContext, DateTimeOffset now) =>
        BySilence(alert, muteContext.Silences, now) ?? ByAlert(alert, rules, muteContext.Firing, now);

    private static Mute? BySilence(Alert alert, IReadOnlyList<Silence> silences, DateTimeOffset now)
    {
        // Of several, the one that ends last is the one that matters.
        Silence? longest = null;
        foreach (var silence in silences)
            if (silence.IsActive(now) && (longest is null || silence.EndsAt > longest.EndsAt) && silence.Covers(alert.Labels))
                longest = silence;
        return longest is null ? null : new Mute(Name(longest), longest.EndsAt);
    }

    private static Mute? ByAlert(
        Alert alert, IReadOnlyList<InhibitRule> rules, IReadOnlyList<FiringAlert> firing, DateTimeOffset now)
    {
        if (firing.Count == 0)
            return null;
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Mute.All(matcher => matcher.Matches(alert.Labels)) && Inhibitor(alert, rules[i], firing) is { } source)
                return new Mute($"inhibited by {source.Name} (inhibit rule {i + 1})", now + InhibitionLook);
        }
        return null;
    }

    private static FiringAlert? Inhibitor(Alert alert, InhibitRule rule, IReadOnlyList<FiringAlert> firing)
    {
        // As with Alertmanager: what could inhibit itself is not inhibited by its like.
        var isBoth = rule.When.All(matcher => matcher.Matches(alert.Labels));
        foreach (var source in firing)
        {
            if (source.Fingerprint != alert.Fingerprint
                && rule.When.All(matcher => matcher.Matches(source.Labels))
                && !(isBoth && rule.Mute.All(matcher => matcher.Matches(source.Labels)))
                && rule.Equal.All(label => source.Labels.GetValueOrDefault(label, "") == alert.Labels.GetValueOrDefault(label, "")))
                return source;
        }
        return null;
    }

    private static string Name(Silence silence)
    {
        var by = silence.Author.Length > 0 ? $" by {silence.Author}" : "";
        var why = silence.Comment.Length > 0 ? $" ({silence.Comment})" : "";
        return $"silence {silence.Id}{by}{why}";
    }
}
