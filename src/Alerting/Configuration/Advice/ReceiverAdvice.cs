using Alerting.Channels;
using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.Routing;

namespace Alerting.Configuration.Advice;

/// <summary>Notes receivers that nothing names, and mentions and addresses of another service.</summary>
internal static class ReceiverAdvice
{
    public static void OnUse(Node? receivers, AlertingConfig config, Report report)
    {
        var used = new HashSet<string>(StringComparer.Ordinal) { config.Fallback ?? "" };
        used.UnionWith(config.Receivers.Values.Select(receiver => receiver.Fallback ?? ""));
        foreach (var policy in config.Escalations.Values)
            used.UnionWith(policy.Steps.SelectMany(step => step.Notify));
        AddUsed(config.Routes, used);
        foreach (var (name, _) in receivers is MapNode map ? map.Entries : [])
        {
            if (!used.Contains(name.Text))
                report.Note(name.Place, ReceiverErrors.UnusedReceiver(name.Text));
            // In an escalation policy the receiver would be notified, and the other one never.
            if (config.People.ContainsKey(name.Text) || config.Schedules.ContainsKey(name.Text))
                report.Note(name.Place, ReceiverErrors.NamedTwice(name.Text, config.People.ContainsKey(name.Text)));
        }
    }

    /// <param name="channels">Those of the receiver. One that understands the mention is enough.</param>
    public static void OnMention(
        string text, Place place, IReadOnlyList<ChannelOptions> channels, Report report)
    {
        var able = channels.Where(channel => channel.Mention is not null).ToList();
        if (text.Length == 0 || channels.Count == 0 || able.Exists(channel => channel.Mention!.IsIn(text)))
            return;
        report.Note(place, able is [var first, ..]
            ? ReceiverErrors.ForeignMention(text, first.Name, first.Mention!.Example)
            : ReceiverErrors.NoMention(string.Join(" and ", channels.Select(channel => channel.Name))));
    }

    private static void AddUsed(IReadOnlyList<Route> routes, HashSet<string> used)
    {
        foreach (var route in routes)
        {
            used.UnionWith(route.To);
            AddUsed(route.Routes, used);
        }
    }
}
