using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration.Advice;
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
        var channels = ChannelCatalog.All.Where(channel => receiver.Has(channel.Key))
            .Select(channel => channel.Options).ToList();
        var mentions = new Dictionary<Severity, IReadOnlyList<Mention>>();
        if (receiver.Find("mention") is not { } node || Section.Open(node, Keys.Mention, report) is not { } section)
            return mentions;
        foreach (var severity in Enum.GetValues<Severity>())
        {
            if (section.List(severity.Name()) is { Count: > 0 } items)
                mentions[severity] = [.. items.Select(item => ReadOne(item, channels)).OfType<Mention>()];
        }
        return mentions;
    }

    private Mention? ReadOne(Node node, IReadOnlyList<ChannelOptions> channels)
    {
        if (node is TextNode text)
            return new Mention(Checked(report.Text(text, "mention").Trim(), node.Place, channels));
        if (Section.Open(node, Keys.MentionRule, report) is not { } section)
            return null;
        var during = section.Interval("during", intervals);
        // An empty text means "mention nobody"; a missing one is a mistake.
        if (section.Has("text"))
            return new Mention(Checked(section.Text("text")?.Text ?? "", section.Place, channels), during);
        section.Missing("This mention", "text", "{ text: \"<!here>\", during: business-hours }");
        return null;
    }

    private string Checked(string text, Place place, IReadOnlyList<ChannelOptions> channels)
    {
        ReceiverAdvice.OnMention(text, place, channels, report);
        return text;
    }
}
