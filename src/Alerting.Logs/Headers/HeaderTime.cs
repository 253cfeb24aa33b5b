using Alerting.Logs.Levels;
using Alerting.Logs.Times;

namespace Alerting.Logs.Headers;

/// <summary>
/// Finds the time of a header: at its start, in a bracket, or after a letter, a file name or record columns.
/// </summary>
internal static class HeaderTime
{
    /// <summary>
    /// Supercomputer logs have up to this many columns between a record number and the time in seconds.
    /// </summary>
    private const int MaxColumnsBeforeEpoch = 5;

    /// <summary>The end of the header's time, or 0.</summary>
    public static int Find(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> time, out bool syslog)
    {
        syslog = false;
        time = default;
        var at = TimeStart(text);
        if (at < 0)
        {
            return 0;
        }

        var length = TimeScanner.Match(text, at) is > 0 and var match ? match : TimeScanner.Epoch(text, at);
        if (length == 0)
        {
            return 0;
        }

        // Some headers repeat the time: in seconds, as a date, and again with the host.
        var end = at + length;
        for (var i = 0; i < 3 && !HasClock(text[at..end]) && NextTime(text, end, out var next, out length); i++)
        {
            at = next;
            end = next + length;
        }

        time = text[at..end];
        syslog = TimeScanner.StartsWithMonth(time) && HasClock(time) && time[^5] != ' '
            && time.IndexOf((byte)',') < 0 && (at == 0 || text[at - 1] == ' ');
        return end;
    }

    private static bool HasClock(ReadOnlySpan<byte> time) =>
        time.Count((byte)':') >= 2 || time.Count((byte)'.') >= 3 || time.Length is 13 && time[6] == ' ';

    private static bool NextTime(ReadOnlySpan<byte> text, int end, out int at, out int length)
    {
        at = end + 1;
        length = TimeScanner.Match(text, at);
        if (length == 0 && at < text.Length)
        {
            var space = text[at..].IndexOf((byte)' ');
            at = space < 0 ? text.Length : at + space + 1;
            length = TimeScanner.Match(text, at);
        }

        return length > 0;
    }

    /// <summary>
    /// The start of the time: at 0, in a bracket, or after a letter, a file name or record columns; or -1.
    /// </summary>
    private static int TimeStart(ReadOnlySpan<byte> text)
    {
        if (TimeScanner.Match(text, 0) > 0 || TimeScanner.Epoch(text, 0) > 0)
        {
            return 0;
        }

        if (text[0] is (byte)'[' or (byte)'(')
        {
            return TimeScanner.Match(text, 1) > 0 || TimeScanner.Epoch(text, 1) > 0 ? 1
                : LetterHeader.IsTornado(text) ? 3
                : -1;
        }

        if (text[0] == '<')
        {
            // WebLogic on the console: <Jan 31, 2026 10:00:00 AM UTC> <Error> <HTTP>
            return TimeScanner.Match(text, 1) > 0 ? 1 : -1;
        }

        if (text.StartsWith("####<"u8))
        {
            // WebLogic: ####<Jan 31, 2026 10:00:00 AM UTC> <Error> <HTTP>
            return TimeScanner.Match(text, 5) > 0 ? 5 : -1;
        }

        if (JoinedLevel.StartsWithLevel(text))
        {
            return -1;
        }

        if (text.Length > 4 && text[1] == ',' && text[2] == ' ' && text[3] == '[' && TimeScanner.Match(text, 4) > 0)
        {
            return 4;
        }

        if (LetterHeader.Time(text) > 0)
        {
            return -1;
        }

        return AfterColumns(text);
    }

    private static int AfterColumns(ReadOnlySpan<byte> text)
    {
        var space = text.IndexOf((byte)' ');
        if (space < 0)
        {
            return -1;
        }

        var first = text[..space];
        var at = space + 1;
        if ((first.IndexOfAny("._/|:"u8) > 0 || first.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0)
            && TimeScanner.Match(text, at) > 0)
        {
            return at;
        }

        return first.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? AfterRecordColumns(text, at)
            : AfterRecordTag(text, at, first);
    }

    /// <summary>
    /// Skips a record number and columns. None may be a level: a number after a level is part of the message.
    /// </summary>
    private static int AfterRecordColumns(ReadOnlySpan<byte> text, int at)
    {
        for (var i = 0; i < MaxColumnsBeforeEpoch; i++)
        {
            if (TimeScanner.Epoch(text, at) > 0)
            {
                return at;
            }

            var next = text[at..].IndexOf((byte)' ');
            if (next < 0 || LevelWords.IsUnambiguous(text.Slice(at, next)))
            {
                return -1;
            }

            at += next + 1;
        }

        return -1;
    }

    /// <summary>
    /// Skips a tag in capitals, or a dash, that is followed by the time in seconds and again as a date. Without
    /// requiring the date, <c>ERROR user 1234567890 locked out</c> would lose its beginning.
    /// </summary>
    private static int AfterRecordTag(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> tag)
    {
        if (tag.ContainsAnyInRange((byte)'a', (byte)'z') || LevelWords.IsLevel(tag))
        {
            return -1;
        }

        return TimeScanner.Epoch(text, at) is > 0 and var seconds && TimeScanner.Match(text, at + seconds + 1) > 0
            ? at
            : -1;
    }
}
