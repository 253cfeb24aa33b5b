namespace Alerting.Playground.Metrics;

/// <summary>
/// Why something is not told, in one of a few words: reasons are sentences that name alerts and silences, and a label of a
/// metric must not have ever new values. A sentence is known by how it begins: further on stands what others wrote.
/// </summary>
public static class SuppressionKind
{
    private const string Other = "other";
    private const string RecoveredWhileMuted = "resolved while it was kept quiet: ";

    private static readonly (string Begins, string Kind)[] Known =
    [
        ("silence ", "silenced"),
        ("inhibited by ", "inhibited"),
        ("the budget ", "budget"),
        ("Rate limit", "budget"),
        ("no route ", "no_route"),
        ("its route is gone ", "no_route"),
        ("it flaps", "flapping"),
        ("this event was taken in before", "duplicate"),
        ("still fires, ", "told_already"),
        ("older than ", "out_of_date"),
        ("told by the route ", "told_elsewhere"),
        ("another group ", "told_elsewhere"),
        ("everybody was told ", "told_elsewhere"),
        ("now ", "told_elsewhere"),
        ("resolved, and this group told nobody", "nobody_was_told"),
        ("resolved before anybody ", "nobody_was_told"),
        ("stable and resolved, ", "nobody_was_told"),
        ("healed by itself ", "nobody_was_told"),
        ("nobody is to be told", "nobody_to_tell"),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Kind).Append(Other).Distinct()];

    public static string Of(string reason)
    {
        if (reason.StartsWith(RecoveredWhileMuted, StringComparison.Ordinal))
            reason = reason[RecoveredWhileMuted.Length..];
        foreach (var (begins, kind) in Known)
            if (reason.StartsWith(begins, StringComparison.Ordinal))
                return kind;
        return reason.EndsWith(" is not told of what is resolved", StringComparison.Ordinal) ? "nobody_to_tell" : Other;
    }
}
