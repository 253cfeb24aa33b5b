namespace Alerting.Alerts;

/// <summary>
/// Maps the severity words of other systems to ours, ignoring case and surrounding white space.
/// </summary>
/// <remarks>
/// <c>high</c> is an error, not critical: GuardDuty, Security Hub and most scanners have a level above it.
/// </remarks>
internal static class SeverityWords
{
    private static readonly Dictionary<string, Severity> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = Severity.Critical, ["crit"] = Severity.Critical, ["fatal"] = Severity.Critical,
        ["emergency"] = Severity.Critical, ["emerg"] = Severity.Critical, ["alert"] = Severity.Critical,
        ["panic"] = Severity.Critical, ["disaster"] = Severity.Critical,
        ["error"] = Severity.Error, ["err"] = Severity.Error, ["severe"] = Severity.Error, ["high"] = Severity.Error,
        ["major"] = Severity.Error, ["failure"] = Severity.Error, ["page"] = Severity.Error,
        ["warning"] = Severity.Warning, ["warn"] = Severity.Warning, ["medium"] = Severity.Warning,
        ["moderate"] = Severity.Warning, ["minor"] = Severity.Warning,
        ["info"] = Severity.Info, ["information"] = Severity.Info, ["informational"] = Severity.Info,
        ["notice"] = Severity.Info, ["debug"] = Severity.Info, ["trace"] = Severity.Info, ["verbose"] = Severity.Info,
        ["low"] = Severity.Info, ["none"] = Severity.Info, ["ok"] = Severity.Info,
        ["p1"] = Severity.Critical, ["p2"] = Severity.Error, ["p3"] = Severity.Warning, ["p4"] = Severity.Info,
        ["p5"] = Severity.Info,
        ["sev1"] = Severity.Critical, ["sev2"] = Severity.Error, ["sev3"] = Severity.Warning, ["sev4"] = Severity.Info,
        ["sev5"] = Severity.Info, ["sev0"] = Severity.Critical, ["p0"] = Severity.Critical,
        ["sev-1"] = Severity.Critical, ["sev-2"] = Severity.Error, ["sev-3"] = Severity.Warning,
        ["sev-4"] = Severity.Info, ["sev-5"] = Severity.Info,
    };

    private static readonly Dictionary<string, Severity>.AlternateLookup<ReadOnlySpan<char>> Spans =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All known words, for error messages.</summary>
    public static IEnumerable<string> Known => Words.Keys;

    public static bool TryParse(ReadOnlySpan<char> word, out Severity severity) =>
        Spans.TryGetValue(word.Trim(), out severity);

    public static Severity? Parse(string? word) =>
        word is not null && TryParse(word, out var severity) ? severity : null;
}
