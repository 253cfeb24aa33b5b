using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Alerting.Configuration.Yaml;

/// <summary>A scalar. Numbers and booleans are texts too; the reader of the key interprets them.</summary>
internal sealed class TextNode(Scalar scalar, string file, Place place) : Node(place)
{
    public string Text { get; } = scalar is { Style: ScalarStyle.Plain, Value: "~" or "null" } ? "" : scalar.Value;

    /// <summary>Whether it is written without quotes.</summary>
    public bool IsPlain => scalar.Style == ScalarStyle.Plain;

    /// <summary>The place of one character of the text, or of the whole text if escapes make it ambiguous.</summary>
    public Place PlaceOf(int offset)
    {
        var source = Source();
        if (offset >= Text.Length || source.IsEmpty)
            return Place;
        // Quotes, folding and escapes shift characters, but the n-th "$" of the text is the n-th "$" of its source.
        var target = Text[offset];
        if (source.Count(target) != Text.AsSpan().Count(target))
            return Place;
        var at = 0;
        for (var left = Text.AsSpan(0, offset).Count(target); left >= 0; left--)
            at += source[at..].IndexOf(target) + 1;
        return After(source[..(at - 1)]);
    }

    private ReadOnlySpan<char> Source()
    {
        var start = (int)Math.Clamp(scalar.Start.Index, 0, file.Length);
        return file.AsSpan(start, (int)Math.Clamp(scalar.End.Index - start, 0, file.Length - start));
    }

    private Place After(ReadOnlySpan<char> passed)
    {
        var newLine = passed.LastIndexOf('\n');
        return newLine < 0
            ? Place with { Column = Place.Column + passed.Length }
            : Place with { Line = Place.Line + passed.Count('\n'), Column = passed.Length - newLine };
    }
}
