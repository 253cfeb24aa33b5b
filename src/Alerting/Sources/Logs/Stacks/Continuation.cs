namespace Alerting.Sources.Logs.Stacks;

/// <summary>What the text so far allows to follow.</summary>
internal enum StackState
{
    Unknown,

    /// <summary>An ordinary line: only what cannot stand alone joins it.</summary>
    Line,

    /// <summary>The header of .NET's console logger, which writes its message indented on the next line.</summary>
    ConsoleHeader,

    /// <summary>The place of the source line that Node and others print above an exception nobody caught.</summary>
    SourceLocation,

    /// <summary>A line that logs a failure: the exception it is about may follow at once.</summary>
    Failure,

    /// <summary>It names an exception, or frames have followed: more of the trace may come.</summary>
    Stack,

    /// <summary>Python's form, which ends with the line that names the exception.</summary>
    Traceback,

    /// <summary>A traceback that has named its exception: only another that it led to may follow.</summary>
    TracebackEnded,
}

/// <summary>
/// Whether an event is the next line of the text before it: writers that print stack traces line by line make one event of
/// each. Pure functions of the lines.
/// </summary>
internal static class Continuation
{
    /// <summary>A first look at one line alone, which turns nearly all away.</summary>
    public static bool MightContinue(ReadOnlySpan<byte> line) =>
        line.IsEmpty || ((!StartsNewEvent(line[0]) || IsGoSignal(line)) && LooksLikeTrace(line));

    /// <summary>Go's line between a panic and its stack: <c>[signal SIGSEGV: segmentation violation code=… addr=0x0 pc=…]</c></summary>
    private static bool IsGoSignal(ReadOnlySpan<byte> line) => line[0] == (byte)'[' && line.StartsWith("[signal SIG"u8);

    /// <summary>Times, JSON and bracketed headers begin something new.</summary>
    private static bool StartsNewEvent(byte first) => first is (byte)'{' or (byte)'[' or (byte)'<' or (>= (byte)'0' and <= (byte)'9');

    private static bool LooksLikeTrace(ReadOnlySpan<byte> line) =>
         line[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' || IsTraceMarker(line) || !ExceptionHead.Read(line).IsEmpty
        || !StackFrame.Function(line.TrimEnd("\r\n"u8)).IsEmpty;

    /// <summary>What may follow a text.</summary>
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

        var opens = !ExceptionHead.Read(line).IsEmpty || IsTraceMarker(line) || !StackFrame.Function(line.TrimStart(" \t"u8)).IsEmpty
            || line.IndexOf("Exception: "u8) >= 0 || line.IndexOf("Error: "u8) >= 0;
        return opens ? StackState.Stack : HasErrorLevel(line) ? StackState.Failure : StackState.Line;
    }

    /// <param name="line">The line that comes next; <see cref="MightContinue"/> has let it through.</param>
    /// <param name="sameMoment">It was written at the same moment as the text.</param>
    /// <param name="state">The text's state, which joining may change.</param>
    public static bool Continues(ReadOnlySpan<byte> line, bool sameMoment, ref StackState state)
    {
        var text = line.TrimStart(" \t"u8).TrimEnd("\r\n"u8);
        var indented = text.Length < line.Length && !line.IsEmpty && line[0] is (byte)' ' or (byte)'\t';
        if (!ExceptionHead.Read(text).IsEmpty && !indented)
        {
            return ContinuesWithException(sameMoment, ref state);
        }

        if (state is StackState.Stack or StackState.Traceback || (state is StackState.ConsoleHeader or StackState.SourceLocation && indented)
            || (state is StackState.TracebackEnded or StackState.SourceLocation && text.IsEmpty))
        {
            // A trace that led to another is followed by that one, which ends with the line that names its exception.
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

    /// <summary>Rust's <c>thread 'main' panicked at src/main.rs:4:5:</c>, which has its message on the next line.</summary>
    public static bool IsRustPanicWithoutMessage(ReadOnlySpan<byte> text) =>
        text.Length > 16 && text[0] == (byte)'t' && text[^1] == (byte)':' && text.StartsWith("thread '"u8)
        && text.IndexOf("' panicked at "u8) > 0 && text.IndexOf((byte)'\n') < 0;

    /// <summary><c>fail: Shop.Store[0]</c></summary>
    /// <remarks>https://learn.microsoft.com/dotnet/core/extensions/console-log-formatter#simple</remarks>
    private static bool IsConsoleHeader(ReadOnlySpan<byte> line) =>
        line.Length > 8 && line[^1] == (byte)']' && line[4] == (byte)':' && line[5] == (byte)' ' && line[6..].IndexOf((byte)' ') < 0
        && (line.StartsWith("trce"u8) || line.StartsWith("dbug"u8) || line.StartsWith("info"u8) || line.StartsWith("warn"u8)
            || line.StartsWith("fail"u8) || line.StartsWith("crit"u8));

    /// <summary>An ordinary line keeps to itself: an exception behind "INFO ready" must not be taken for news of that kind.</summary>
    private static bool HasErrorLevel(ReadOnlySpan<byte> line) =>
        line.IndexOf("ERROR"u8) >= 0 || line.IndexOf("WARN"u8) >= 0 || line.IndexOf("SEVERE"u8) >= 0 || line.IndexOf("FATAL"u8) >= 0
        || line.IndexOf("CRITICAL"u8) >= 0 || line.IndexOf("[error]"u8) >= 0;

    /// <summary>The exception's own line ends a traceback; elsewhere it follows the line that logged it, at once.</summary>
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
