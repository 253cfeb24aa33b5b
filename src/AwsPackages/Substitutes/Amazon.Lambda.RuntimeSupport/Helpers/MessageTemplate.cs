using System.Globalization;
using System.Text;

namespace Amazon.Lambda.RuntimeSupport.Helpers;

/// <summary>
/// A log message with <c>{name}</c>, <c>{@name}</c>, <c>{name:format}</c> or <c>{0}</c> in it. Names are filled in order, numbers
/// by number when all are numbers. <c>{{</c> and <c>}}</c> are braces.
/// </summary>
internal static class MessageTemplate
{
    /// <summary>A placeholder's name and its argument.</summary>
    public readonly record struct Property(string Name, object Value);

    public static string Fill(string template, object[] args, List<Property> properties)
    {
        if (args is not { Length: > 0 } || template is null)
        {
            return template ?? string.Empty;
        }

        var positional = IsPositional(template);
        var text = new StringBuilder(template.Length + 16);
        var next = 0;
        for (var at = 0; at < template.Length; at++)
        {
            var character = template[at];
            if (character is '{' or '}' && at + 1 < template.Length && template[at + 1] == character)
            {
                text.Append(character);
                at++;
                continue;
            }

            if (character != '{' || template.IndexOf('}', at) is var end && end < 0)
            {
                text.Append(character);
                continue;
            }

            var hole = Hole.Parse(template.AsSpan(at + 1, end - at - 1));
            var index = positional ? int.Parse(hole.Name, CultureInfo.InvariantCulture) : next++;
            if (index < args.Length)
            {
                text.Append(Format(args[index], hole.Format));
                properties?.Add(new Property(hole.Name, args[index]));
            }
            else
            {
                text.Append(template, at, end - at + 1);
            }

            at = end;
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

    private static bool IsPositional(string template)
    {
        var any = false;
        for (var at = template.IndexOf('{'); at >= 0 && at + 1 < template.Length; at = template.IndexOf('{', at + 1))
        {
            if (template[at + 1] == '{')
            {
                at++;
                continue;
            }

            if (template.IndexOf('}', at) is var end && end < 0)
            {
                break;
            }

            if (!int.TryParse(Hole.Parse(template.AsSpan(at + 1, end - at - 1)).Name, out _))
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    /// <summary>What stands between two braces.</summary>
    private readonly record struct Hole(string Name, string Format)
    {
        public static Hole Parse(ReadOnlySpan<char> inside)
        {
            var colon = inside.IndexOf(':');
            var name = (colon < 0 ? inside : inside[..colon]).Trim().TrimStart('@');
            return new Hole(name.ToString(), colon < 0 ? null : inside[(colon + 1)..].ToString());
        }
    }
}
