namespace Alerting.Playground.Metrics;

/// <summary>
/// Maps the reason of a suppression to one of a few label values, because a metric label must not contain names of alerts
/// and silences. It looks only at how the sentence begins: the rest may contain foreign text.
/// </summary>
public static class SuppressionKind
{
    private const string Other = "other";
    private static readonly (string Begins, string Kind)[] Known =
    [
        ("Silenced by ", "silenced"),
        ("Suppressed: resolved while silenced ", "silenced"),
        ("Inhibited by ", "inhibited"),
        ("Suppressed: resolved while inhibited ", "inhibited"),
        ("Rate limit", "budget"),
        ("Suppressed: no route ", "no_route"),
        ("Route removed ", "no_route"),
        ("Suppressed: flapping", "flapping"),
        ("Suppressed: duplicate event", "duplicate"),
        ("Suppressed: still firing, ", "told_already"),
        ("Suppressed: older than ", "out_of_date"),
        ("Suppressed: already notified by ", "told_elsewhere"),
        ("Suppressed: every receiver was notified by another group", "told_elsewhere"),
        ("Severity is now ", "told_elsewhere"),
        ("Suppressed: resolved, but this group never notified", "nobody_was_told"),
        ("Suppressed: resolved before anyone ", "nobody_was_told"),
        ("Suppressed: stable and resolved ", "nobody_was_told"),
        ("Suppressed: recovered while held", "nobody_was_told"),
        ("Suppressed: nobody to notify", "nobody_to_tell"),
        ("Suppressed: send_resolved is false ", "nobody_to_tell"),
        // A group may still hold these sentences of version 1.
        ("silence ", "silenced"),
        ("inhibited by ", "inhibited"),
        ("the budget ", "budget"),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Kind).Append(Other).Distinct()];

    public static string Of(string reason)
    {
        foreach (var (begins, kind) in Known)
            if (reason.StartsWith(begins, StringComparison.Ordinal))
                return kind;
        return Other;
    }
}
