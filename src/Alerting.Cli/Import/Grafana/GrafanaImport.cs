using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import.Grafana;

/// <summary>
/// Contact points, notification policies and mute timings of Grafana, as its provisioning files and exports have them,
/// in YAML or JSON, in one file or several.
/// </summary>
internal sealed class GrafanaImport(ImportNotes notes)
{
    private static readonly string[] Sections =
        ["contactPoints", "policies", "muteTimes", "alertmanager_config", "deleteContactPoints", "resetPolicies"];

    private readonly GrafanaContactPoints _points = new(new ImportedSecrets(notes), notes);
    private readonly List<ImportedMap> _policies = [];
    private readonly YamlMap _times = new();

    public static bool Is(Node root) => root switch
    {
        MapNode map => map.Entries.Any(entry => Sections.Contains(entry.Key.Text))
            || IsPolicy(map) || IsMuteTiming(map),
        ListNode list => list.Items.Count > 0 && list.Items.All(item => item is MapNode map
            && (Has(map, "settings") || IsMuteTiming(map))),
        _ => false,
    };

    /// <exception cref="FormatException">There are neither contact points nor policies.</exception>
    public static string Read(IReadOnlyList<Node> roots, ImportNotes notes)
    {
        var import = new GrafanaImport(notes);
        foreach (var root in roots)
            import.Add(root);
        return import.Write();
    }

    private static bool Has(MapNode map, string key) => map.Entries.Any(entry => entry.Key.Text == key);

    /// <summary>The tree that the API answers: without the list of organizations.</summary>
    private static bool IsPolicy(MapNode map) => Has(map, "receiver") && !Has(map, "route");

    private static bool IsMuteTiming(MapNode map) => Has(map, "name") && Has(map, "time_intervals");

    private void Add(Node root)
    {
        if (root is ListNode list)
        {
            foreach (var item in list.Items.OfType<MapNode>())
                AddItem(new ImportedMap(item, "", notes));
        }
        else if (root is MapNode map && IsPolicy(map))
        {
            _policies.Add(new ImportedMap(map, "policies", notes));
        }
        else if (root is MapNode single && IsMuteTiming(single))
        {
            AddItem(new ImportedMap(single, "", notes));
        }
        else if (root is MapNode file)
        {
            AddFile(new ImportedMap(file, "", notes));
        }
    }

    /// <summary>Of a list that the API answers.</summary>
    private void AddItem(ImportedMap item)
    {
        if (IsMuteTiming(item.Node))
            AddTimes([item.Renamed("muteTimes")]);
        else
            _points.ReadOne(item.Text("name") ?? "", item);
    }

    private void AddFile(ImportedMap file)
    {
        file.Take("apiVersion");
        foreach (var point in file.Maps("contactPoints"))
            _points.Read(point, "receivers");
        _policies.AddRange(file.Maps("policies"));
        AddTimes(file.Maps("muteTimes"));
        if (file.Has("alertmanager_config"))
            AddAlertmanager(file.Map("alertmanager_config").Renamed("alertmanager_config"));
        file.NoteRest(GrafanaAdvice.OfFile);
    }

    /// <summary>The whole configuration of Grafana's own Alertmanager.</summary>
    private void AddAlertmanager(ImportedMap file)
    {
        foreach (var point in file.Maps("receivers"))
            _points.Read(point, "grafana_managed_receiver_configs");
        if (file.Has("route"))
            _policies.Add(file.Map("route").Renamed("policies"));
        AddTimes(file.Maps("time_intervals"));
        AddTimes(file.Maps("mute_time_intervals"));
        file.NoteRest(GrafanaAdvice.OfFile);
    }

    private void AddTimes(IEnumerable<ImportedMap> intervals)
    {
        foreach (var interval in intervals)
        {
            foreach (var key in (string[])["orgId", "version", "provenance", "uid"])
                interval.Take(key);
            AlertmanagerTimes.Add(_times, interval);
        }
    }

    private string Write()
    {
        if (_policies.Count == 0 && !_points.Names.Any())
        {
            throw new FormatException("There is neither a contact point nor a notification policy in it. Export both " +
                "in Grafana, under Alerting, and name the files.");
        }
        foreach (var other in _policies.Skip(1))
        {
            notes.Add(other.Place, "policies", "It is the tree of another organization and is left out. Import it " +
                "with a stack of its own, or write its routes below a route for it.");
        }
        var used = _policies.Count > 0 ? Receivers(_policies[0].Node).ToList() : [];
        var receivers = _points.Write(used);
        var smtp = _points.UsesMail ? new YamlMap().With("host", "smtp.example.com").With("user", "alerting")
            .With("password", "${ssm:/alerting/smtp-password}").With("from", AlertmanagerMail.DefaultFrom) : null;
        if (smtp is not null)
        {
            notes.Add(new Place(1, 1), "smtp",
                "Grafana's mail server is in grafana.ini, under [smtp]. Complete smtp:.");
        }
        return YamlText.Of(new YamlMap().With("time_intervals", _times.Entries.Count > 0 ? _times : null)
            .With("smtp", smtp).With("receivers", receivers).With("routes", (object[])[Route()]));
    }

    private YamlMap Route()
    {
        if (_policies.Count == 0)
        {
            var first = _points.Names.First();
            notes.Add(new Place(1, 1), "policies", $"No notification policy is in the files, so {first} gets every " +
                "alert. Export the policies too, and name both files.");
            return new YamlMap().With("to", YamlMap.List([YamlText.Literal(first)]));
        }
        foreach (var key in (string[])["orgId", "provenance", "name", "uid", "version"])
            _policies[0].Take(key);
        foreach (var (name, place) in Names(_policies[0].Node, "mute_time_intervals", "active_time_intervals"))
        {
            if (_times.Entries.All(each => each.Key != name))
            {
                notes.Add(place, "policies", $"The time interval \"{name}\" is not in the files. Export the mute " +
                    "timings too, or define it under time_intervals.");
            }
        }
        return new AlertmanagerRoutes(_points.Null).Root(_policies[0].Renamed("policies"));
    }

    private static IEnumerable<(string Name, Place Place)> Receivers(MapNode policy) => Names(policy, "receiver");

    /// <summary>The texts under some keys of a policy and those below it.</summary>
    private static IEnumerable<(string Name, Place Place)> Names(MapNode policy, params string[] keys)
    {
        foreach (var (key, value) in policy.Entries)
        {
            IReadOnlyList<Node> items = value is ListNode list ? list.Items : [value];
            var found = keys.Contains(key.Text)
                ? items.OfType<TextNode>().Where(text => text.Text.Length > 0).Select(text => (text.Text, text.Place))
                : key.Text == "routes" ? items.OfType<MapNode>().SelectMany(child => Names(child, keys)) : [];
            foreach (var name in found)
                yield return name;
        }
    }
}
