using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>receivers:</c> and checks their fallbacks.</summary>
internal sealed class ReceiverReader(
    SmtpReader smtp, MentionReader mentions, ReceiverPeopleReader people, Report report)
{
    private readonly Dictionary<string, Receiver> _receivers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _fallbacks = new(StringComparer.Ordinal);

    public static Dictionary<string, Receiver> Read(
        Node? node, SmtpReader smtp, IReadOnlyDictionary<string, TimeInterval> intervals, ReceiverPeopleReader people,
        Report report)
    {
        var reader = new ReceiverReader(smtp, new MentionReader(intervals, report), people, report);
        if (node is MapNode map)
            reader.ReadAll(map);
        else if (node is not null)
            report.Error(node.Place, ConfigErrors.NotAMapping("receivers"));
        return reader._receivers;
    }

    private void ReadAll(MapNode map)
    {
        foreach (var (name, node) in map.Entries)
            _receivers[name.Text] = ReadOne(name, node);
        foreach (var (name, fallback) in _fallbacks)
        {
            if (fallback.Text == name)
            {
                report.Error(fallback.Place, ReceiverErrors.FallsBackToItself(name));
            }
            else if (!_receivers.ContainsKey(fallback.Text))
            {
                report.Error(
                    fallback.Place, ConfigErrors.Unknown(ConfigErrors.Receiver, fallback.Text, _receivers.Keys));
            }
        }
        CheckCycles();
    }

    private Receiver ReadOne(TextNode name, Node node)
    {
        if (name.Text == Canary.Receiver)
            report.Error(name.Place, RouteErrors.Reserved("receiver", name.Text));
        if (node is TextNode { Text: "" })
            report.Error(name.Place, ReceiverErrors.NoChannel(name.Text, ChannelCatalog.Keys));
        var errors = report.ErrorCount;
        if (Section.Open(node, Keys.Receiver, report) is not { } section)
            return new Receiver(name.Text, []);
        var receiver = people.Read(section, new Receiver(name.Text, Targets(name, section, errors))) with
        {
            RateLimit = RateLimit(section),
            Mentions = mentions.Read(section),
            SmsSegments = RuleReader.SmsSegments(section),
            Templates = TemplateReader.Read(section, report),
        };
        receiver = receiver with { Resolved = ResolvedReader.OfReceiver(section, receiver, report) };
        if (section.Text("fallback", ConfigErrors.Receiver) is not { } fallback)
            return receiver;
        _fallbacks[name.Text] = fallback;
        return receiver with { Fallback = fallback.Text };
    }

    private List<Target> Targets(TextNode name, Section section, int errors)
    {
        var targets = new List<Target>();
        var skipped = new List<(string Channel, string Reason)>();
        var channels = 0;
        foreach (var channel in ChannelCatalog.All)
        {
            if (!section.Has(channel.Key))
                continue;
            channels++;
            var (read, unset) = section.Find(channel.Key) is { } node
                ? TargetReader.Read(channel.Options, node, report)
                : ([], []);
            if (channel.Options == EmailOptions.All && read.Count > 0 && smtp.Options is null)
                (read, unset) = WithoutServer(name, section.Find(channel.Key)!);
            if (read.Count == 0)
            {
                skipped.Add((channel.Key, unset.Count > 0 ? ReceiverErrors.NotSet(unset) : $"{channel.Key} is empty"));
                // Kept without an address: explain and the playground still show its messages.
                read = [new Target(channel.Key, Setting.Empty)];
            }
            targets.AddRange(read);
        }
        // A misspelt key is probably the channel.
        if (report.ErrorCount > errors)
            return targets;
        if (channels == 0 && (section.Has("on_call") || section.Has("people")))
            return targets;
        if (channels == 0)
            report.Error(name.Place, ReceiverErrors.NoChannel(name.Text, ChannelCatalog.Keys));
        else
            NoteSkipped(name, targets.Count(target => !target.Address.IsEmpty), skipped);
        return targets;
    }

    /// <summary>
    /// A mail server whose host variable is not set skips the channel, like an address that is not set.
    /// </summary>
    private (IReadOnlyList<Target>, IReadOnlyList<string>) WithoutServer(TextNode name, Node node)
    {
        if (smtp.Unset.Count == 0 && !smtp.IsGiven)
            report.Error(node.Place, ReceiverErrors.EmailWithoutSmtp(name.Text));
        return ([], smtp.Unset);
    }

    private void NoteSkipped(TextNode name, int targets, List<(string Channel, string Reason)> skipped)
    {
        if (targets == 0)
        {
            report.Note(name.Place,
                ReceiverErrors.Skipped(name.Text, string.Join(", ", skipped.Select(each => each.Reason))));
        }
        else
        {
            foreach (var (channel, reason) in skipped)
                report.Note(name.Place, ReceiverErrors.SkippedChannel(name.Text, channel, reason));
        }
    }

    private RateLimit? RateLimit(Section section)
    {
        if (section.Has("rate_limit") && section.Has("budget"))
            report.Error(section.Find("budget")?.Place ?? section.Place, ReceiverErrors.RateLimitTwice);
        // "budget" is the name in version 1.
        if ((section.Text("rate_limit") ?? section.Text("budget")) is not { } value)
            return null;
        var rateLimit = RateLimits.Parse(value.Text);
        if (rateLimit is null)
            report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a rate limit", RateLimits.Instead));
        return rateLimit;
    }

    private void CheckCycles()
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in _fallbacks.Keys)
        {
            var path = new List<string>();
            var at = start;
            while (!visited.Contains(at) && !path.Contains(at) && _fallbacks.TryGetValue(at, out var next))
            {
                path.Add(at);
                at = next.Text;
            }
            var from = path.IndexOf(at);
            // A loop of one has its own error.
            if (from >= 0 && path.Count - from > 1)
                report.Error(_fallbacks[path[^1]].Place, ReceiverErrors.FallbackCycle([.. path.Skip(from), at]));
            visited.UnionWith(path);
        }
    }
}
