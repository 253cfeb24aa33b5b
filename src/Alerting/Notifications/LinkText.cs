using System.Buffers;
using System.Globalization;

namespace Alerting.Notifications;

/// <summary>The characters of links, also full-width ones, which browsers and phones read like the plain ones.</summary>
internal static class LinkText
{
    public static readonly SearchValues<char> HostLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    public static bool IsDot(char c) => c is '.' or '．' or '。' or '｡';

    public static bool IsColon(char c) => c is ':' or '：';

    public static bool IsSlash(char c) => c is '/' or '／' or '\\' or '＼';

    public static bool IsOfScheme(char c) =>
        Narrow(c) is var narrow && (char.IsAsciiLetterOrDigit(narrow) || narrow is '+' or '-' or '.');

    /// <summary>Whether it can be part of a name between two dots.</summary>
    public static bool IsOfName(string text, int at)
    {
        if (at >= text.Length)
            return false;
        var c = text[at];
        if (char.IsAscii(c))
            return char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
        return !IsDot(c) && (char.IsLetterOrDigit(text, at) || char.IsLowSurrogate(c) || IsUnseen(c)
            || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark);
    }

    /// <summary>In lower case, with plain dots and without invisible characters.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var plain = new char[text.Length];
        var length = 0;
        foreach (var c in text)
        {
            if (!IsUnseen(c))
                plain[length++] = IsDot(c) ? '.' : char.ToLowerInvariant(Narrow(c));
        }
        return new string(plain, 0, length);
    }

    /// <summary>Whether a path, a query, an anchor or a port with a path follows.</summary>
    public static bool IsMark(string text, int at)
    {
        if (at >= text.Length)
            return false;
        if (IsColon(text[at]))
        {
            var port = at + 1;
            while (port < text.Length && char.IsAsciiDigit(text[port]))
                port++;
            return port > at + 1 && port < text.Length && IsSlash(text[port]);
        }
        if (text[at] is not ('?' or '#'))
            return IsSlash(text[at]);
        // A question ends with the one, and the line of a file follows the other: main.py#L12.
        var isLine = text[at] == '#' && at + 2 < text.Length && text[at + 1] == 'L' && char.IsAsciiDigit(text[at + 2]);
        return !isLine && IsOfName(text, at + 1);
    }

    /// <summary>As a sentence begins: <c>Fixed.It</c>.</summary>
    public static bool IsCapitalized(ReadOnlySpan<char> name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.Length > 1 && char.IsAsciiLetterUpper(last[0]) && char.IsAsciiLetterLower(last[1]);
    }

    private static char Narrow(char c) => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c;

    private static bool IsUnseen(char c) => !char.IsAscii(c)
        && (c is >= '\uFE00' and <= '\uFE0F' || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format);
}
