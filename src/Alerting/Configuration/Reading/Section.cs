using System.Globalization;
using Alerting.Alerts;
using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;
using Alerting.Text;

namespace Alerting.Configuration.Reading;

/// <summary>An expanded text that is not empty, and its node.</summary>
internal readonly record struct Value(string Text, TextNode Node)
{
    public Place Place => Node.Place;
}

/// <summary>
/// One mapping with its keys checked. A key counts as not given if it has no value, if a placeholder leaves it empty,
/// or if its value is invalid, which is reported.
/// </summary>
internal sealed class Section
{
    private readonly MapNode _map;
    private readonly Report _report;

    private Section(MapNode map, Report report) => (_map, _report) = (map, report);

    public Place Place => _map.Place;

    public static Section? Open(Node node, KeySet keys, Report report)
    {
        if (node is not MapNode map)
        {
            if (node is not TextNode { Text: "" })
                report.Error(node.Place, ConfigErrors.NotAMapping(keys.Where));
            return null;
        }
        foreach (var (key, _) in map.Entries)
        {
            if (Array.IndexOf(keys.Names, key.Text) < 0)
            {
                report.Error(key.Place,
                    ConfigErrors.UnknownKey(key.Text, keys.Where, WrittenKey.Instead(key.Text, keys)));
            }
        }
        return new Section(map, report);
    }

    /// <summary>Whether the key is present, even without a value.</summary>
    public bool Has(string key)
    {
        foreach (var entry in _map.Entries)
        {
            if (entry.Key.Text == key)
                return true;
        }
        return false;
    }

    /// <summary>In the order of the file.</summary>
    public IEnumerable<string> GivenKeys => _map.Entries.Select(entry => entry.Key.Text);

    /// <summary>The node of a key; null when the key is absent or has no value.</summary>
    public Node? Find(string key)
    {
        foreach (var entry in _map.Entries)
        {
            if (entry.Key.Text == key)
                return entry.Value is TextNode { Text: "" } ? null : entry.Value;
        }
        return null;
    }

    /// <param name="names">What the text is the name of; null for another text.</param>
    public Value? Text(string key, string? names = null)
    {
        var node = Find(key);
        if (node is null or TextNode)
            return node is TextNode text ? Expanded(text, key) : null;
        _report.Error(node.Place, names is null ? ConfigErrors.NotText(key)
            : ConfigErrors.NotOneName(key, names, node is ListNode ? "list" : "mapping"));
        return null;
    }

    /// <summary>A list of texts; a single text is a list of one. Null when the key is not given.</summary>
    /// <param name="names">What the texts are the names of; null for other texts.</param>
    public List<Value>? Texts(string key, string? names = null)
    {
        if (Find(key) is not { } node)
            return null;
        var values = new List<Value>();
        foreach (var item in Items(node))
        {
            if (item is not TextNode text)
            {
                _report.Error(
                    item.Place, names is null ? ConfigErrors.NotTextList(key) : ConfigErrors.NotNames(key, names));
            }
            else if (Expanded(text, key) is { } value)
            {
                values.Add(value);
            }
        }
        return values;
    }

    public List<string>? Words(string key) => Texts(key)?.ConvertAll(value => value.Text);

    /// <summary>The items of a list; anything else is a list of one.</summary>
    public IReadOnlyList<Node> List(string key) => Find(key) is { } node ? Items(node) : [];

    public static IReadOnlyList<Node> Items(Node node) => node is ListNode list ? list.Items : [node];

    public TimeSpan? Duration(string key, bool mayBeZero = true)
    {
        if (Text(key) is not { } value)
            return null;
        if (Durations.TryParse(value.Text, out var duration) && (mayBeZero || duration > TimeSpan.Zero))
            return duration;
        return Invalid<TimeSpan>(value, duration == TimeSpan.Zero && Durations.TryParse(value.Text, out _)
            ? ConfigErrors.NotPositive(key)
            : Finding.OfValue(Durations.Error(value.Text)));
    }

    /// <summary>A time interval by its name.</summary>
    public TimeInterval? Interval(string key, IReadOnlyDictionary<string, TimeInterval> intervals)
    {
        if (Text(key, ConfigErrors.TimeInterval) is not { } value)
            return null;
        if (!intervals.TryGetValue(value.Text, out var interval))
            _report.Error(value.Place, ConfigErrors.Unknown(ConfigErrors.TimeInterval, value.Text, intervals.Keys));
        return interval;
    }

    public bool? Flag(string key)
    {
        if (Text(key) is not { } value)
            return null;
        return value.Text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" => true,
            "false" or "no" or "off" => false,
            _ => Invalid<bool>(value, ConfigErrors.IsNot(value.Text, "a boolean", "Write true or false.")),
        };
    }

    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } value)
            return null;
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) &&
            number >= least && number <= most)
        {
            return number;
        }
        return Invalid<int>(value, ConfigErrors.NotANumber(key, value.Text, least, most));
    }

    public Severity? Severity(string key)
    {
        if (Text(key) is not { } value)
            return null;
        if (SeverityWords.TryParse(value.Text, out var severity))
            return severity;
        var meant = Suggestion.For(value.Text, SeverityWords.Known);
        return Invalid<Severity>(value, ConfigErrors.IsNot(value.Text, "a severity",
            meant is null ? "Write critical, error, warning or info." : Suggestion.Sentence(meant)));
    }

    /// <summary>Texts that may contain secrets.</summary>
    public IEnumerable<(Setting Setting, TextNode Node)> Settings(string key)
    {
        foreach (var item in List(key))
        {
            if (item is TextNode text)
                yield return (new Setting(_report.Expand(text).Parts), text);
            else
                _report.Error(item.Place, ConfigErrors.NotTextList(key));
        }
    }

    /// <summary>A text that may contain secrets; empty when it is not given.</summary>
    public (Setting Setting, TextNode? Node, IReadOnlyList<string> Unset) Setting(string key)
    {
        switch (Find(key))
        {
            case null:
                return (Configuration.Setting.Empty, null, []);
            case TextNode text:
                var expansion = _report.Expand(text);
                return (new Setting(expansion.Parts), text, expansion.Unset);
            case var node:
                _report.Error(node.Place, ConfigErrors.NotText(key));
                return (Configuration.Setting.Empty, null, []);
        }
    }

    public void Missing(string owner, string key, string example) =>
        _report.Error(Place, ConfigErrors.Missing(owner, key, example));

    private Value? Expanded(TextNode node, string key)
    {
        var text = _report.Text(node, key).Trim();
        return text.Length == 0 ? null : new Value(text, node);
    }

    private T? Invalid<T>(Value value, Finding error) where T : struct
    {
        _report.Error(value.Place, error);
        return null;
    }
}
