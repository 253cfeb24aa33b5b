using YamlDotNet.Core;

namespace Alerting.Configuration.Yaml;

/// <summary>Explains a YAML syntax error in terms of the file instead of the parser.</summary>
internal static class YamlErrors
{
    public static (Place, Finding) Explain(YamlException exception, string text)
    {
        var sentence = Sentence(exception.Message);
        // An unclosed quote is reported where the text begins; a bad escape at the backslash.
        return At(sentence == SyntaxErrors.BadEscape ? exception.End : exception.Start, text, sentence);
    }

    /// <summary>Keeps the place inside the text, and recognises two mistakes that the parser names badly.</summary>
    public static (Place, Finding) At(Mark mark, string text, Finding sentence)
    {
        var lines = text.Split('\n');
        var line = (int)Math.Clamp(mark.Line, 1, lines.Length);
        var column = (int)Math.Clamp(mark.Column, 1, lines[line - 1].Length + 1);
        // The parser may report a tab at the token before or after it, or at the beginning of the mapping.
        var (first, last) = sentence == SyntaxErrors.Tab ? (1, lines.Length) : (line - 1, line + 1);
        for (var i = Math.Max(1, first); i <= Math.Min(lines.Length, last); i++)
        {
            if (TabIn(lines[i - 1]) is { } tab)
                return (new Place(i, tab), SyntaxErrors.Tab);
        }
        // Inside brackets, the brace of an unquoted placeholder begins a mapping.
        return column > 1 && string.CompareOrdinal(lines[line - 1], column - 2, "${", 0, 2) == 0
            ? (new Place(line, column - 1), SyntaxErrors.BarePlaceholder)
            : (new Place(line, column), sentence);
    }

    private static int? TabIn(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        return tab >= 0 && string.IsNullOrWhiteSpace(line[..tab]) ? tab + 1 : null;
    }

    private static Finding Sentence(string message) => SyntaxErrors.OwnOf(message) ?? message switch
    {
        _ when message.Contains("tab as indentation", StringComparison.Ordinal) => SyntaxErrors.Tab,
        _ when message.Contains("did not find expected key", StringComparison.Ordinal) => SyntaxErrors.NoKey,
        _ when message.Contains("parsing a flow", StringComparison.Ordinal) => SyntaxErrors.OpenBracket,
        _ when message.Contains("expected '-'", StringComparison.Ordinal) => SyntaxErrors.NoItem,
        _ when message.Contains("multiline plain scalar", StringComparison.Ordinal) => SyntaxErrors.NoColon,
        _ when message.Contains("plain scalar value", StringComparison.Ordinal) => SyntaxErrors.SecondColon,
        _ when message.Contains("simple key", StringComparison.OrdinalIgnoreCase) => SyntaxErrors.NoColon,
        _ when message.Contains("Mapping values are not allowed", StringComparison.OrdinalIgnoreCase) =>
            SyntaxErrors.SecondColon,
        _ when message.Contains("cannot start any token", StringComparison.Ordinal) => SyntaxErrors.NeedsQuotes,
        _ when message.Contains("escape", StringComparison.Ordinal) => SyntaxErrors.BadEscape,
        _ when message.Contains("quoted scalar", StringComparison.Ordinal) => SyntaxErrors.OpenQuote,
        _ => SyntaxErrors.NotYaml(message),
    };
}
