namespace Alerting.Silencing;

/// <summary>The state from outside a group that can mute its alerts.</summary>
/// <param name="Silences">All active ones; ended ones may be among them.</param>
/// <param name="Firing">All firing alerts of any group that match the <c>when</c> of an inhibit rule.</param>
public sealed record MuteContext(IReadOnlyList<Silence> Silences, IReadOnlyList<FiringAlert> Firing)
{
    public static MuteContext Empty { get; } = new([], []);

    /// <summary>With what a step of a group changed so far.</summary>
    internal MuteContext With(IReadOnlyList<FiringChange> changes, string groupKey) => this with
    {
        Firing =
        [
            .. Firing.Where(firing => firing.GroupKey != groupKey
                || !changes.Any(change => change.Fingerprint == firing.Fingerprint)),
            .. changes.Select(change => change.Alert).OfType<FiringAlert>(),
        ],
    };
}
