using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Replaces what stands in brackets, where it varies.</summary>
internal static class BracketedText
{
    private static readonly SearchValues<byte> SizeBytes = SearchValues.Create("0123456789.,"u8);

    private static readonly SearchValues<byte> RangeBytes = SearchValues.Create("0123456789,-"u8);

    /// <summary>Of an IPv6 or MAC address.</summary>
    public static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>Empty brackets on their own are a list that happened to be empty.</summary>
    public static bool TryTakeEmpty(ref TemplateCursor cursor, byte open)
    {
        var close = cursor.At + 1;
        while (close < cursor.Text.Length && ByteClasses.Of(cursor.Text[close]) == ByteClass.Space)
        {
            close++;
        }

        if (close >= cursor.Text.Length || cursor.Text[close] != (open == '(' ? ')' : ']')
            || ByteClasses.IsWord(cursor.Out.Last) || cursor.Out.Last is (byte)')' or (byte)']')
        {
            return false;
        }

        cursor.Out.Add(open);
        cursor.AddWildcard();
        cursor.Out.Add(cursor.Text[close]);
        cursor.At = close + 1;
        return true;
    }

    /// <summary><c>Set(yarn, hadoop)</c>, and cron's <c>CMD (run-parts /etc/cron.hourly)</c></summary>
    public static bool TryTakeList(ref TemplateCursor cursor)
    {
        var isCommand = cursor.Out.EndsWithWordAndSpace && cursor.Out.LastWord.SequenceEqual("CMD"u8);
        if (!isCommand && !(cursor.Out.EndsWithWord && TemplateWords.Collections.Contains(cursor.Out.LastWord)))
        {
            return false;
        }

        var close = cursor.Text[(cursor.At + 1)..].IndexOf((byte)')');
        if (close <= 0)
        {
            return false;
        }

        cursor.Out.Add((byte)'(');
        cursor.AddWildcard();
        cursor.Out.Add((byte)')');
        cursor.At += close + 2;
        return true;
    }

    /// <summary>
    /// Drops a repeated size, so that <c>4259 bytes (4.16 KB)</c> has the same template as <c>327 bytes</c>.
    /// </summary>
    public static bool TrySkipRepeatedSize(ref TemplateCursor cursor)
    {
        if (!cursor.Out.EndsWithWordAndSpace || !cursor.Out.LastWord.SequenceEqual("bytes"u8))
        {
            return false;
        }

        var inside = cursor.Text[(cursor.At + 1)..Math.Min(cursor.Text.Length, cursor.At + 24)];
        var digits = inside.IndexOfAnyExcept(SizeBytes);
        var close = inside.IndexOf((byte)')');
        var after = cursor.At + close + 2;
        // Without the brackets, a word directly after them would merge with the word before.
        var isFree = after >= cursor.Text.Length || cursor.Text[after] is (byte)',' or (byte)';'
            || ByteClasses.Of(cursor.Text[after]) == ByteClass.Space;
        if (!isFree || digits <= 0 || close <= digits
            || !TemplateWords.UnitsAndDateWords.Contains(inside[digits..close].TrimStart((byte)' ')))
        {
            return false;
        }

        cursor.Out.DropTrailingSpace();
        cursor.At = after;
        return true;
    }

    /// <summary><c>[fe80::1]:443</c></summary>
    public static bool TryTakeAddress(ref TemplateCursor cursor)
    {
        var inside = cursor.Text[(cursor.At + 1)..Math.Min(cursor.Text.Length, cursor.At + 48)];
        var close = inside.IndexOfAnyExcept(AddressBytes);
        if (close < 2 || inside[close] != ']' || inside[..close].Count((byte)':') < 2
            || close + 2 >= inside.Length || inside[close + 1] != ':')
        {
            return false;
        }

        var port = inside[(close + 2)..];
        var digits = port.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? port.Length : digits;
        if (digits is 0 or > 5)
        {
            return false;
        }

        cursor.AddWildcard();
        cursor.At += close + 3 + digits;
        return true;
    }

    /// <summary>A number between hashes is one token: <c>#3#</c></summary>
    public static bool TryTakeHashes(ref TemplateCursor cursor)
    {
        var digits = cursor.Text[(cursor.At + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var isToken = digits is > 0 and < 12 && cursor.Text[cursor.At + 1 + digits] == '#'
            && (cursor.At == 0 || ByteClasses.Of(cursor.Text[cursor.At - 1]) == ByteClass.Space);
        if (isToken)
        {
            cursor.AddWildcard();
            cursor.At += digits + 2;
        }

        return isToken;
    }

    /// <summary>A name in capitals with a number is one token: <c>LOCAL(0)</c></summary>
    public static bool TryTakeIndexed(ref TemplateCursor cursor)
    {
        var digits = cursor.Text[(cursor.At + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var end = cursor.At + 2 + digits;
        var isToken = digits is > 0 and < 4 && cursor.Text[end - 1] == ')' && cursor.Out.EndsWithWord
            && !cursor.Out.LastWord.ContainsAnyExceptInRange((byte)'A', (byte)'Z') && cursor.Out.LastWord.Length > 1
            && (end == cursor.Text.Length || cursor.Text[end] is (byte)' ' or (byte)',' or (byte)';');
        if (isToken)
        {
            cursor.Out.DropLastWord();
            cursor.AddWildcard();
            cursor.At = end;
        }

        return isToken;
    }

    /// <summary>Clusters write many hosts at once as <c>node-[40-63]</c>.</summary>
    public static bool TryTakeHostRange(ref TemplateCursor cursor)
    {
        var inside = cursor.Text[(cursor.At + 1)..];
        var close = inside.IndexOfAnyExcept(RangeBytes);
        if (close <= 0 || inside[close] != ']' || !cursor.Out.EndsWithWord
            || cursor.Out.LastWord.Length < 2 || cursor.Out.Last != '-')
        {
            return false;
        }

        cursor.Out.DropLastWord();
        cursor.AddWildcard();
        cursor.At += close + 2;
        return true;
    }
}
