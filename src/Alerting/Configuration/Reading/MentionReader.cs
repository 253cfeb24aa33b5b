using Alerting.Alerts;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>
/// Reads <c>mention:</c> of a receiver. Each severity has a text, a mapping with a text and a time interval, or a list
/// of both; the first that applies at the time is used.
/// </summary>
internal sealed class MentionReader(IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
{
    public IReadOnlyDictionary<Severity, IReadOnlyList<Mention>> Read(Section receiver)
    {
        var mentions = new Dictionary<Severity, IReadOnlyList<Mention>>();
        if (receiver.Find("mention") is not { } node || Section.Open(node, Keys.Mention, report) is not { } section)
            return mentions;
        foreach (var severity in Enum.GetValues<Severity>())
        {
            if (section.List(severity.Name()) is { Count: > 0 } items)
                mentions[severity] = [.. items.Select(ReadOne).OfType<Mention>()];
        }
        return mentions;
    }

    private Mention? ReadOne(Node node)
    {
        if (node is TextNode text)
            return new Mention(report.Text(text, "mention").Trim());
        if (Section.Open(node, Keys.MentionRule, report) is not { } section)
            return null;
        var during = section.Interval("during", intervals);
        // An empty text means "mention nobody"; a missing one is a mistake.
        if (section.Has("text"))
            return new Mention(section.Text("text")?.Text ?? "", during);
        section.Missing("This mention", "text", "{ text: \"<!here>\", during: business-hours }");
        return null;
    }
}
