using System.Text.RegularExpressions;
using Alerting.Redaction;

namespace Alerting.Routing;

/// <summary>
/// One condition on a label, as in Alertmanager: an absent label counts as empty, and a regex must match the whole
/// value.
/// </summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#matcher</remarks>
public sealed class Matcher
{
    private readonly PlainPattern? _plain;
    private readonly Regex? _regex;

    /// <summary>
    /// Names of log alerts once held <c>&lt;*&gt;</c> where they now hold <c>…</c>; matchers of that time still match.
    /// </summary>
    private readonly string? _ellipsis;

    private Matcher(string label, MatcherOperator op, string value, out string? error)
    {
        Label = label;
        Operator = op;
        Value = value;
        error = null;
        if (!IsRegex)
        {
            _ellipsis = value.Replace("<*>", "…", StringComparison.Ordinal);
            return;
        }
        _plain = PlainPattern.Of(value);
        if (_plain is null)
            _regex = Pattern.TryCompileWhole(value, out error);
    }

    public string Label { get; }

    public MatcherOperator Operator { get; }

    public string Value { get; }

    /// <summary>The only values it matches, as far as they can be listed: <c>error|critical</c>; else null.</summary>
    internal IReadOnlyList<string>? Values => Operator switch
    {
        MatcherOperator.Equal => [Value],
        MatcherOperator.Matches => _plain?.Values,
        _ => null,
    };

    private bool IsRegex => Operator is MatcherOperator.Matches or MatcherOperator.NotMatches;

    /// <summary>Fails with an error sentence if the pattern is not a regex or needs backtracking.</summary>
    public static bool TryCreate(string label, MatcherOperator op, string value, out Matcher matcher, out string? error)
    {
        matcher = new Matcher(label, op, value, out error);
        if (error is not null)
            error = $"\"{value}\" {error}";
        return error is null;
    }

    /// <summary>For matchers known to be valid.</summary>
    public static Matcher Create(string label, MatcherOperator op, string value) =>
        TryCreate(label, op, value, out var matcher, out var error)
            ? matcher
            : throw new ArgumentException(error, nameof(value));

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(Label, "");
        return Operator switch
        {
            MatcherOperator.Equal => IsValue(value),
            MatcherOperator.NotEqual => !IsValue(value),
            MatcherOperator.Matches => MatchesPattern(value),
            _ => !MatchesPattern(value),
        };
    }

    public override string ToString() => $"{Name} {Sign} \"{Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>The label name, in quotes where it needs them.</summary>
    private string Name => MatcherSyntax.IsBareName(Label) ? Label : MatcherSyntax.Quote(Label);

    private string Sign => Operator switch
    {
        MatcherOperator.Equal => "=",
        MatcherOperator.NotEqual => "!=",
        MatcherOperator.Matches => "=~",
        _ => "!~",
    };

    /// <summary>Also as people see it: silences and inhibition see alerts whose secrets are redacted.</summary>
    private bool IsValue(string value) => RedactedValue.AreSame(Label, value, Value) || value == _ellipsis;

    private bool MatchesPattern(string value) => _plain?.IsMatch(value) ?? _regex!.IsMatch(value);
}

public enum MatcherOperator
{
    Equal,
    NotEqual,
    Matches,
    NotMatches,
}
