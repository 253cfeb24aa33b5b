using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;
using Alerting.Logs.Templates;
using Alerting.Logs.Times;

namespace Alerting.Logs.Headers;

/// <summary>Takes a word from a text header: a number, a request id, a source line or a logger.</summary>
internal static class ColumnField
{
    private const int MaxColumns = 5;

    /// <summary>Before a level these begin a sentence about it: <c>the ERROR flag is off</c></summary>
    private static readonly ByteWordSet SentenceWords = new(ignoreCase: true,
        "the a an this that is was are with of to for on in and or by from no not any level levels status state type " +
        "severity debug info warn warning error fatal critical set log got returned threshold loglevel");

    public static bool TryTakeBeforeLevel(ref HeaderCursor header, ReadOnlySpan<byte> token, int end)
    {
        // nginx: [emerg] message
        if (!header.HasTime && header.Columns == 0 && header.Brackets == 0 && token.Length > 1 && token[^1] == ':'
            && (NextIsLevelBeforeText(header, end) || NextIsLevelWithColon(header, end)))
        {
            header.Logger = token[..^1];
            header.At = end;
            return true;
        }

        if (IsLoggerAlone(header, token, end))
        {
            header.Logger = token;
            header.At = end;
            return true;
        }

        if (!header.HasTime || header.Columns >= MaxColumns)
        {
            return false;
        }

        if (token.IndexOf((byte)'=') > 0)
        {
            header.At = end;
            return true;
        }

        var bar = end < header.Text.Length && header.Text[end] == '|';
        if (bar || RequestIds.IsUuid(token) || LoggerNames.IsSourceLine(token))
        {
            Note(ref header, token);
            header.At = header.Message = end;
            header.Columns++;
            return true;
        }

        if (header.Columns == 0 && ProgramBeforeDash(header, end) is > 0 and var dash)
        {
            header.Logger = token.TrimEnd((byte)':');
            header.At = header.Message = dash;
            header.Columns++;
            return true;
        }

        var isField = IsFieldLike(token) || NextIsLevel(header, end);
        header.Numbers += token.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? 1 : 0;
        header.Columns++;
        Note(ref header, token);
        header.At = end;
        return isField;
    }

    public static bool TryTakeAfterLevel(ref HeaderCursor header, ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        if (header.Columns > MaxColumns)
        {
            return false;
        }

        if (!header.HasTime && line.Time.IsEmpty && TimeScanner.Match(header.Text, header.At) is > 0 and var length)
        {
            line.Time = header.Text.Slice(header.At, length);
            header.At = header.Message = header.At + length;
            return true;
        }

        header.Columns++;
        var next = end < header.Text.Length ? header.Text[end] : (byte)' ';
        var isColumn = next == '|' ? header.HasTime || !line.Time.IsEmpty
            : header.HasTime
            && ((next == '\t' && header.Logger.IsEmpty) || LoggerNames.IsProcessNumber(header, token, end));
        if (isColumn || RequestIds.IsUuid(token) || LoggerNames.IsSourceLine(token))
        {
            Note(ref header, token);
            header.At = header.Message = end;
            return true;
        }

        if (!LoggerNames.IsLogger(header, token, end))
        {
            return false;
        }

        header.Logger = token.TrimEnd(":]"u8);
        header.At = header.Message = end;
        header.Columns = token[^1] == ':' ? MaxColumns + 1 : MaxColumns;
        header.Brackets = token[^1] == ':' ? BracketField.MaxBrackets : BracketField.MaxBrackets - 1;
        return true;
    }

    /// <summary>Python's <c>%(name)s %(levelname)s %(message)s</c>: <c>shop.store ERROR boom</c></summary>
    private static bool IsLoggerAlone(in HeaderCursor header, ReadOnlySpan<byte> token, int end) =>
        !header.HasTime && header.Columns == 0 && header.Brackets == 0 && ByteClasses.IsLower(token[0])
        && !TemplateWords.TopLevelDomains.Contains(token[(token.LastIndexOf((byte)'.') + 1)..]) && token[^1] != '.'
        && LoggerNames.IsDottedName(token) && NextIsLevelBeforeText(header, end);

    private static void Note(ref HeaderCursor header, ReadOnlySpan<byte> token)
    {
        if (RequestIds.IsUuid(token))
        {
            header.RequestId = token;
        }
        else if (header.Logger.IsEmpty
            && token.ContainsAnyInRange((byte)'A', (byte)'z') && !token.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            header.Logger = token.TrimEnd((byte)':');
        }
    }

    /// <summary>The position after a program's name and a dash, as in <c>chrome.exe *64 - message</c>, or 0.</summary>
    private static int ProgramBeforeDash(in HeaderCursor header, int end)
    {
        if (header.Text[end..].StartsWith(" - "u8))
        {
            return end + 3;
        }

        if (header.Text[header.At..end].IndexOf((byte)'.') <= 0 || end + 1 >= header.Text.Length)
        {
            return 0;
        }

        var second = header.TokenEnd(end + 1);
        return header.Text[second..].StartsWith(" - "u8) ? second + 3 : 0;
    }

    private static bool NextIsLevel(in HeaderCursor header, int end)
    {
        var next = header.SkipSeparators(end);
        if (next < header.Text.Length && header.Text[next] == '[')
        {
            return header.ClosingBracket(next) is > 0 and var close
                && LevelWords.IsLevel(header.Text[(next + 1)..close]);
        }

        var word = header.Text[next..header.TokenEnd(next)].TrimEnd((byte)':');
        return LevelWords.IsUnambiguous(word) && !SentenceWords.Contains(header.Text[header.At..end]);
    }

    /// <summary>A level as the last word is the value of a key: <c>state: ERROR</c></summary>
    private static bool NextIsLevelBeforeText(in HeaderCursor header, int end)
    {
        var next = header.SkipSeparators(end);
        return NextIsLevel(header, end) && !header.Text[header.TokenEnd(next)..].Trim((byte)' ').IsEmpty;
    }

    /// <summary><c>psql: error: connection refused</c></summary>
    private static bool NextIsLevelWithColon(in HeaderCursor header, int end)
    {
        var next = header.SkipSeparators(end);
        var word = header.Text[next..header.TokenEnd(next)];
        return word.Length > 4 && word[^1] == ':' && LevelWords.IsLevel(word[..^1]);
    }

    private static bool IsFieldLike(ReadOnlySpan<byte> token) =>
        token.ContainsAnyInRange((byte)'0', (byte)'9') || token[..^1].IndexOf((byte)'.') > 0
        || !token.ContainsAnyInRange((byte)'a', (byte)'z');
}
