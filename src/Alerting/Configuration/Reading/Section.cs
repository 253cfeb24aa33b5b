using System.Globalization;
using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>A text of the configuration, filled in and not empty, and where it stands.</summary>
internal readonly record struct Value(string Text, TextNode Node)
{
    public Place Place => Node.Place;
}

/// <summary>
/// One mapping, whose keys are known to be allowed. A key without a value, or with one that a placeholder left empty,
/// counts as not given. What is wrong with a value is reported, and the value then counts as not given too.
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
            if (Array.IndexOf(keys.Names, key.Text) < 0)
                report.Error(key.Place, ConfigErrors.UnknownKey(key.Text, keys));
        return new Section(map, report);
    }

    /// <summary>Whether the key stands there, with a value or without.</summary>
    public bool Has(string key)
    {
        foreach (var entry in _map.Entries)
            if (entry.Key.Text == key)
                return true;
        return false;
    }

    /// <summary>The node of a key; null when the key is absent or has no value.</summary>
    public Node? Find(string key)
    {
        foreach (var entry in _map.Entries)
            if (entry.Key.Text == key)
                return entry.Value is TextNode { Text: "" } ? null : entry.Value;
        return null;
    }

    public Value? Text(string key)
    {
        var node = Find(key);
        if (node is null or TextNode)
            return node is TextNode text ? Filled(text, key) : null;
        _report.Error(node.Place, ConfigErrors.NotText(key));
        return null;
    }

    /// <summary>A list of texts, or one text that stands for a list of one; null when the key is not given.</summary>
    public List<Value>? Texts(string key)
    {
        if (Find(key) is not { } node)
            return null;
        var values = new List<Value>();
        foreach (var item in Items(node))
            if (item is not TextNode text)
                _report.Error(item.Place, ConfigErrors.NotTextList(key));
            else if (Filled(text, key) is { } value)
                values.Add(value);
        return values;
    }

    public List<string>? Words(string key) => Texts(key)?.ConvertAll(value => value.Text);

    /// <summary>The items of a list; anything else stands for a list of itself.</summary>
    public IReadOnlyList<Node> List(string key) => Find(key) is { } node ? Items(node) : [];

    public static IReadOnlyList<Node> Items(Node node) => node is ListNode list ? list.Items : [node];

    public TimeSpan? Duration(string key, bool mayBeZero = true)
    {
        if (Text(key) is not { } value)
            return null;
        if (Durations.TryParse(value.Text, out var duration) && (mayBeZero || duration > TimeSpan.Zero))
            return duration;
        return Refused<TimeSpan>(value, ConfigErrors.NotA(value.Text, "duration", Durations.Right));
    }

    public bool? Flag(string key)
    {
        if (Text(key) is not { } value)
            return null;
        return value.Text.ToLowerInvariant() switch
        {
            "true" or "yes" or "on" => true,
            "false" or "no" or "off" => false,
            _ => Refused<bool>(value, ConfigErrors.NeitherTrueNorFalse(value.Text)),
        };
    }

    public int? Number(string key, int least, int most)
    {
        if (Text(key) is not { } value)
            return null;
        if (int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) &&
            number >= least && number <= most)
            return number;
        return Refused<int>(value, ConfigErrors.NoNumber(key, value.Text, least, most));
    }

    public Severity? Severity(string key)
    {
        if (Text(key) is not { } value)
            return null;
        if (SeverityWords.TryParse(value.Text, out var severity))
            return severity;
        var meant = Suggestion.For(value.Text, SeverityWords.Known);
        return Refused<Severity>(value, ConfigErrors.NotA(value.Text, "severity",
            meant is null ? "write critical, error, warning or info." : $"did you mean \"{meant}\"?"));
    }

    /// <summary>A text that may hold secrets; empty when it is not given.</summary>
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

    public void Missing(string what, string example) => _report.Error(Place, ConfigErrors.Missing(what, example));

    private Value? Filled(TextNode node, string key)
    {
        var text = _report.Text(node, key).Trim();
        return text.Length == 0 ? null : new Value(text, node);
    }

    private T? Refused<T>(Value value, string sentence) where T : struct
    {
        _report.Error(value.Place, sentence);
        return null;
    }
}
