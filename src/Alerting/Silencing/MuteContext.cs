using Alerting.Configuration;
using Alerting.OnCall;

namespace Alerting.Silencing;

/// <summary>The state from outside a group that can mute its alerts.</summary>
/// <param name="Silences">All active ones; ended ones may be among them.</param>
/// <param name="Firing">All firing alerts of any group that match the <c>when</c> of an inhibit rule.</param>
public sealed record MuteContext(IReadOnlyList<Silence> Silences, FiringAlertSet Firing)
{
    public static MuteContext Empty { get; } = new([], FiringAlertSet.None);

    /// <summary>Who is on call beside what the configuration says: not a mute, but read at the same time.</summary>
    public OnCallRecords OnCall { get; init; } = OnCallRecords.Empty;

    /// <summary>With what a step of a group changed so far.</summary>
    internal MuteContext With(IReadOnlyList<FiringChange> changes, IReadOnlyList<InhibitRule> rules)
    {
        // Before the change: the next step finds the index, too.
        Firing.IndexOf(rules);
        return this with { Firing = Firing.With(changes) };
    }
}
