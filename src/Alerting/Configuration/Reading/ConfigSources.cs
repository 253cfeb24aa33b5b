using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>
/// Makes one configuration of several sources: the entries of mappings of names and the items of lists add up, in the
/// order of the sources. A setting that two of them have is an error, because nobody would see which one counts.
/// </summary>
internal static class ConfigSources
{
    private static readonly string[] Named =
    [
        "time_intervals", "receivers", "people", "schedules", "escalations", "heartbeats", "checks", "accounts",
    ];

    private static readonly string[] Listed = ["routes", "severity", "inhibit", "redact", "link_hosts", "maintenance"];

    /// <summary>Null if a source is not valid YAML, or all are empty.</summary>
    public static Node? Read(IReadOnlyList<ConfigText> sources, Report report)
    {
        var roots = new List<Node>();
        var isComplete = true;
        foreach (var source in sources)
        {
            // Some editors add a byte order mark.
            var (root, errors) =
                YamlTree.Parse(source.Text.TrimStart('\uFEFF'), sources.Count > 1 ? source.Name : null);
            foreach (var (place, error) in errors)
                report.Error(place, error);
            if (root is null or TextNode { Text: "" } && errors.Count == 0 && sources.Count > 1)
                report.Error(new Place(1, 1, source.Name), SyntaxErrors.EmptySource);
            isComplete &= root is not null;
            if (root is not null)
                roots.Add(root);
        }
        return roots switch
        {
            _ when !isComplete => null,
            [var only] => only,
            _ => roots.Find(root => root is not MapNode) ?? Merge([.. roots.Cast<MapNode>()], report),
        };
    }

    private static MapNode Merge(MapNode[] maps, Report report)
    {
        var merged = new List<Entry>();
        foreach (var same in maps.SelectMany(map => map.Entries).GroupBy(entry => entry.Key.Text))
        {
            Entry[] given = [.. same.Where(entry => entry.Value is not TextNode { Text: "" })];
            var first = given.Length > 0 ? given[0] : same.First();
            merged.Add(given.Length < 2 ? first : first with { Value = Joined(same.Key, given, report) });
        }
        return new MapNode(maps[0].Place, merged);
    }

    private static Node Joined(string key, Entry[] given, Report report)
    {
        if (Listed.Contains(key))
            return new ListNode(given[0].Value.Place, [.. given.SelectMany(entry => Section.Items(entry.Value))]);
        if (!Named.Contains(key))
        {
            foreach (var other in given.Skip(1))
            {
                report.Error(other.Key.Place, SyntaxErrors.InTwoSources(
                    key, "", given[0].Key.Place.SeenFrom(other.Key.Place)));
            }
            return given[0].Value;
        }
        // What is not a mapping is reported where it stands.
        return Array.Find(given, entry => entry.Value is not MapNode).Value
            ?? new MapNode(given[0].Value.Place, [.. Entries(key, given, report)]);
    }

    private static IEnumerable<Entry> Entries(string section, Entry[] given, Report report)
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var entry in given.SelectMany(each => ((MapNode)each.Value).Entries))
        {
            var (name, place) = (entry.Key.Text, entry.Key.Place);
            if (places.TryAdd(name, place))
                yield return entry;
            else
                report.Error(place, SyntaxErrors.InTwoSources(name, section, places[name].SeenFrom(place)));
        }
    }
}
