using YamlDotNet.Core;

namespace Alerting.Configuration.Yaml;

/// <summary>Says in words of the file, not of a parser, why a text is not YAML.</summary>
internal static class YamlErrors
{
    public static (Place, string) Explain(YamlException refused, string text)
    {
        var lines = text.Split('\n');
        var line = (int)Math.Clamp(refused.Start.Line, 1, lines.Length);
        var column = (int)Math.Clamp(refused.Start.Column, 1, lines[line - 1].Length + 1);
        if (TabBefore(lines, line) is { } tab)
            return (tab, Sentences.Tab);
        return (new Place(line, column), Sentence(refused.Message));
    }

    /// <summary>The parser complains about a tab at the token after it, so the lines just before are looked at too.</summary>
    private static Place? TabBefore(string[] lines, int line)
    {
        for (var i = line; i >= Math.Max(1, line - 1); i--)
        {
            var indent = lines[i - 1].AsSpan();
            indent = indent[..^indent.TrimStart().Length];
            if (indent.IndexOf('\t') is >= 0 and var at)
                return new Place(i, at + 1);
        }
        return null;
    }

    private static string Sentence(string message) => message switch
    {
        _ when Sentences.IsOne(message) => message,
        _ when message.Contains("did not find expected key", StringComparison.Ordinal) => Sentences.NoKey,
        _ when message.Contains("simple key", StringComparison.OrdinalIgnoreCase) => Sentences.NoColon,
        _ when message.Contains("Mapping values are not allowed", StringComparison.OrdinalIgnoreCase) => Sentences.SecondColon,
        _ when message.Contains("cannot start any token", StringComparison.Ordinal) => Sentences.NeedsQuotes,
        _ when message.Contains("quoted scalar", StringComparison.Ordinal) => Sentences.OpenQuote,
        _ when message.Contains("escape", StringComparison.Ordinal) => Sentences.BadEscape,
        _ => Sentences.NotYaml(message),
    };
}
