using System.Text.RegularExpressions;

namespace Alerting.Redaction;

/// <summary>
/// Replaces secrets in text before it leaves the account: those of <see cref="RedactionRules"/>, and what the
/// configured patterns match.
/// </summary>
/// <remarks>The line stays readable: <c>password=&lt;redacted&gt;</c>. It runs in linear time.</remarks>
public sealed class Redactor
{
    public const string Mark = "<redacted>";

    private const int MaxPasses = 8;

    private readonly Regex[] _extra;

    /// <param name="extra">Patterns on top of the built-in rules, without backtracking: they must not make redaction
    /// slow.</param>
    public Redactor(params IEnumerable<Regex> extra) => _extra = [.. extra];

    /// <summary>Without configured patterns.</summary>
    public static Redactor BuiltIn { get; } = new();

    /// <summary>Returns the same string when it has no secrets.</summary>
    /// <param name="keepAddresses">Whether e-mail addresses stay: an event about a mail is useless without
    /// them.</param>
    public string Apply(string text, bool keepAddresses = false)
    {
        text = Apply(keepAddresses ? RedactionRules.WithoutAddresses : RedactionRules.All, text);
        foreach (var pattern in _extra)
            text = pattern.Replace(text, Mark);
        return text;
    }

    /// <summary>Redacting can join text that a secret separated, so it repeats until nothing changes.</summary>
    private static string Apply(RuleSet rules, string text)
    {
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var redacted = rules.Apply(text);
            if (redacted == text)
                return redacted;
            text = redacted;
        }
        return text;
    }
}
