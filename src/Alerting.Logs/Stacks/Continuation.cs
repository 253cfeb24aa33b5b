namespace Alerting.Logs.Stacks;

/// <summary>Which lines may continue the text so far.</summary>
internal enum StackState
{
    Unknown,

    /// <summary>An ordinary line. Only lines that make no sense alone continue it.</summary>
    Line,

    /// <summary>The header of .NET's console logger. The message follows, indented.</summary>
    ConsoleHeader,

    /// <summary>The source location that Node and others print above an uncaught exception.</summary>
    SourceLocation,

    /// <summary>A line that logs a failure. Its exception may follow at once.</summary>
    Failure,

    /// <summary>An exception or a frame. More of the stack trace may follow.</summary>
    Stack,

    /// <summary>A Python traceback, which ends with the line that names the exception.</summary>
    Traceback,

    /// <summary>
    /// A traceback that has named its exception. Only a traceback of a follow-up exception may continue it.
    /// </summary>
    TracebackEnded,
}

/// <summary>
/// Decides whether an event continues the text before it, because many programs log a stack trace as one event per
/// line.
/// </summary>
internal static class Continuation
{
    /// <summary>A cheap check of the line alone, which rules out nearly all lines.</summary>
    public static bool MightContinue(ReadOnlySpan<byte> line) =>
        line.IsEmpty || ((!StartsNewEvent(line[0]) || IsGoSignal(line)) && LooksLikeTrace(line));

    /// <summary>The line between a Go panic and its stack: <c>[signal SIGSEGV: segmentation violation …]</c></summary>
    private static bool IsGoSignal(ReadOnlySpan<byte> line) => line[0] == (byte)'[' && line.StartsWith("[signal SIG"u8);

    /// <summary>A time, JSON or a bracketed header starts a new event.</summary>
    private static bool StartsNewEvent(byte first) =>
        first is (byte)'{' or (byte)'[' or (byte)'<' or (>= (byte)'0' and <= (byte)'9');

    private static bool LooksLikeTrace(ReadOnlySpan<byte> line) =>
         line[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' || IsTraceMarker(line)
         || !ExceptionHead.Read(line).IsEmpty || !StackFrame.Function(line.TrimEnd("\r\n"u8)).IsEmpty;

    public static StackState StateOf(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
        if (StackTrace.IndexOfTraceback(line) >= 0)
        {
            return StackState.Traceback;
        }

        if (IsConsoleHeader(line))
        {
            return StackState.ConsoleHeader;
        }

        if (StackFrame.IsSourceLocation(line))
        {
            return StackState.SourceLocation;
        }

        var opens = !ExceptionHead.Read(line).IsEmpty || IsTraceMarker(line)
            || !StackFrame.Function(line.TrimStart(" \t"u8)).IsEmpty
            || line.IndexOf("Exception: "u8) >= 0 || line.IndexOf("Error: "u8) >= 0;
        return opens ? StackState.Stack : HasErrorLevel(line) ? StackState.Failure : StackState.Line;
    }

    /// <param name="line">The next line, which passed <see cref="MightContinue"/>.</param>
    /// <param name="sameMoment">The line was written at about the same time as the text.</param>
    /// <param name="state">The state of the text, updated if the line continues it.</param>
    public static bool Continues(ReadOnlySpan<byte> line, bool sameMoment, ref StackState state)
    {
        var text = line.TrimStart(" \t"u8).TrimEnd("\r\n"u8);
        var indented = text.Length < line.Length && !line.IsEmpty && line[0] is (byte)' ' or (byte)'\t';
        if (!ExceptionHead.Read(text).IsEmpty && !indented)
        {
            return ContinuesWithException(sameMoment, ref state);
        }

        if (state is StackState.Stack or StackState.Traceback
            || (state is StackState.ConsoleHeader or StackState.SourceLocation && indented)
            || (state is StackState.TracebackEnded or StackState.SourceLocation && text.IsEmpty))
        {
            // The traceback of a follow-up exception comes next, and ends with the line that names that exception.
            state = text.StartsWith(StackTrace.Traceback) ? StackState.Traceback : state;
            return true;
        }

        if (text.StartsWith(StackTrace.Traceback))
        {
            var joins = state == StackState.Failure && sameMoment;
            state = joins ? StackState.Traceback : state;
            return joins;
        }

        var isFrame = !StackFrame.Function(text).IsEmpty && (indented || line.StartsWith("at "u8));
        if (!isFrame && !IsTraceMarker(text))
        {
            return false;
        }

        state = StackState.Stack;
        return true;
    }

    /// <summary>Rust puts the message on the line after <c>thread 'main' panicked at src/main.rs:4:5:</c>.</summary>
    public static bool IsRustPanicWithoutMessage(ReadOnlySpan<byte> text) =>
        text.Length > 16 && text[0] == (byte)'t' && text[^1] == (byte)':' && text.StartsWith("thread '"u8)
        && text.IndexOf("' panicked at "u8) > 0 && text.IndexOf((byte)'\n') < 0;

    /// <summary><c>fail: Shop.Store[0]</c></summary>
    /// <remarks>https://learn.microsoft.com/dotnet/core/extensions/console-log-formatter#simple</remarks>
    private static bool IsConsoleHeader(ReadOnlySpan<byte> line) =>
        line.Length > 8 && line[^1] == (byte)']' && line[4] == (byte)':' && line[5] == (byte)' '
            && line[6..].IndexOf((byte)' ') < 0
        && (line.StartsWith("trce"u8) || line.StartsWith("dbug"u8) || line.StartsWith("info"u8)
            || line.StartsWith("warn"u8)
            || line.StartsWith("fail"u8) || line.StartsWith("crit"u8));

    /// <summary>
    /// Only failures are continued: an exception after "INFO ready" must not be counted as an info line.
    /// </summary>
    private static bool HasErrorLevel(ReadOnlySpan<byte> line) =>
        line.IndexOf("ERROR"u8) >= 0 || line.IndexOf("WARN"u8) >= 0 || line.IndexOf("SEVERE"u8) >= 0
            || line.IndexOf("FATAL"u8) >= 0
        || line.IndexOf("CRITICAL"u8) >= 0 || line.IndexOf("[error]"u8) >= 0;

    /// <summary>An exception ends a traceback. Otherwise it continues the line that logged it, at once.</summary>
    private static bool ContinuesWithException(bool sameMoment, ref StackState state)
    {
        if (state == StackState.Traceback)
        {
            state = StackState.TracebackEnded;
            return true;
        }

        if (state is not (StackState.Failure or StackState.SourceLocation) || !sameMoment)
        {
            return false;
        }

        state = StackState.Stack;
        return true;
    }

    private static bool IsTraceMarker(ReadOnlySpan<byte> text) => text.Length > 4 && text[0] switch
    {
        (byte)'[' => IsGoSignal(text),
        (byte)'.' => text.StartsWith("... "u8),
        (byte)'-' => text.StartsWith("---> "u8) || text.StartsWith("--- End of "u8),
        (byte)'C' => text.StartsWith("Caused by: "u8),
        (byte)'S' => text.StartsWith("Suppressed: "u8) || text.StartsWith("Stack trace:"u8),
        (byte)'D' => text.StartsWith("During handling of the above"u8),
        (byte)'T' => text.StartsWith("The above exception was"u8) || text.StartsWith("Traceback (most recent"u8),
        (byte)'g' => text.StartsWith("goroutine "u8) && text[^1] == ':',
        (byte)'c' => text.StartsWith("created by "u8),
        _ => false,
    };
}
