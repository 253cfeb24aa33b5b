using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>Takes the level from a text header.</summary>
internal static class LevelField
{
    private static readonly ByteWordSet CountNouns = new(ignoreCase: true,
        "errors warnings exceptions failures count counts rate ratio events messages alerts total");

    public static bool TryTake(ref HeaderCursor header, ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        var word = LevelWords.WithoutOffset(token.TrimEnd(":,;|]!."u8));
        var certain = LevelWords.IsUnambiguous(word) || (LevelWords.IsLevel(word) && IsColumn(header, token, end));
        if (certain && (header.HasTime || header.Columns == 0))
        {
            if (IsKeyOrCount(header, word, token, end))
            {
                return false;
            }

            header.SetLevel(word, end, ref line);
            return true;
        }

        if (DecoratedLevel.TryTake(ref header, token, end, ref line))
        {
            return true;
        }

        if (header.Numbers >= 2 && token.Length == 1 && LevelWords.FromLetter(token[0]) is not null
            && IsLogcatTag(header.Text[end..]))
        {
            header.SetLevel(token, end, ref line);
            return true;
        }

        return (header.HasTime || header.Columns == 0) && JoinedLevel.TryTake(ref header, token, end, ref line);
    }

    /// <summary>logcat writes the tag and a colon after the letter.</summary>
    private static bool IsLogcatTag(ReadOnlySpan<byte> after)
    {
        var colon = after[..Math.Min(after.Length, 64)].IndexOf((byte)':');
        return colon > 0 && after[..colon].Trim((byte)' ').IndexOf((byte)' ') < 0;
    }

    /// <summary>
    /// The word is a key without a message, <c>error: null</c>, or counts something after free columns:
    /// <c>step-2 FATAL errors: 0</c>.
    /// </summary>
    private static bool IsKeyOrCount(in HeaderCursor header, ReadOnlySpan<byte> word, ReadOnlySpan<byte> token, int end)
    {
        if (token[^1] == ':')
        {
            return LevelKey.Is(word, header.Text[end..]);
        }

        if (header.Columns == 0)
        {
            return false;
        }

        var rest = header.Text[end..].TrimStart((byte)' ');
        if (header.Text[..header.At].TrimEnd((byte)' ') is [.., >= (byte)'0' and <= (byte)'9'] && IsCountOfLevel(rest))
        {
            return true;
        }

        var noun = 0;
        while (noun < rest.Length && ByteClasses.IsWord(rest[noun]))
        {
            noun++;
        }

        return noun < rest.Length && CountNouns.Contains(rest[..noun]) && rest[noun] is (byte)':' or (byte)'='
            && rest[(noun + 1)..].TrimStart((byte)' ').StartsWith("0"u8);
    }

    /// <summary>Another level is counted after this one: <c>0 ERROR 3 WARN</c></summary>
    private static bool IsCountOfLevel(ReadOnlySpan<byte> rest)
    {
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits <= 0 || rest[digits] != ' ')
        {
            return false;
        }

        var next = rest[(digits + 1)..];
        var end = next.IndexOfAny(" ,;"u8);
        return LevelWords.IsUnambiguous(end < 0 ? next : next[..end]);
    }

    /// <summary>A colon, a tab, a bar or a gap beside the word shows that it is a column.</summary>
    private static bool IsColumn(in HeaderCursor header, ReadOnlySpan<byte> token, int end)
    {
        if (token[^1] is (byte)':' or (byte)']'
            || (end < header.Text.Length && header.Text[end] is (byte)'|' or (byte)'\t'))
        {
            return true;
        }

        var gap = end + 1 < header.Text.Length && header.Text[end] == ' ' && header.Text[end + 1] == ' ';
        var follows =
            header.At >= 2 && header.Text[header.At - 1] == ' ' && header.Text[header.At - 2] is (byte)'-' or (byte)'|';
        return gap || follows || IsBeforeLogger(header, token, end);
    }

    /// <summary>winston's and pino's own formats: a time, <c>error</c> in small letters, <c>[payments]</c></summary>
    private static bool IsBeforeLogger(in HeaderCursor header, ReadOnlySpan<byte> token, int end) =>
        header.HasTime && header.Columns == 0 && header.Text[end..].StartsWith(" ["u8) && LevelWords.IsCommon(token);
}
