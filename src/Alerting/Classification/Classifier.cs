using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Classification;

/// <summary>
/// Decides the severity. The first of these wins: an overriding rule, the event's own severity, a rule, the naming
/// conventions, the default of the source. The account may cap it.
/// </summary>
public sealed class Classifier(AlertingConfig config)
{
    private static readonly SeverityClaim UnknownShape = new(Severity.Warning, "default for unknown messages");

    public Alert Classify(Signal signal)
    {
        var labels = AlertLabels.Of(signal);
        var account = config.AccountOf(signal);
        // An environment that the source names is more exact: an account may hold several.
        if (account is not null && labels.GetValueOrDefault("env") is null or "")
            labels["env"] = account.Name;
        var claim = Claim(signal, labels);
        var capped = Canary.Is(signal) || account is null ? claim : account.Cap(claim);
        labels["severity"] = capped.Severity.Name();
        return new Alert
        {
            Signal = signal,
            Severity = capped.Severity,
            SeverityReason = capped.Reason,
            SeverityCode = capped == claim ? null : ReasonCode.SeverityCapped,
            Fingerprint = Fingerprint.Of(signal.Identity),
            OtherFingerprints = Others(signal),
            Labels = labels,
        };
    }

    private SeverityClaim Claim(Signal signal, IReadOnlyDictionary<string, string> labels) =>
        (Canary.Is(signal) ? Canary.Claim : null)
            ?? Rule(labels, overriding: true)
            ?? (signal.Claims is [var own, ..] ? own : null)
            ?? Rule(labels, overriding: false)
            ?? SeverityConventions.Find("name", signal.Name)
            ?? SeverityConventions.Find("description", signal.Description)
            ?? signal.Fallback
            ?? UnknownShape;

    private static string[]? Others(Signal signal)
    {
        if (signal.EarlierIdentities.Count == 0)
            return null;
        string[] others = [.. signal.EarlierIdentities.Where(earlier => earlier != signal.Identity)
            .Select(Fingerprint.Of).Distinct()];
        return others.Length > 0 ? others : null;
    }

    private SeverityClaim? Rule(IReadOnlyDictionary<string, string> labels, bool overriding)
    {
        for (var i = 0; i < config.SeverityRules.Count; i++)
        {
            var rule = config.SeverityRules[i];
            if (rule.Override == overriding && rule.Match.All(matcher => matcher.Matches(labels)))
                return new SeverityClaim(rule.Severity, $"rule {i + 1}: {string.Join(", ", rule.Match)}");
        }
        return null;
    }
}

/// <summary>
/// The ways people write a severity into a name or a description: <c>[critical]</c>, <c>severity: warning</c>,
/// <c>P1</c>…<c>P5</c>, <c>sev1</c>…<c>sev5</c>.
/// </summary>
internal static class SeverityConventions
{
    /// <summary>The first convention in the text.</summary>
    /// <param name="where">What the reason calls the text.</param>
    public static SeverityClaim? Find(string where, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        for (var i = 0; i < text.Length; i++)
        {
            if (At(text, i) is var (severity, length))
                return new SeverityClaim(severity, $"{where} says {text.AsSpan(i, length)}");
        }
        return null;
    }

    private static (Severity Severity, int Length)? At(string text, int at) => text[at] switch
    {
        '[' => Bracketed(text, at),
        's' or 'S' when StartsWord(text, at) => Keyed(text, at) ?? Numbered(text, at, "sev"),
        // Only upper case: "p5" in a name is a percentile.
        'P' when StartsWord(text, at) => Numbered(text, at, "P"),
        _ => null,
    };

    private static (Severity, int)? Bracketed(string text, int at)
    {
        var close = text.IndexOf(']', at);
        return close > 0 && SeverityWords.TryParse(text.AsSpan(at + 1, close - at - 1), out var severity)
            ? (severity, close - at + 1)
            : null;
    }

    private static (Severity, int)? Keyed(string text, int at)
    {
        const string key = "severity";
        if (!text.AsSpan(at).StartsWith(key, StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = text.AsSpan(at + key.Length);
        var word = rest.TrimStart();
        if (word is not [':' or '=', ..])
            return null;
        word = word[1..].TrimStart(" \t\"'");
        var start = at + key.Length + (rest.Length - word.Length);
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '-'))
            end++;
        return SeverityWords.TryParse(text.AsSpan(start, end - start), out var severity) ? (severity, end - at) : null;
    }

    private static (Severity, int)? Numbered(string text, int at, string prefix)
    {
        if (!text.AsSpan(at)
            .StartsWith(prefix, prefix == "P" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var digit = at + prefix.Length;
        if (prefix != "P" && digit < text.Length && text[digit] is '-' or ' ')
            digit++;
        if (digit >= text.Length || text[digit] is < '1' or > '5' || !EndsWord(text, digit + 1))
            return null;
        return SeverityWords.TryParse($"P{text[digit]}", out var severity) ? (severity, digit + 1 - at) : null;
    }

    private static bool StartsWord(string text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1]);

    private static bool EndsWord(string text, int end) => end >= text.Length || !char.IsLetterOrDigit(text[end]);
}
