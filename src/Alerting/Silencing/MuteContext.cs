namespace Alerting.Silencing;

/// <summary>What a group cannot know by itself: the silences, and which inhibiting alerts fire in any group.</summary>
/// <param name="Silences">At least those that are active; ended ones do no harm.</param>
/// <param name="Firing">At least those that match the <c>when</c> of an inhibit rule.</param>
public sealed record MuteContext(IReadOnlyList<Silence> Silences, IReadOnlyList<FiringAlert> Firing)
{
    public static MuteContext Empty { get; } = new([], []);
}
