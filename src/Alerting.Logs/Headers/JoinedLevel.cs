using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>Takes a level that is joined with a sign or with another field.</summary>
internal static class JoinedLevel
{
    public static bool TryTake(ref HeaderCursor header, ReadOnlySpan<byte> token, int end, ref LogLine line) =>
        TryTakeBeforeSign(ref header, token, ref line)
        || (header.HasTime && header.Columns == 0 && TryTakeWithField(ref header, token, end, ref line))
        || TryTakeBetweenColons(ref header, token, ref line);

    /// <summary>Whether a line starts with a level and a sign, with what may look like a time behind it.</summary>
    public static bool StartsWithLevel(ReadOnlySpan<byte> text) =>
        UpperPrefix(text) is var letters && letters < text.Length
        && text[letters] is (byte)',' or (byte)';' or (byte)'|' or (byte)'[' or (byte)':' or (byte)'\t'
        && LevelWords.IsUnambiguous(text[..letters]);

    /// <summary>The level in <c>1234:0131/100000.123456:ERROR:gpu_process.cc(12)</c>, or empty.</summary>
    public static ReadOnlySpan<byte> BetweenColons(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = text[at..].IndexOf((byte)':');
            if (length < 0)
            {
                break;
            }

            if (LevelWords.IsUnambiguous(text.Slice(at, length)))
            {
                return text.Slice(at, length);
            }

            at += length + 1;
        }

        return default;
    }

    /// <summary>Python's default format, <c>ERROR:root:message</c>, and with the logger first.</summary>
    private static bool TryTakeBetweenColons(ref HeaderCursor header, ReadOnlySpan<byte> token, ref LogLine line)
    {
        var colon = token.IndexOf((byte)':');
        if (colon <= 0 || colon + 1 == token.Length)
        {
            return false;
        }

        if (LevelWords.IsUnambiguous(token[..colon]))
        {
            header.SetLevel(token[..colon], header.At + colon + 1, ref line);
            if (token[(colon + 1)..].IndexOf((byte)':') is > 0 and var length)
            {
                header.Logger = token.Slice(colon + 1, length);
                header.At = header.Message = header.At + length + 1;
            }

            return true;
        }

        var second = token[(colon + 1)..].IndexOf((byte)':');
        if (second <= 0 || !LevelWords.IsUnambiguous(token.Slice(colon + 1, second)))
        {
            return false;
        }

        header.Logger = token[..colon];
        header.SetLevel(token.Slice(colon + 1, second), header.At + colon + 1 + second + 1, ref line);
        return true;
    }

    /// <summary>
    /// A level with a sign directly behind it: logrus' <c>ERRO[0000]</c>, and columns: <c>ERROR;2026-01-31;text</c>.
    /// </summary>
    private static bool TryTakeBeforeSign(ref HeaderCursor header, ReadOnlySpan<byte> token, ref LogLine line)
    {
        var letters = UpperPrefix(token);
        if (letters == token.Length || !LevelWords.IsUnambiguous(token[..letters]))
        {
            return false;
        }

        var sign = token[letters];
        var end = header.At + letters;
        if (sign == '[')
        {
            end = header.ClosingBracket(end) + 1;
        }
        else if (sign == '(' && header.ClosingBracket(end) is > 0 and var close
            && header.Text[(close + 1)..].StartsWith(": "u8))
        {
            end = close + 1;
        }
        else if (sign is (byte)',' or (byte)';')
        {
            header.Delimiter = sign;
        }
        else
        {
            return false;
        }

        if (end == 0)
        {
            return false;
        }

        header.SetLevel(token[..letters], end, ref line);
        return true;
    }

    private static int UpperPrefix(ReadOnlySpan<byte> text)
    {
        var letters = text[..Math.Min(text.Length, 14)].IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        return letters < 0 ? Math.Min(text.Length, 14) : letters;
    }

    /// <summary>
    /// A level joined with another field: Monolog's channel before it, <c>production.ERROR:</c>, or Celery's process
    /// after it, <c>ERROR/MainProcess]</c>.
    /// </summary>
    /// <remarks>
    /// https://seldaek.github.io/monolog/doc/message-structure.html,
    /// https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-log-format
    /// </remarks>
    private static bool TryTakeWithField(ref HeaderCursor header, ReadOnlySpan<byte> token, int end, ref LogLine line)
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
}
