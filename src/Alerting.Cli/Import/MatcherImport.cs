using Alerting.Alerts;
using Alerting.Configuration.Yaml;
using Alerting.Routing;

namespace Alerting.Cli.Import;

/// <summary>Matchers of Alertmanager in our syntax, with its severities as ours.</summary>
internal static class MatcherImport
{
    private static readonly string[] PosixClasses = ["alpha", "digit", "alnum", "upper", "lower", "space", "xdigit"];
    private static readonly string[] PosixRanges = ["a-zA-Z", "0-9", "a-zA-Z0-9", "A-Z", "a-z", "\\s", "0-9a-fA-F"];

    /// <summary>The matchers of <c>matchers</c>, <c>match</c> and <c>match_re</c>; null if one cannot be written.</summary>
    /// <param name="prefix">Such as <c>source_</c>.</param>
    public static List<string>? Read(ImportedMap map, string prefix = "")
    {
        var matchers = new List<string>();
        var isComplete = true;
        foreach (var text in map.Texts(prefix + "matchers"))
        {
            var parsed = new List<Matcher>();
            if (MatcherSyntax.Parse(GoRegex(text.Text.Trim()), parsed) is { } wrong)
                isComplete = Refuse(map, text.Place, prefix + "matchers", wrong);
            foreach (var matcher in parsed)
                isComplete &= Add(matchers, matcher, map, text.Place, prefix + "matchers");
        }
        foreach (var triple in map.Items(prefix + "object_matchers").OfType<ListNode>())
            isComplete &= AddTriple(matchers, triple, map, prefix + "object_matchers");
        foreach (var (key, op) in new[] { ("match", MatcherOperator.Equal), ("match_re", MatcherOperator.Matches) })
        {
            foreach (var (label, value) in map.Entries(prefix + key))
            {
                var pattern = value is TextNode text ? text.Text : "";
                if (Matcher.TryCreate(label.Text, op, op == MatcherOperator.Equal ? pattern : GoRegex(pattern),
                    out var matcher, out var wrong))
                {
                    isComplete &= Add(matchers, matcher, map, label.Place, prefix + key);
                }
                else
                {
                    isComplete = Refuse(map, label.Place, prefix + key, wrong!);
                }
            }
        }
        return isComplete ? matchers : null;
    }

    /// <summary>Grafana's form: <c>[severity, "=~", "error|critical"]</c>.</summary>
    private static bool AddTriple(List<string> matchers, ListNode triple, ImportedMap map, string key)
    {
        if (triple.Items is not [TextNode label, TextNode sign, TextNode value])
            return Refuse(map, triple.Place, key, "It is not a label, an operator and a value.");
        MatcherOperator? op = sign.Text switch
        {
            "=" => MatcherOperator.Equal,
            "!=" => MatcherOperator.NotEqual,
            "=~" => MatcherOperator.Matches,
            "!~" => MatcherOperator.NotMatches,
            _ => null,
        };
        if (op is not { } known)
            return Refuse(map, sign.Place, key, $"\"{sign.Text}\" is not an operator.");
        var pattern = known is MatcherOperator.Equal or MatcherOperator.NotEqual ? value.Text : GoRegex(value.Text);
        return Matcher.TryCreate(label.Text, known, pattern, out var matcher, out var wrong)
            ? Add(matchers, matcher, map, label.Place, key) : Refuse(map, label.Place, key, wrong!);
    }

    private static bool Refuse(ImportedMap map, Place place, string key, string wrong)
    {
        map.Notes.Add(place, $"{map.Path}.{key}", $"{wrong} What it belongs to is left out.");
        return false;
    }

    /// <summary>False if no alert here can match it.</summary>
    private static bool Add(List<string> matchers, Matcher matcher, ImportedMap map, Place place, string key)
    {
        if (matcher is not { Label: "severity", Value: "" })
        {
            matchers.Add(Written(matcher, map, place, key));
            return true;
        }
        return matcher.Operator is MatcherOperator.NotEqual or MatcherOperator.NotMatches || Refuse(
            map, place, key, "Every alert has a severity here; one without it is a warning.");
    }

