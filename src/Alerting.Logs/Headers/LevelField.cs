using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>Takes the level from a text header, by itself or joined with another field.</summary>
internal static class LevelField
{
    public static bool TryTake(ref HeaderCursor header, ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        var word = token.TrimEnd(":,;|]"u8);
        var certain = LevelWords.IsUnambiguous(word) || (LevelWords.IsLevel(word) && IsColumn(header, token, end));
        if (certain && (header.HasTime || header.Columns == 0))
        {
            header.SetLevel(word, end, ref line);
            return true;
        }

        if (header.Numbers >= 2 && token.Length == 1 && LevelWords.FromLetter(token[0]) is not null)
        {
            header.SetLevel(token, end, ref line);
            return true;
        }

        if (header.HasTime && header.Columns == 0 && TryTakeJoined(ref header, token, end, ref line))
        {
            return true;
        }

        // Python's default format: ERROR:root:message
        var colon = token.IndexOf((byte)':');
        if (colon <= 0 || !LevelWords.IsUnambiguous(token[..colon]) || colon + 1 == token.Length)
        {
            return false;
        }

        header.SetLevel(token[..colon], header.At + colon + 1, ref line);
        if (token[(colon + 1)..].IndexOf((byte)':') is > 0 and var length)
        {
            header.Logger = token.Slice(colon + 1, length);
            header.At = header.Message = header.At + length + 1;
        }

        return true;
    }

    /// <summary>
    /// A level joined with another field: Monolog's channel before it, <c>production.ERROR:</c>, or Celery's process
    /// after it, <c>ERROR/MainProcess]</c>.
    /// </summary>
    /// <remarks>
    /// https://seldaek.github.io/monolog/doc/message-structure.html,
    /// https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-log-format
    /// </remarks>
    private static bool TryTakeJoined(ref HeaderCursor header, ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        if (token[^1] == ':' && token.LastIndexOf((byte)'.') is > 0 and var dot && IsUpperLevel(token[(dot + 1)..^1]))
        {
            header.SetLevel(token[(dot + 1)..^1], end, ref line);
            header.Logger = token[..dot];
            return true;
        }

        if (token[^1] != ']' || token.IndexOf((byte)'/') is not (> 0 and var slash) || !IsUpperLevel(token[..slash]))
        {
            return false;
        }

        header.SetLevel(token[..slash], end, ref line);
        return true;
    }

    private static bool IsUpperLevel(ReadOnlySpan<byte> word) =>
        LevelWords.IsLevel(word) && !word.ContainsAnyInRange((byte)'a', (byte)'z');

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
        return gap || header.Columns >= 2 || follows;
    }
}
