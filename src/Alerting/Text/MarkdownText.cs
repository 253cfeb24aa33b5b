using System.Text;

namespace Alerting.Text;

/// <summary>Escapes text for the Markdown of chat services.</summary>
/// <remarks>
/// Services detect mentions and hashtags in plain text despite backslashes, so an invisible space after their first
/// character breaks them. A URL is one that may be tapped: its own characters are encoded, because backslashes in it
/// would be part of it.
/// </remarks>
internal static class MarkdownText
{
    private const char Gap = '\u200B';

    public static string Escape(string text)
    {
        text = TextCut.Clean(text);
        var escaped = new StringBuilder(text.Length + 16);
        var atStart = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (EndOfUrl(text, i) is var end && end > i)
            {
                for (; i < end; i++)
                    Url(escaped, text[i]);
                i--;
            }
            else if (c is '\\' or '`' or '*' or '_' or '~' or '|' or '<' or '[' or ']' or '(' or ')' or '>'
                || (atStart && c is '-' or '+' or '='))
            {
                escaped.Append('\\').Append(c);
            }
            else if (c is '@' or '#')
            {
                escaped.Append(c).Append(Gap);
            }
            else if (c is '.' && IsNumbered(text, i))
            {
                escaped.Append(c).Append(Gap);
            }
            else
            {
                escaped.Append(c);
            }
            atStart = c == '\n' || (atStart && c is ' ' or '\t');
        }
        return escaped.ToString();
    }

    /// <summary>Escapes and cuts to the limit after escaping.</summary>
    public static string EscapeTo(string text, int max) => TextCut.Escaped(text, max, Escape);

    /// <summary>The position itself if no URL begins there.</summary>
    private static int EndOfUrl(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (!rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            && !rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return at;
        }
        var length = 0;
        while (length < rest.Length && rest[length] is > ' ' and <= '~' and not ('"' or '<' or '>'))
            length++;
        return at + rest[..length].TrimEnd(".,;:!?'*_~|()[]{}`\\").Length;
    }

    private static void Url(StringBuilder escaped, char c)
    {
        if (c is '\\' or '`' or '*' or '_' or '~' or '|' or '[' or ']' or '(' or ')' or '@' or '{' or '}')
            escaped.Append('%').Append(Convert.ToHexString([(byte)c]));
        else
            escaped.Append(c);
    }

    /// <summary>The dot that would make the line an item of a numbered list.</summary>
    private static bool IsNumbered(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
            start--;
        var line = start;
        while (line > 0 && text[line - 1] is ' ' or '\t')
            line--;
        return start < at && (line == 0 || text[line - 1] == '\n');
    }
}
