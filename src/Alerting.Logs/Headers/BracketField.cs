using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>Takes a bracket from a text header: a level, a thread, a logger or a request id.</summary>
internal static class BracketField
{
    public const int MaxBrackets = 3;

    public static bool TryTakeBeforeLevel(ref HeaderCursor header, ref LogLine line)
    {
        var close = header.ClosingBracket(header.At);
        if (close < 0)
        {
            return false;
        }

        var content = header.Text[(header.At + 1)..close].Trim((byte)' ');
        if (header.Text[header.At] == '[' && LevelWords.IsLevel(content))
        {
            header.SetLevel(content, close + 1, ref line);
            header.BracketedLevel = true;
            return true;
        }

        // Apache: [proxy:error]
        if (content.LastIndexOf((byte)':') is > 0 and var colon && LevelWords.IsLevel(content[(colon + 1)..]))
        {
            header.SetLevel(content[(colon + 1)..], close + 1, ref line);
            header.Logger = content[..colon];
            return header.BracketedLevel = true;
        }

        // [store/ERROR]
        if (content.LastIndexOf((byte)'/') is > 0 and var slash && LevelWords.IsUnambiguous(content[(slash + 1)..]))
        {
            header.SetLevel(content[(slash + 1)..], close + 1, ref line);
            header.Logger = content[..slash];
            return header.BracketedLevel = true;
        }

        // Chromium: [1234:0131/100000.123456:ERROR:gpu_process.cc(12)]
        if (content.IndexOf((byte)':') > 0 && JoinedLevel.BetweenColons(content) is { IsEmpty: false } level)
        {
            header.SetLevel(level, close + 1, ref line);
            return header.BracketedLevel = true;
        }

        // In "[2020-01-01T00:00:00Z ERROR target] message" the bracket opened before the time, so only its end is found
        // here.
        header.At = close + 1;
        if (header.HasTime && header.Columns == 0 && header.Brackets == 0 && header.Text[close] == ']')
        {
            header.Message = header.At;
        }

        Note(ref header, content);
        return ++header.Brackets <= MaxBrackets;
    }

    /// <summary>
    /// Airflow's <c>{taskinstance.py:1824}</c> and ClickHouse's <c>{query id}</c>, before the level; or the level.
    /// </summary>
    public static bool TryTakeBraces(ref HeaderCursor header, ref LogLine line)
    {
        var close = header.Text[header.At..].IndexOf((byte)'}');
        if (close > 3 && LevelWords.IsUnambiguous(header.Text.Slice(header.At + 1, close - 1)))
        {
            header.SetLevel(header.Text.Slice(header.At + 1, close - 1), header.At + close + 1, ref line);
            return header.BracketedLevel = true;
        }

        if (!header.HasTime || close is < 0 or > 80 || header.Text.Slice(header.At, close).IndexOfAny(" \"=,"u8) >= 0
            || header.Brackets >= MaxBrackets)
        {
            return false;
        }

        header.Brackets++;
        header.At += close + 1;
        return true;
    }

    /// <summary>ClickHouse's and WebLogic's <c>&lt;Error&gt;</c>.</summary>
    public static bool TryTakeAngles(ref HeaderCursor header, ref LogLine line)
    {
        var content = header.Text[(header.At + 1)..];
        var close = content[..Math.Min(content.Length, 16)].IndexOf((byte)'>');
        if (close < 0 || !LevelWords.IsLevel(content[..close]))
        {
            return false;
        }

        header.SetLevel(content[..close], header.At + close + 2, ref line);
        return header.BracketedLevel = true;
    }

    /// <summary>
    /// Brackets after the level hold a thread, a logger or a request id. A second one with prose is message.
    /// </summary>
    public static bool TryTakeAfterLevel(ref HeaderCursor header)
    {
        var close = header.ClosingBracket(header.At);
        if (close < 0 || header.Brackets >= MaxBrackets
            || (header.Text[header.At] == '(' && (header.Brackets != 1 || !header.HasTime)))
        {
            return false;
        }

        var content = header.Text[(header.At + 1)..close];
        var first = header.Brackets++ == 0 && !header.BracketedLevel && header.HasTime;
        if (!first && header.Text[header.At] == '[' && content.IndexOf((byte)' ') >= 0 && !IsNamedContext(content))
        {
            return false;
        }

        Note(ref header, content);
        header.At = header.Message = close + 1;
        return true;
    }

    private static bool IsNamedContext(ReadOnlySpan<byte> content) =>
        content.StartsWith("pid "u8) || content.StartsWith("client "u8) || content.StartsWith("tid "u8)
            || content.StartsWith("req"u8)
        || content.StartsWith("thread "u8) || content.StartsWith("- "u8);

    private static void Note(ref HeaderCursor header, ReadOnlySpan<byte> content)
    {
        var space = content.IndexOf((byte)' ');
        var word = space < 0 ? content : content[..space];
        if (word.StartsWith("req-"u8) || RequestIds.IsUuid(word))
        {
            header.RequestId = word;
        }
        else if (header.Logger.IsEmpty && space < 0 && word.IndexOf((byte)'.') > 0)
        {
            header.Logger = word;
        }
        else if (header.Component.IsEmpty && space < 0 && LoggerNames.IsComponent(word))
        {
            header.Component = word;
        }
    }
}
