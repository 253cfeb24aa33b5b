using System.Text.RegularExpressions;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>As much of a Logs Insights query as tells which fields it needs.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html</remarks>
internal sealed partial class InsightsQuery(string text)
{
    private static readonly string[] Words =
        ["fields", "filter", "stats", "sort", "limit", "by", "as", "and", "or", "not", "in", "like", "asc", "desc"];

    private readonly string _text = Comment().Replace(text, "");

    public string Text => _text;

    /// <summary>Fields of the log's lines: not aliases, functions, texts or CloudWatch's own.</summary>
    public IEnumerable<string> Fields
    {
        get
        {
            var bare = Literal().Replace(_text, " ");
            var aliases = Alias().Matches(bare).Select(match => match.Groups[1].Value).ToHashSet();
            return Name().Matches(bare).Select(match => match.Value)
                .Where(name => !aliases.Contains(name) && !Words.Contains(name)).Distinct();
        }
    }

    /// <summary>The values that a field must have, and one of those that it may have.</summary>
    public IEnumerable<(string Field, string[] Values)> Comparisons =>
        Comparison().Matches(_text).Select(match => (match.Groups[1].Value,
            Quoted().Matches(match.Groups[2].Value).Select(value => value.Groups[1].Value).ToArray()));

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"""[^""]*""|'[^']*'|/[^/\n]+/(?=\s|$)|SOURCE\s")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\bas\s+(\w+)")]
    private static partial Regex Alias();

    /// <summary>Not a function, a duration or a field of CloudWatch.</summary>
    [GeneratedRegex(@"(?<![@\w])[A-Za-z_]\w*\b(?!\s*\()")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<![@\w])(\w+)\s*(?:=|in)\s*(""[^""]*""|\[[^\]]*\])")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"""([^""]*)""")]
    private static partial Regex Quoted();
}
