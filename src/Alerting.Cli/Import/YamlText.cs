using System.Text;

namespace Alerting.Cli.Import;

/// <summary>Writes YAML as people write <c>alerting.yaml</c>: short lists and mappings on one line.</summary>
internal static class YamlText
{
    private const int Width = 100;

    private static readonly string[] Words =
        ["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n"];

    /// <summary>A mapping of keys to texts, lists and mappings.</summary>
    public static string Of(YamlMap map)
    {
        var text = new StringBuilder();
        Write(text, map, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, YamlMap map, string indent)
    {
        foreach (var (key, value) in map.Entries)
        {
            text.Append(indent).Append(Scalar(key)).Append(':');
            WriteValue(text, value, indent, indent.Length + key.Length + 2);
        }
    }

    private static void WriteValue(StringBuilder text, object value, string indent, int column)
    {
        // Routes and receivers are edited by people, so only what is small stands on one line.
        if (value is string or bool || column > 0 && IsSmall(value) && column + Flow(value).Length <= Width)
        {
            text.Append(' ').Append(Flow(value)).Append('\n');
        }
        else if (value is YamlMap map)
        {
            text.Append('\n');
            Write(text, map, indent + "  ");
        }
        else
        {
            text.Append('\n');
            foreach (var item in (IReadOnlyList<object>)value)
                WriteItem(text, item, indent + "  ");
        }
    }

    private static void WriteItem(StringBuilder text, object item, string indent)
    {
        if (item is not YamlMap map || IsSmall(item) && indent.Length + 2 + Flow(item).Length <= Width)
        {
            text.Append(indent).Append("- ").Append(Flow(item)).Append('\n');
            return;
        }
        var first = true;
        foreach (var (key, value) in map.Entries)
        {
            text.Append(indent).Append(first ? "- " : "  ").Append(Scalar(key)).Append(':');
            WriteValue(text, value, indent + "  ", indent.Length + key.Length + 4);
            first = false;
        }
    }

    /// <summary>Whether it has no mapping within a list, and no mapping within a mapping within a mapping.</summary>
    private static bool IsSmall(object value) => value switch
    {
        YamlMap map => map.Entries.All(entry => entry.Value is not YamlMap && IsSmall(entry.Value)),
        IReadOnlyList<object> list => list.All(item => item is string),
        _ => true,
    };

    private static string Flow(object value) => value switch
    {
        YamlMap { Entries.Count: 0 } => "{}",
        YamlMap map =>
            $"{{ {string.Join(", ", map.Entries.Select(each => $"{Scalar(each.Key)}: {Flow(each.Value)}"))} }}",
        IReadOnlyList<object> list => $"[{string.Join(", ", list.Select(Flow))}]",
        bool flag => flag ? "true" : "false",
        _ => Scalar((string)value),
    };

    public static string Scalar(string text)
    {
        if (text.Length > 0 && text.All(IsPlain) && char.IsAsciiLetterOrDigit(text[0])
            && !Array.Exists(Words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase)))
        {
            return text;
        }
        return text.Any(char.IsControl)
            ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\""
            : text.Contains('"', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal)
                ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : $"\"{text}\"";
    }

    /// <summary>Text of the imported file in which nothing may be taken for a placeholder.</summary>
    public static string Literal(string text) => text.Replace("$$", "$$$$", StringComparison.Ordinal)
        .Replace("${", "$${", StringComparison.Ordinal);

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@' or '+';
}

/// <summary>A mapping to write, in order. A value is a text, a list of values or a mapping.</summary>
internal sealed class YamlMap
{
    private readonly List<(string Key, object Value)> _entries = [];

    public IReadOnlyList<(string Key, object Value)> Entries => _entries;

    public YamlMap With(string key, object? value)
    {
        if (value is not null)
            _entries.Add((key, value));
        return this;
    }

    public static object List(IEnumerable<string> texts) => texts.Select(object (text) => text).ToArray();
}