    private static string Written(Matcher matcher, ImportedMap map, Place place, string key)
    {
        var (label, op, value) = (matcher.Label, matcher.Operator, matcher.Value);
        if (label is "name" or "source")
        {
            map.Notes.Add(place, $"{map.Path}.{key}", $"Here the label {label} is the " +
                $"{(label == "name" ? "alert's name" : "system that sent the alert")}. Rename it in the rules.");
        }
        if (label == "severity")
        {
            var (severity, source) = SeverityImport.Of(matcher);
            if (source is not null)
                map.Notes.Add(place, $"{map.Path}.{key}", source);
            (label, op, value) = severity;
        }
        var sign = op switch
        {
            MatcherOperator.Equal => "=",
            MatcherOperator.NotEqual => "!=",
            MatcherOperator.Matches => "=~",
            _ => "!~",
        };
        var name = MatcherSyntax.IsBareName(label) ? label : MatcherSyntax.Quote(label);
        return YamlText.Literal($"{name} {sign} {MatcherSyntax.Quote(value)}");
    }

    /// <summary>Go's regular expressions in the few places where ours are written in another way.</summary>
    private static string GoRegex(string pattern)
    {
        pattern = pattern.Replace("(?P<", "(?<", StringComparison.Ordinal);
        for (var i = 0; i < PosixClasses.Length; i++)
            pattern = pattern.Replace($"[:{PosixClasses[i]}:]", PosixRanges[i], StringComparison.Ordinal);
        return pattern;
    }
}

/// <summary>Alerts have one of four severities here; the words of Alertmanager's rules are mapped to them.</summary>
internal static class SeverityImport
{
    /// <summary>The label that keeps a word which is none of those known.</summary>
    private const string OwnWord = "source_severity";

    private const string OnOwnWord = "The matcher is on the label " + OwnWord +
        ", which keeps the word. To change their severity, add a rule to severity:.";

    private static readonly string[] Names =
        [.. Enum.GetValues<Severity>().OrderDescending().Select(severity => severity.Name())];

    public static ((string Label, MatcherOperator Op, string Value) Matcher, string? Note) Of(Matcher matcher)
    {
        var same = (matcher.Label, matcher.Operator, matcher.Value);
        return matcher.Operator is MatcherOperator.Equal or MatcherOperator.NotEqual
            ? OfWord(matcher, same) : OfPattern(matcher, same);
    }

    private static ((string, MatcherOperator, string), string?) OfWord(
        Matcher matcher, (string, MatcherOperator, string) same)
    {
        if (Names.Contains(matcher.Value))
            return (same, null);
        if (SeverityWords.Parse(matcher.Value) is { } known)
        {
            return (("severity", matcher.Operator, known.Name()),
                $"Severity \"{matcher.Value}\" is {known.Name()} here, as every word of that meaning.");
        }
        return ((OwnWord, matcher.Operator, matcher.Value),
            $"\"{matcher.Value}\" is not a severity that is known here, so such alerts are warnings. {OnOwnWord}");
    }

    /// <summary>The severities that the pattern matches by any of their words.</summary>
    private static ((string, MatcherOperator, string), string?) OfPattern(
        Matcher matcher, (string, MatcherOperator, string) same)
    {
        var isMatch = Matcher.Create("severity", MatcherOperator.Matches, matcher.Value);
        string[] words = [.. SeverityWords.Known.Where(word => Matches(isMatch, word))];
        var unknown = isMatch.Values?.Where(value => SeverityWords.Parse(value) is null).ToArray() ?? [];
        string[] names = [.. Names.Where(name => words.Any(word => SeverityWords.Parse(word)?.Name() == name))];
        if (unknown.Length > 0 && words.Length == 0)
        {
            return ((OwnWord, matcher.Operator, matcher.Value),
                $"No word of it is a severity that is known here, so such alerts are warnings. {OnOwnWord}");
        }
        if (names.Length == 0 || names.Length == Names.Length && isMatch.Values is null)
            return (same, null);
        var written = string.Join('|', names);
        var note = unknown.Length > 0
            ? $"\"{string.Join("\", \"", unknown)}\" is not a severity that is known here and is left out. Alerts with "
                + $"it are warnings and have the label {OwnWord}."
            : names.All(name => Matches(isMatch, name)) ? null : $"The pattern is {written} here.";
        var op = names.Length > 1 ? matcher.Operator
            : matcher.Operator == MatcherOperator.Matches ? MatcherOperator.Equal : MatcherOperator.NotEqual;
        return (("severity", op, written), note);
    }

    private static bool Matches(Matcher matcher, string word) =>
        matcher.Matches(new Dictionary<string, string> { ["severity"] = word });
}
