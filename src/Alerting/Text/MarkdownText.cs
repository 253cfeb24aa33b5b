using System.Text;

namespace Alerting.Text;

/// <summary>Escapes text for the Markdown of chat services.</summary>
/// <remarks>
/// Services detect mentions, hashtags and URLs in plain text despite backslashes, so an invisible space after their
/// first character breaks them.
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
            if (c is '\\' or '`' or '*' or '_' or '~' or '|' or '<' or '[' or ']' or '(' or ')' or '>'
                || (atStart && c is '-' or '+' or '='))
            {
                escaped.Append('\\').Append(c);
            }
            else if (c is '@' or '#')
            {
                escaped.Append(c).Append(Gap);
            }
            else if (IsAddress(text, i) || (c is '.' && IsNumbered(text, i)))
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

    /// <summary>The colon of <c>https://</c> or the first dot of <c>www.</c>.</summary>
    private static bool IsAddress(string text, int at) =>
        (text[at] == ':' && string.CompareOrdinal(text, at, "://", 0, 3) == 0) ||
        (text[at] == '.' && at >= 3
            && string.Compare(text, at - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0);

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
