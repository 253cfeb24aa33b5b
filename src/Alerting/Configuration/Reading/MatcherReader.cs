using Alerting.Configuration.Yaml;
using Alerting.Routing;

namespace Alerting.Configuration.Reading;

/// <summary>Reads lists of matchers.</summary>
internal static class MatcherReader
{
    public static IReadOnlyList<Matcher> Read(Section section, string key, Report report)
    {
        var matchers = new List<Matcher>();
        foreach (var node in section.List(key))
        {
            if (node is not TextNode text)
                report.Error(node.Place, node is MapNode ? MatcherSyntax.NoMapping : Sentences.IsNoTextList(key));
            else if (report.Text(text, key) is { Length: > 0 } written && MatcherSyntax.Parse(written, matchers) is { } wrong)
                report.Error(text.Place, wrong);
        }
        return matchers;
    }
}
