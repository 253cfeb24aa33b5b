using System.Text;

namespace Alerting.Routing;

/// <summary>
/// Reads matchers as Alertmanager writes them: <c>severity = "warning"</c>, <c>name =~ error|critical</c>, or several
/// together, <c>{a="b", c=~"d"}</c>.
/// </summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#matcher</remarks>
public static class MatcherSyntax
{
    internal const string NoMapping = "A matcher is a text, not a mapping: write 'severity = \"warning\"'.";

    /// <summary>Adds the matchers of a text to the list; returns what is wrong with it, or null.</summary>
    public static string? Parse(string text, ICollection<Matcher> matchers)
    {
        var rest = text.AsSpan().Trim();
        var isBraced = rest is ['{', .., '}'];
        if (isBraced)
            rest = rest[1..^1].Trim();
        if (rest.IsEmpty && !isBraced)
            return NoMatcher(text);
        while (!rest.IsEmpty)
        {
            if (One(ref rest, text, out var matcher) is { } wrong)
                return wrong;
            matchers.Add(matcher!);
            rest = rest.TrimStart();
            if (rest is [',', ..])
                rest = rest[1..].TrimStart();
            else if (!rest.IsEmpty)
                return $"\"{rest}\" follows a matcher: put a comma between matchers, and double quotes around a value.";
        }
        return null;
    }

    private static string? One(ref ReadOnlySpan<char> rest, string whole, out Matcher? matcher)
    {
        matcher = null;
        var sign = rest.IndexOfAny('=', '!');
        var label = sign < 0 ? rest : rest[..sign].Trim();
        if (sign < 0 || label.IsEmpty || !IsName(label) || !TryOperator(rest[sign..], out var op, out var length))
            return NoMatcher(whole);
        rest = rest[(sign + length)..].TrimStart();
        if (rest is ['=' or '~', ..])
            return $"\"{rest[0]}\" is too much in {whole}: the operators are =, !=, =~ and !~.";
        if (rest is ['\'', ..])
            return $"The value of {label} is in single quotes: write {label} {Sign(op)} \"value\".";
        if (Value(ref rest) is not { } value)
            return $"The value of {label} is not closed: its last double quote is missing.";
        return Matcher.TryCreate(label.ToString(), op, value, out matcher, out var wrong) ? null : wrong;
    }

    private static bool IsName(ReadOnlySpan<char> label)
    {
        foreach (var c in label)
            if (char.IsWhiteSpace(c) || c is '"' or '\'' or '{' or '}' or ',')
                return false;
        return true;
    }

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
        var value = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return value.ToString();
            }
            // Only these three are escapes, as with Alertmanager; any other backslash belongs to the regex.
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

    private static string NoMatcher(string text) =>
        $"\"{text}\" is no matcher: write a label, one of = != =~ !~ and a value, such as severity = \"warning\".";
}
