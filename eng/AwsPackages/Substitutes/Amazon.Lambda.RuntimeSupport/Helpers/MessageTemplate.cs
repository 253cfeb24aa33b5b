using System.Globalization;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// A log message with <c>{name}</c>, <c>{@name}</c>, <c>{name:format}</c> or <c>{0}</c> in it. Names are filled in
/// order, numbers by number when all are numbers. <c>{{</c> and <c>}}</c> are braces.
/// </summary>
internal static class MessageTemplate
{
    public readonly record struct Property(string Name, object Value);

    /// <summary>Fills the placeholders and adds each to the properties, unless those are null.</summary>
    public static string Fill(string template, object[] args, List<Property> properties)
    {
        if (args is not { Length: > 0 } || template is null)
        {
            return template ?? string.Empty;
        }

        var parts = Parse(template);
        var holes = parts.FindAll(part => part.IsHole);
        var positional = holes.TrueForAll(hole => int.TryParse(hole.Name, NumberStyles.None, null, out _));
        var text = new StringBuilder(template.Length + 16);
        var next = 0;
        foreach (var part in parts)
        {
            var index = part.IsHole
                ? positional ? int.Parse(part.Name, CultureInfo.InvariantCulture) : next++
                : args.Length;
            if (index >= args.Length)
            {
                text.Append(part.Text);
                continue;
            }

            text.Append(Format(args[index], part.Format));
            properties?.Add(new Property(part.Name, args[index]));
        }

        return text.ToString();
    }

    private static string Format(object value, string format) => value switch
    {
        null => string.Empty,
        string text => text,
        IFormattable formattable => formattable.ToString(format, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private static List<Part> Parse(string template)
    {
        var parts = new List<Part>();
        var at = 0;
        while (at < template.Length)
        {
            var found = template.AsSpan(at).IndexOfAny('{', '}');
            var brace = found < 0 ? template.Length : at + found;
            if (brace > at)
            {
                parts.Add(new Part(template[at..brace], null, null));
            }

            at = brace == template.Length ? brace : ParseBrace(template, brace, parts);
        }

        return parts;
    }

    /// <summary>Parses at a brace: a placeholder, an escaped brace, or a single brace.</summary>
    private static int ParseBrace(string template, int at, List<Part> parts)
    {
        if (at + 1 < template.Length && template[at + 1] == template[at])
        {
            parts.Add(new Part(template[at..(at + 1)], null, null));
            return at + 2;
        }

        var end = template[at] == '{' ? template.IndexOf('}', at) : -1;
        if (end < 0)
        {
            parts.Add(new Part(template[at..(at + 1)], null, null));
            return at + 1;
        }

        var inside = template[(at + 1)..end].Split(':', 2);
        var format = inside.Length > 1 ? inside[1] : null;
        parts.Add(new Part(template[at..(end + 1)], inside[0].Trim().TrimStart('@'), format));
        return end + 1;
    }

    /// <summary>Literal text, or a placeholder if it has a name.</summary>
    private readonly record struct Part(string Text, string Name, string Format)
    {
        public bool IsHole => Name is not null;
    }
}
