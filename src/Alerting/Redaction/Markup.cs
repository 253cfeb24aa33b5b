namespace Alerting.Redaction;

/// <summary>Secrets in XML elements and in percent-encoded text.</summary>
internal static class Markup
{
    /// <summary>The percent-encoded characters that end a value.</summary>
    private static readonly string[] EncodedEnds =
        ["26", "3B", "3b", "22", "2C", "2c", "20", "0A", "0a", "7D", "7d", "27"];

    /// <summary>With its attributes.</summary>
    private const int LongestTag = 200;

    private static readonly string[] EncodedSigns = ["3D", "3d", "3A", "3a"];

    /// <summary><c>&lt;password&gt;…&lt;/password&gt;</c></summary>
    public static bool Element(ref TextCursor text)
    {
        var before = text.Before(text.Position, LongestTag);
        var open = before.LastIndexOf('<');
        var tag = open < 0 ? default : before[(open + 1)..];
        // Attributes may follow the name: <Password Type="PasswordText">
        var name = tag.IndexOf(' ') is > 0 and var space ? tag[..space] : tag;
        if (name.IsEmpty || tag[^1] == '/' || !IsName(name) || !SecretNames.IsSecret(name))
            return false;
        var start = text.Position + 1;
        var end = EndOfContent(text, start);
        return end > start && !text.Between(start, end).IsWhiteSpace() && text.Redact(start, end);
    }

    /// <summary><c>password%3Dhunter2%26x%3D1</c>, encoded once or twice.</summary>
    public static bool EncodedValue(ref TextCursor text)
    {
        var sign = AfterPercent(text, text.Position);
        if (!IsAny(text, sign, EncodedSigns))
            return false;
        var key = text.Before(text.Position);
        key = key.EndsWith("%22") || key.EndsWith("%27") ? key[..^3] : key;
        if (!SecretNames.IsSecret(key))
            return false;
        var start = sign + 2;
        if (text[start] == '%' && AfterPercent(text, start) is var quote && text.StartsWith(quote, "22"))
            start = quote + 2;
        if (text.StartsWith(start, Redactor.Mark))
            return text.Redact(start, start + Redactor.Mark.Length);
        var end = start;
        while (end < text.Length && !TextCursor.ValueEnd.Contains(text[end]) && !IsEncodedEnd(text, end))
            end++;
        return end > start && text.Redact(start, end);
    }

    /// <summary>Up to the closing tag. Text that is cut off before it counts up to its first space or sign.</summary>
    private static int EndOfContent(in TextCursor text, int start)
    {
        var length = text.From(start).IndexOf('<');
        // "connect <user> <password>" is a usage text.
        if (length > 0 && text[start + length + 1] == '/')
            return start + length;
        return length < 0 && text[start] != ' ' ? text.EndOfValue(start) : start;
    }

    /// <summary>The start of an encoded character's digits; <c>%25</c> is an encoded percent sign.</summary>
    private static int AfterPercent(in TextCursor text, int at)
    {
        at++;
        for (var i = 0; i < 2 && text.StartsWith(at, "25"); i++)
            at += 2;
        return at;
    }

    private static bool IsEncodedEnd(in TextCursor text, int at) =>
        text[at] == '%' && IsAny(text, AfterPercent(text, at), EncodedEnds);

    private static bool IsAny(in TextCursor text, int at, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(at, word))
                return true;
        }
        return false;
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!IsNamePart(c))
                return false;
        }
        return true;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':';
}
