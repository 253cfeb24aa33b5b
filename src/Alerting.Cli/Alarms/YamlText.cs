using System.Text;

namespace Alerting.Cli.Alarms;

internal static class YamlText
{
    private const int Width = 110;

    /// <summary>A text that means itself, whatever is in it.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                < ' ' or (>= '\u007f' and <= '\u00a0') or '\u2028' or '\u2029' or '\ufeff' =>
                    quoted.Append($"\\u{(int)letter:x4}"),
                _ => quoted.Append(letter),
            };
        }
        return quoted.Append('"').ToString();
    }

    public static string Of(TemplateText text) => text.IsExpression ? text.Value : Quote(text.Value);

    /// <summary>A comment in lines of readable length.</summary>
    public static IEnumerable<string> Comment(string text, int indent)
    {
        var margin = new string(' ', indent) + "# ";
        var line = margin;
        foreach (var word in text.Split(' '))
        {
            if (line.Length + word.Length > Width && line.Length > margin.Length)
            {
                yield return line.TrimEnd();
                line = margin;
            }
            line += word + " ";
        }
        yield return line.TrimEnd();
    }
}
