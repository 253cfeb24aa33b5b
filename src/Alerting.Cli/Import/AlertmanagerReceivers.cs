namespace Alerting.Cli.Import;

/// <summary>Receivers of Alertmanager as ours. One without a channel here gets a webhook to fill in.</summary>
internal sealed class AlertmanagerReceivers(ImportedMap global, ImportedSecrets secrets, ImportNotes notes)
{
    private readonly AlertmanagerChannels _channels = new(global, secrets);

    /// <summary>The names of receivers that notify nobody: those without any integration.</summary>
    public HashSet<string> Null { get; } = new(StringComparer.Ordinal);

    public AlertmanagerMail Mail => _channels.Mail;

    public YamlMap Read(IEnumerable<ImportedMap> receivers)
    {
        var all = new YamlMap();
        foreach (var receiver in receivers)
        {
            var name = receiver.Text("name") ?? "";
            var channels = Channels(name, receiver);
            receiver.Renamed("receivers." + name).NoteRest(Advice);
            if (channels is null)
                Null.Add(name);
            else
                all.With(name, channels);
        }
        return all;
    }

    private static string? Advice(string key) => key switch
    {
        "labels" => "Labels of receivers only select them in Alertmanager's API.",
        _ when key.EndsWith("_configs", StringComparison.Ordinal) => "Alerting has no such channel.",
        _ => null,
    };

    /// <summary>Null without any integration.</summary>
    private YamlMap? Channels(string name, ImportedMap receiver)
    {
        var targets = new List<(string Channel, bool SendResolved, object Target)>();
        var hasAny = false;
        foreach (var integration in AlertmanagerChannels.All)
        {
            foreach (var config in receiver.Maps(integration.Key))
            {
                hasAny = true;
                var named = ImportedMap.Of(config.Node, $"receivers.{name}.{integration.Key}", notes, config.Place);
                var sendResolved = named.Flag("send_resolved", integration.SendsResolved);
                foreach (var (channel, target) in _channels.Read(integration, named, name))
                    targets.Add((channel, sendResolved, target));
            }
        }
        if (!hasAny)
            return null;
        if (targets.Count == 0)
            targets.Add(("webhook", true, Missing(name, receiver)));
        return Written(targets);
    }

    private string Missing(string name, ImportedMap receiver)
    {
        var placeholder = secrets.Missing(name, "webhook", out var parameter);
        notes.Add(receiver.Place, $"receivers.{name}", "None of its integrations exists here. Store the URL of a " +
            $"webhook in {parameter}, or replace the receiver's webhook by another channel.");
        return placeholder;
    }

    /// <summary>The channels of one receiver.</summary>
    public static YamlMap Written(List<(string Channel, bool SendResolved, object Target)> targets)
    {
        var written = new YamlMap();
        var isMixed = targets.Select(target => target.SendResolved).Distinct().Count() > 1;
        foreach (var same in targets.GroupBy(target => target.Channel))
        {
            object[] all = [.. same.Select(each => isMixed && !each.SendResolved
                ? AsMap(each.Channel, each.Target).With("send_resolved", false) : each.Target)];
            written.With(same.Key, all is [var only] ? only : all.SelectMany(Flat).ToArray());
        }
        return !isMixed && !targets[0].SendResolved ? written.With("send_resolved", false) : written;
    }

    /// <summary>Several addresses in one list.</summary>
    private static IEnumerable<object> Flat(object target) => target is IReadOnlyList<object> list ? list : [target];

    private static YamlMap AsMap(string channel, object target) => target as YamlMap
        ?? new YamlMap().With(AlertmanagerChannels.MainKey(channel), target);
}
