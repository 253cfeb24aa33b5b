using System.Text.RegularExpressions;

namespace Alerting.Routing;

/// <summary>
/// One condition on a label, with Alertmanager's meaning: an absent label is an empty one, and a regex must match the
/// whole value.
/// </summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#matcher</remarks>
public sealed class Matcher
{
    private readonly Lazy<Regex>? _regex;
    private readonly string[]? _alternatives;

    private Matcher(string label, MatcherOperator op, string value)
    {
        Label = label;
        Operator = op;
        Value = value;
        if (!IsRegex)
            return;
        // Most patterns are a choice of plain words; those need no regex engine, nor its start-up time.
        if (value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '/' or ' ' or '|'))
            _alternatives = value.Split('|');
        else
            _regex = new Lazy<Regex>(() => Compile(value));
    }

    public string Label { get; }

    public MatcherOperator Operator { get; }

    public string Value { get; }

    private bool IsRegex => Operator is MatcherOperator.Matches or MatcherOperator.NotMatches;

    /// <summary>Makes a matcher; a pattern that is no regex, or needs backtracking, is refused with one sentence.</summary>
    public static bool TryCreate(string label, MatcherOperator op, string value, out Matcher matcher, out string? error)
    {
        matcher = new Matcher(label, op, value);
        error = null;
        try
        {
            _ = matcher._regex?.Value;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            error = $"\"{value}\" is not a regular expression that can be used here: {refused.Message}";
        }
        return error is null;
    }

    /// <summary>For matchers known to be right.</summary>
    public static Matcher Create(string label, MatcherOperator op, string value) =>
        TryCreate(label, op, value, out var matcher, out var error) ? matcher : throw new ArgumentException(error, nameof(value));

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(Label, "");
        return Operator switch
        {
            MatcherOperator.Equal => value == Value,
            MatcherOperator.NotEqual => value != Value,
            MatcherOperator.Matches => MatchesPattern(value),
            _ => !MatchesPattern(value),
        };
    }

    public override string ToString() => $"{Label} {Sign} \"{Value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private string Sign => Operator switch
    {
        MatcherOperator.Equal => "=",
        MatcherOperator.NotEqual => "!=",
        MatcherOperator.Matches => "=~",
        _ => "!~",
    };

    private bool MatchesPattern(string value) =>
        _alternatives is { } words ? Array.IndexOf(words, value) >= 0 : _regex!.Value.IsMatch(value);

    private static Regex Compile(string pattern) =>
        new($"^(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
}

public enum MatcherOperator
{
    Equal,
    NotEqual,
    Matches,
    NotMatches,
}
