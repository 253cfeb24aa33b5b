using System.Text.Json.Nodes;
using Alerting.Configuration.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Alerting.Cli.Alarms.Reading;

/// <summary>
/// A template in YAML as the JSON that it stands for: <c>!Ref Queue</c> is <c>{"Ref": "Queue"}</c>, <c>!Sub x</c> is
/// <c>{"Fn::Sub": "x"}</c>. Texts stay texts.
/// </summary>
internal sealed class TemplateYaml
{
    private const int MostNodes = 200_000;
    private const int MostDepth = 60;

    private readonly Parser _parser;
    private readonly Dictionary<string, JsonNode?> _anchors = new(StringComparer.Ordinal);
    private int _nodes;
    private int _depth;

    private TemplateYaml(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    public static JsonObject Parse(string text)
    {
        try
        {
            return new TemplateYaml(text).Document() as JsonObject
                ?? throw new UserException("The template is not a map with Resources.");
        }
        catch (YamlException mistake)
        {
            var (place, sentence) = YamlErrors.Explain(mistake, text);
            throw new UserException($"Line {place.Line} of the template is not valid YAML: {sentence}");
        }
        catch (Exception mistake) when (mistake is InvalidOperationException or ArgumentException or FormatException)
        {
            // The scanner throws these on some invalid texts.
            throw new UserException("The template is not valid YAML.");
        }
    }

    private JsonNode? Document()
    {
        _parser.Consume<StreamStart>();
        _parser.Consume<DocumentStart>();
        return Read();
    }

    private JsonNode? Read()
    {
        if (++_nodes > MostNodes || ++_depth > MostDepth)
            throw new UserException("The template is too large or too deep.");
        var start = _parser.Current ?? throw new UserException("The template ends in the middle.");
        var node = start switch
        {
            AnchorAlias alias => Named(alias),
            Scalar scalar => Text(scalar),
            SequenceStart => List(),
            MappingStart => Map(),
            _ => throw new YamlException(start.Start, start.End, "unexpected content"),
        };
        _depth--;
        if (start is not NodeEvent named)
            return node;
        node = Intrinsic(named, node);
        if (!named.Anchor.IsEmpty)
            _anchors[named.Anchor.Value] = node?.DeepClone();
        return node;
    }

    private JsonValue? Text(Scalar scalar)
    {
        _parser.MoveNext();
        return scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null", Tag.IsEmpty: true }
            ? null : JsonValue.Create(scalar.Value);
    }

    private JsonArray List()
    {
        _parser.MoveNext();
        var list = new JsonArray();
        while (_parser.Current is not SequenceEnd)
            list.Add(Read());
        _parser.MoveNext();
        return list;
    }

    private JsonObject Map()
    {
        _parser.MoveNext();
        var map = new JsonObject();
        while (_parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key)
            {
                throw new UserException(
                    $"Line {_parser.Current!.Start.Line} of the template has a key that is not a text.");
            }
            _parser.MoveNext();
            map[key.Value] = Read();
        }
        _parser.MoveNext();
        return map;
    }

    /// <summary>Every alias is counted in full, so that aliases of aliases end.</summary>
    private JsonNode? Named(AnchorAlias alias)
    {
        _parser.MoveNext();
        var node = _anchors.GetValueOrDefault(alias.Value.Value)?.DeepClone();
        _nodes += Count(node);
        return node;
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject map => 1 + map.Sum(entry => Count(entry.Value)),
        JsonArray list => 1 + list.Sum(Count),
        _ => 1,
    };

    private static JsonNode? Intrinsic(NodeEvent start, JsonNode? node)
    {
        if (start.Tag.IsEmpty || start.Tag.IsNonSpecific || start.Tag.Value is not ['!', .. var name])
            return node;
        return new JsonObject { [name is "Ref" or "Condition" ? name : $"Fn::{name}"] = node };
    }
}
