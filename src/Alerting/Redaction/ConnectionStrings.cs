namespace Alerting.Redaction;

/// <summary>
/// In a connection string a value may contain spaces and ends at the next semicolon:
/// <c>Password=two words;Database=shop</c>
/// </summary>
internal static class ConnectionStrings
{
    /// <summary>The end of the value, or its start if it is not in a connection string.</summary>
    public static int EndOfValue(in TextCursor text, int start)
    {
        var rest = text.From(start, TextCursor.LongestValue);
        var line = rest.IndexOfAny("\r\n\"'");
        rest = line < 0 ? rest : rest[..line];
        var stop = rest.IndexOf(';');
        if (stop > 0 && !rest[..stop].Contains('=') && IsKeyAhead(rest[(stop + 1)..]))
            return start + stop;
        return stop < 0 && IsAfterSemicolon(text) ? start + LengthOfLast(rest) : start;
    }

    /// <summary>Whether the current key follows a semicolon: <c>…;Password=</c></summary>
    public static bool IsAfterSemicolon(in TextCursor text)
    {
        var at = text.Position;
        while (at > text.Floor && text.Position - at < TextCursor.LongestKey && IsKeyPart(text[at - 1]))
            at--;
        return at > 0 && text[at - 1] == ';';
    }

    /// <summary>The last value goes up to where the surrounding sentence continues.</summary>
    private static int LengthOfLast(ReadOnlySpan<char> rest)
    {
        var end = rest.Length;
        foreach (var sign in (ReadOnlySpan<string>)[", ", ": ", ") "])
        {
            var at = rest.IndexOf(sign);
            end = at >= 0 && at < end ? at : end;
        }
        return rest[..end].Contains('=') ? 0 : end;
    }

    /// <summary><c>Database=</c>, <c>User Id=</c> or the end, but not the rest of a sentence.</summary>
    private static bool IsKeyAhead(ReadOnlySpan<char> text)
    {
        var equals = text.IndexOf('=');
        if (equals is <= 0 or >= TextCursor.LongestKey)
            return text.Trim().IsEmpty;
        var key = text[..equals];
        return key.IndexOfAny(";,:()") < 0 && (key[0] != ' ' || !key[1..].Contains(' '));
    }

    private static bool IsKeyPart(char c) => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_';
}
