using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>A mapping of the imported file. What nobody takes from it is listed.</summary>
internal sealed class ImportedMap(MapNode map, string path, ImportNotes notes)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public Place Place => map.Place;

    public MapNode Node => map;

    public string Path => path;

    public ImportNotes Notes => notes;

    public static ImportedMap Of(Node? node, string path, ImportNotes notes, Place above) =>
        new(node as MapNode ?? new MapNode(node?.Place ?? above, []), path, notes);

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Marks the key as translated. Null if it is absent or empty.</summary>
    public Node? Take(string key)
    {
        _taken.Add(key);
        return Find(key);
    }

    public string? Text(string key) => Take(key) is TextNode text ? text.Text : null;

    public bool Flag(string key, bool defaultValue) =>
        Text(key) is { } text ? text is "true" or "yes" or "on" : defaultValue;

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IReadOnlyList<TextNode> Texts(string key) => Items(key).OfType<TextNode>().ToArray();

    public IReadOnlyList<Node> Items(string key) => Take(key) switch
    {
        null => [],
        ListNode list => list.Items,
        var one => [one],
    };

    public ImportedMap Map(string key) => Of(Take(key), $"{path}.{key}", notes, Place);

    /// <summary>With another path in notes.</summary>
    public ImportedMap Renamed(string name)
    {
        var renamed = new ImportedMap(map, name, notes);
        renamed._taken.UnionWith(_taken);
        return renamed;
    }

    public IEnumerable<ImportedMap> Maps(string key) =>
        Items(key).OfType<MapNode>().Select(item => new ImportedMap(item, $"{path}.{key}".TrimStart('.'), notes));

    public IReadOnlyList<Entry> Entries(string key) => (Take(key) as MapNode)?.Entries ?? [];

    /// <summary>Lists a key that was read and is not copied.</summary>
    public void Note(string key, string advice) => notes.Add(PlaceOf(key), PathOf(key), advice);

    /// <summary>Lists every key that nobody took.</summary>
    /// <param name="advice">What to do instead; null for a key that is unknown.</param>
    public void NoteRest(Func<string, string?> advice)
    {
        foreach (var (key, value) in map.Entries.Where(entry => !_taken.Contains(entry.Key.Text)))
        {
            // A key without a value says nothing.
            if (value is TextNode { Text: "" } or ListNode { Items.Count: 0 } or MapNode { Entries.Count: 0 })
                continue;
            notes.Add(key.Place, PathOf(key.Text), advice(key.Text) ?? "Unknown key. It is left out.");
        }
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private Place PlaceOf(string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key.Text == key) is { Key: not null } entry ? entry.Key.Place : Place;

    private Node? Find(string key) =>
        map.Entries.FirstOrDefault(entry => entry.Key.Text == key) is { Value: { } value } && !IsEmpty(value)
            ? value : null;

    private static bool IsEmpty(Node node) => node is TextNode { Text: "" };
}
