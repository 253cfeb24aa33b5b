using YamlDotNet.Core;

namespace Alerting.Configuration.Yaml;

/// <summary>Says in words of the file, not of a parser, why a text is not YAML.</summary>
internal static class YamlErrors
{
    public static (Place, string) Explain(YamlException refused, string text)
    {
        var sentence = Sentence(refused.Message);
        // A text in quotes is told where it begins, unless it is one backslash in it that is wrong.
        return At(sentence == ConfigErrors.BadEscape ? refused.End : refused.Start, text, sentence);
    }

    /// <summary>The sentence with its place, which never lies outside the text.</summary>
    public static (Place, string) At(Mark mark, string text, string sentence)
    {
        var lines = text.Split('\n');
        var line = (int)Math.Clamp(mark.Line, 1, lines.Length);
        var column = (int)Math.Clamp(mark.Column, 1, lines[line - 1].Length + 1);
        // The complaint about a tab may come at the token before or after it.
        for (var i = Math.Max(1, line - 1); i <= Math.Min(lines.Length, line + 1); i++)
            if (TabIn(lines[i - 1]) is { } tab)
                return (new Place(i, tab), ConfigErrors.Tab);
        // Without quotes, the brace of a placeholder begins a mapping wherever brackets are already open.
        return column > 1 && string.CompareOrdinal(lines[line - 1], column - 2, "${", 0, 2) == 0
            ? (new Place(line, column - 1), ConfigErrors.BarePlaceholder)
            : (new Place(line, column), sentence);
    }

    private static int? TabIn(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        return tab >= 0 && string.IsNullOrWhiteSpace(line[..tab]) ? tab + 1 : null;
    }

    private static string Sentence(string message) => message switch
    {
        _ when ConfigErrors.IsOne(message) => message,
        _ when message.Contains("did not find expected key", StringComparison.Ordinal) => ConfigErrors.NoKey,
        _ when message.Contains("parsing a flow", StringComparison.Ordinal) => ConfigErrors.OpenBracket,
        _ when message.Contains("expected '-'", StringComparison.Ordinal) => ConfigErrors.NoItem,
        _ when message.Contains("multiline plain scalar", StringComparison.Ordinal) => ConfigErrors.NoColon,
        _ when message.Contains("plain scalar value", StringComparison.Ordinal) => ConfigErrors.SecondColon,
        _ when message.Contains("simple key", StringComparison.OrdinalIgnoreCase) => ConfigErrors.NoColon,
        _ when message.Contains("Mapping values are not allowed", StringComparison.OrdinalIgnoreCase) => ConfigErrors.SecondColon,
        _ when message.Contains("cannot start any token", StringComparison.Ordinal) => ConfigErrors.NeedsQuotes,
        _ when message.Contains("escape", StringComparison.Ordinal) => ConfigErrors.BadEscape,
        _ when message.Contains("quoted scalar", StringComparison.Ordinal) => ConfigErrors.OpenQuote,
        _ => ConfigErrors.NotYaml(message),
    };
}
