namespace Alerting.Playground.Metrics;

/// <summary>
/// Why something is not told, in one of a few words: reasons are sentences that name alerts and silences, and a label of a
/// metric must not have ever new values.
/// </summary>
public static class SuppressionKind
{
    private const string Other = "other";

    private static readonly (string Words, string Kind)[] Known =
    [
        ("budget", "budget"),
        ("silence ", "silenced"),
        ("inhibited by", "inhibited"),
        ("no route", "no_route"),
        ("flap", "flapping"),
        ("taken in before", "duplicate"),
        ("kept quiet", "silenced"),
        ("already", "told_already"),
        ("older", "out_of_date"),
        ("another group", "told_elsewhere"),
        ("told nobody", "nobody_was_told"),
        ("before anybody", "nobody_was_told"),
        ("nobody is to be", "nobody_to_tell"),
        ("its route is gone", "no_route"),
    ];

    public static IEnumerable<string> All => Known.Select(known => known.Kind).Append(Other).Distinct();

    public static string Of(string reason)
    {
        foreach (var (words, kind) in Known)
            if (reason.Contains(words, StringComparison.OrdinalIgnoreCase))
                return kind;
        return Other;
    }
}
