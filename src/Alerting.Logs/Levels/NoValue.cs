using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>How logs, code and configurations write that there is nothing: <c>error: null</c>, <c>errors=0</c>.</summary>
internal static class NoValue
{
    private const int LongestWord = 12;

    private static readonly ByteWordSet Words = new(ignoreCase: true,
        "null none nil false no undefined ok success n/a na nan - empty nothing keine aucune aucun ninguno ninguna " +
        "nessuno nessun nenhum nenhuma geen (none) (null) (nil) なし 無し 无 無 없음 нет brak žádná yok {} [] () \"\" '' `` " +
        "true yes");

    /// <summary>Whether the text is such a value and nothing else, but for a comma or a full stop.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8).TrimEnd(",;."u8);
        return IsZero(text) || Words.Contains(text.Trim("\"'"u8)) || Words.Contains(text);
    }

    /// <summary>Whether the text starts with such a value.</summary>
    public static bool Starts(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t"u8);
        var end = text[..Math.Min(text.Length, LongestWord + 1)].IndexOfAny(" ,;"u8);
        end = end < 0 ? text.Length : end;
        return end <= LongestWord && Is(text[..end]);
    }

    /// <summary>Such a value, and the next key after it: <c>null, retry: 1</c>, <c>0 Warning: 2</c></summary>
    public static bool IsFirstOfMore(ReadOnlySpan<byte> text)
    {
        var space = text.IndexOf((byte)' ');
        if (space <= 0 || !Is(text[..space]) || !IsKey(text[(space + 1)..]))
        {
            return false;
        }

        // Without a comma only another count shows that this is a list: "0 rows: expected 1" is a sentence.
        var next = text[(space + 1)..];
        var value = next[(next.IndexOfAny(":="u8) + 1)..].TrimStart((byte)' ');
        return text[space - 1] == ',' || (ByteClasses.IsDigit(text[0]) && value is [>= (byte)'0' and <= (byte)'9', ..]);
    }

    /// <summary>Whether the text begins with a key, as the next field of a list does.</summary>
    public static bool IsKey(ReadOnlySpan<byte> text)
    {
        var end = 0;
        while (end < text.Length && ByteClasses.IsWord(text[end]))
        {
            end++;
        }

        return end > 0 && end < text.Length && text[end] is (byte)'=' or (byte)':';
    }

    /// <summary><c>0</c>, <c>0%</c>, <c>0.00</c>, <c>0/12</c>, <c>00</c></summary>
    private static bool IsZero(ReadOnlySpan<byte> text)
    {
        // A row of zeros is a code: "general protection fault: 0000".
        if (text.IsEmpty || text[0] != '0' || text.StartsWith("0000"u8))
        {
            return false;
        }

        var end = text.IndexOfAnyExcept("0."u8);
        return end < 0 || text[end] is (byte)'%' or (byte)'/' or (byte)')' or (byte)'"' or (byte)'}' or (byte)']';
    }
}
