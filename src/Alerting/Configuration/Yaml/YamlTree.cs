using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Alerting.Configuration.Yaml;

/// <summary>
/// Builds nodes from YAML events. Aliases share the node they name; a file that would be too large with its aliases
/// expanded is refused.
/// </summary>
internal sealed class YamlTree
{
    public const int MaximumCharacters = 1_000_000;
    private const int MaximumNodes = 100_000;
    private const int MaximumDepth = 50;

    private readonly string _text;
    private readonly string? _source;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<string, Node> _anchors = new(StringComparer.Ordinal);
    private readonly List<(Place, Finding)> _errors = [];
    private int _depth;

    private YamlTree(string text, string? source)
    {
        (_text, _source) = (text, source);
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
    }

    /// <summary>The tree of the document and its errors. Null if the text is not valid YAML.</summary>
    /// <param name="source">In its places; null for the only one.</param>
    public static (Node? Root, IReadOnlyList<(Place Place, Finding Finding)> Errors) Parse(
        string text, string? source = null)
    {
        if (text.Length > MaximumCharacters)
            return (null, [(new Place(1, 1, source), SyntaxErrors.TooLarge)]);
        var tree = new YamlTree(text, source);
        try
        {
            return (tree.Document(), tree._errors);
        }
        catch (YamlException exception)
        {
            tree.Add(YamlErrors.Explain(exception, text));
            return (null, tree._errors);
        }
        catch (Exception unexpected) when (unexpected is InvalidOperationException or ArgumentException
            or FormatException)
        {
            // The scanner throws these on some invalid texts, such as an open brace before a new key.
            tree.Add(YamlErrors.At(tree._scanner.CurrentPosition, text, SyntaxErrors.NoKey));
            return (null, tree._errors);
        }
    }

    private void Add((Place Place, Finding Finding) error) =>
        _errors.Add((error.Place with { Source = _source }, error.Finding));

    private Node? Document()
    {
        Next<StreamStart>();
        if (!_parser.MoveNext() || _parser.Current is not DocumentStart)
            return null;
        _parser.MoveNext();
        var root = Read();
        Next<DocumentEnd>();
        if (_parser.MoveNext() && _parser.Current is DocumentStart second)
            throw new SyntaxErrorException(second.Start, second.End, SyntaxErrors.SecondDocument);
        return root;
    }

    private void Next<T>() where T : ParsingEvent
    {
        if (!_parser.MoveNext() || _parser.Current is not T)
            throw new SyntaxErrorException(_parser.Current!.Start, _parser.Current.End, "unexpected content");
    }

    /// <summary>Reads the node that begins at the current event.</summary>
    private Node Read()
    {
        var start = _parser.Current!;
        if (start is AnchorAlias alias)
            return Named(alias);
        if (start is not NodeEvent named)
            throw new SyntaxErrorException(start.Start, start.End, SyntaxErrors.NoKey);
        if (++_depth > MaximumDepth)
            throw new SyntaxErrorException(start.Start, start.End, SyntaxErrors.TooDeep);
        var node = start switch
        {
            Scalar scalar => new TextNode(scalar, _text, PlaceOf(start.Start)),
            SequenceStart => List(PlaceOf(start.Start)),
            _ => (Node)Map(PlaceOf(start.Start)),
        };
        _depth--;
        if (node.Size > MaximumNodes)
            throw new SyntaxErrorException(start.Start, start.End, SyntaxErrors.TooLarge);
        Remember(named, node);
        return node;
    }

    private void Remember(NodeEvent start, Node node)
    {
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor.Value] = node;
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific &&
            !start.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            _errors.Add((node.Place, SyntaxErrors.Tag(start.Tag.Value)));
        }
    }

    private Node Named(AnchorAlias alias) =>
        _anchors.TryGetValue(alias.Value.Value, out var node)
            ? node
            : throw new SyntaxErrorException(alias.Start, alias.End, SyntaxErrors.UnknownAnchor(alias.Value.Value));

    private ListNode List(Place place)
    {
        var items = new List<Node>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
            items.Add(Read());
        return new ListNode(place, items);
    }

    private MapNode Map(Place place)
    {
        var entries = new List<Entry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var merged = new List<Entry>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Read();
            _parser.MoveNext();
            var value = Read();
            if (key is not TextNode text)
                _errors.Add((key.Place, SyntaxErrors.KeyNotText));
            else if (text.Text == "<<")
                Merge(value, merged);
            else if (lines.TryAdd(text.Text, key.Place.Line))
                entries.Add(new Entry(text, value));
            else
                _errors.Add((key.Place, SyntaxErrors.DuplicateKey(text.Text, lines[text.Text])));
        }
        foreach (var entry in merged)
        {
            if (lines.TryAdd(entry.Key.Text, entry.Key.Place.Line))
                entries.Add(entry);
        }
        return new MapNode(place, entries);
    }

    private void Merge(Node value, List<Entry> merged)
    {
        if (value is MapNode map)
        {
            merged.AddRange(map.Entries);
        }
        else if (value is ListNode list)
        {
            foreach (var item in list.Items)
                Merge(item, merged);
        }
        else
        {
            _errors.Add((value.Place, SyntaxErrors.MergeNotAMapping));
        }
    }

    private Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column, _source);
}
