using System.Text;

namespace Alerting.Routing;

/// <summary>
/// Parses Alertmanager's matcher syntax: <c>severity = "warning"</c>, <c>name =~ error|critical</c>, a label name in
/// quotes, <c>"team.name" = "search"</c>, or several together, <c>{a="b", c=~"d"}</c>.
/// </summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#matcher</remarks>
public static class MatcherSyntax
{
    internal const string NoMapping = "A matcher is a string, not a mapping. Write 'severity = \"warning\"'.";

    /// <summary>Adds the matchers of a text to the list; returns an error sentence, or null.</summary>
    public static string? Parse(string text, ICollection<Matcher> matchers)
    {
        var rest = text.AsSpan().Trim();
        var isBraced = rest is ['{', .., '}'];
        if (isBraced)
            rest = rest[1..^1].Trim();
        if (rest.IsEmpty && !isBraced)
            return NotAMatcher(text);
        while (!rest.IsEmpty)
        {
            if (ParseOne(ref rest, text, out var matcher) is { } wrong)
                return wrong;
            matchers.Add(matcher!);
            rest = rest.TrimStart();
            if (rest is [',', ..])
            {
                rest = rest[1..].TrimStart();
            }
            else if (!rest.IsEmpty)
            {
                return $"Unexpected \"{rest}\" after a matcher. Put a comma between matchers and double quotes " +
                    "around a value.";
            }
        }
        return null;
    }

    private static string? ParseOne(ref ReadOnlySpan<char> rest, string whole, out Matcher? matcher)
    {
        matcher = null;
        if (Label(ref rest) is not { Length: > 0 } label || !TryOperator(rest, out var op, out var length))
            return NotAMatcher(whole);
        rest = rest[length..].TrimStart();
        if (rest is ['=' or '~', ..])
            return $"Unexpected \"{rest[0]}\" in {whole}. The operators are =, !=, =~ and !~.";
        if (rest is ['\'', ..])
            return $"The value of {label} is in single quotes. Write {label} {Sign(op)} \"value\".";
        if (Value(ref rest) is not { } value)
            return $"The value of {label} is missing its closing double quote.";
        return Matcher.TryCreate(label, op, value, out matcher, out var wrong) ? null : wrong;
    }

    /// <summary>Reads the label name up to the operator; null if it is not a name.</summary>
    private static string? Label(ref ReadOnlySpan<char> rest)
    {
        string? label;
        if (rest is ['"', ..])
        {
            label = Quoted(ref rest);
            rest = rest.TrimStart();
            return label;
        }
        var sign = rest.IndexOfAny('=', '!');
        label = sign < 0 ? null : rest[..sign].Trim().ToString();
        if (label is null || !IsBareName(label))
            return null;
        rest = rest[sign..];
        return label;
    }

    /// <summary>Whether a label name needs no quotes.</summary>
    internal static bool IsBareName(string label)
    {
        foreach (var c in label)
        {
            if (char.IsWhiteSpace(c) || c is '"' or '\'' or '{' or '}' or ',' or '=' or '!')
                return false;
        }
        return label.Length > 0;
    }

    /// <summary>The text in quotes, so that it is read as it stands.</summary>
    public static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static bool TryOperator(ReadOnlySpan<char> text, out MatcherOperator op, out int length)
    {
        (op, length) = text switch
        {
            ['=', '~', ..] => (MatcherOperator.Matches, 2),
            ['!', '=', ..] => (MatcherOperator.NotEqual, 2),
            ['!', '~', ..] => (MatcherOperator.NotMatches, 2),
            ['=', ..] => (MatcherOperator.Equal, 1),
            _ => (MatcherOperator.Equal, 0),
        };
        return length > 0;
    }

    private static string? Value(ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['"', ..])
        {
            var comma = rest.IndexOf(',');
            var bare = (comma < 0 ? rest : rest[..comma]).TrimEnd();
            rest = rest[bare.Length..];
            return bare.ToString();
        }
        return Quoted(ref rest);
    }

    /// <summary>A text in double quotes; null without a closing quote.</summary>
    private static string? Quoted(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return value.ToString();
            }
            // As in Alertmanager, only these three are escapes; any other backslash belongs to the regex.
            if (rest[i] == '\\' && i + 1 < rest.Length && rest[i + 1] is '"' or '\\' or 'n')
                value.Append(rest[++i] == 'n' ? '\n' : rest[i]);
            else
                value.Append(rest[i]);
        }
        return null;
    }

    private static string Sign(MatcherOperator op) => op switch
    {
        MatcherOperator.Matches => "=~",
        MatcherOperator.NotMatches => "!~",
        MatcherOperator.NotEqual => "!=",
        _ => "=",
    };

    private static string NotAMatcher(string text) =>
        $"\"{text}\" is not a matcher. Write a label, one of = != =~ !~ and a value, such as severity = \"warning\".";
}
