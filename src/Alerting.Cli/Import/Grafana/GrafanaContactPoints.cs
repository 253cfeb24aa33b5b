using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import.Grafana;

/// <summary>Contact points as receivers.</summary>
internal sealed class GrafanaContactPoints(ImportedSecrets secrets, ImportNotes notes)
{
    private readonly GrafanaChannels _channels = new(secrets);
    private readonly Dictionary<string, List<(string Channel, bool SendResolved, object Target)>> _points =
        new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public bool UsesMail => _channels.UsesMail;

    /// <summary>In the order of the files.</summary>
    public IEnumerable<string> Names => _points.Keys;

    /// <summary>Contact points without any integration notify nobody.</summary>
    public HashSet<string> Null { get; } = new(StringComparer.Ordinal);

    /// <param name="integrations">The key of the list: <c>receivers</c>.</param>
    public void Read(ImportedMap point, string integrations)
    {
        var name = point.Text("name") ?? "";
        point.Take("orgId");
        var all = point.Maps(integrations).ToList();
        if (all.Count == 0)
            Null.Add(name);
        foreach (var integration in all)
            ReadOne(name, integration);
        point.Renamed("contactPoints." + name).NoteRest(_ => null);
    }

    /// <summary>One integration, as the provisioning API lists them.</summary>
    public void ReadOne(string name, ImportedMap integration)
    {
        var type = integration.Text("type") ?? "";
        foreach (var key in (string[])["uid", "name", "provenance", "secureFields", "orgId", "version"])
            integration.Take(key);
        var settings = ImportedMap.Of(
            integration.Take("settings"), $"contactPoints.{name}.{type}", notes, integration.Place);
        var isSilent = integration.Flag("disableResolveMessage", false);
        Null.Remove(name);
        _places.TryAdd(name, integration.Place);
        if (!_points.TryGetValue(name, out var targets))
            _points[name] = targets = [];
        foreach (var (channel, target) in _channels.Read(type, settings, name))
            targets.Add((channel, !isSilent, target));
        integration.Renamed(settings.Path).NoteRest(_ => null);
    }

    /// <param name="used">The names that policies use.</param>
    public YamlMap Write(IEnumerable<(string Name, Place Place)> used)
    {
        foreach (var (name, place) in used.Where(each => !Null.Contains(each.Name)))
        {
            if (_points.TryAdd(name, []))
                _places[name] = place;
        }
        var all = new YamlMap();
        foreach (var (name, targets) in _points)
        {
            if (targets.Count == 0)
                targets.Add(("webhook", true, Missing(name)));
            all.With(YamlText.Literal(name), AlertmanagerReceivers.Written(targets));
        }
        return all;
    }

    private string Missing(string name)
    {
        var placeholder = secrets.Missing(name, "webhook", out var parameter);
        notes.Add(_places[name], $"contactPoints.{name}", "None of its integrations is in the files or exists here. " +
            $"Store the URL of a webhook in {parameter}, or replace the receiver's webhook by another channel.");
        return placeholder;
    }
}
