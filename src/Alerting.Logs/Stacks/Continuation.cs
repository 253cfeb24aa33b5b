using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Stacks;

/// <summary>
/// Decides whether an event continues the text before it, because many programs log a stack trace as one event per
/// line. What may follow depends on the whole text so far: a trace that is complete is continued by nothing but a
/// follow-up exception.
/// </summary>
internal static class Continuation
{
    /// <summary>
    /// Recursion can produce stack traces of megabytes. What follows so many lines is more of the same.
    /// </summary>
    private const int MaxLines = 400;

    /// <summary>A cheap check of the line alone, which rules out nearly all lines.</summary>
    public static bool MightContinue(ReadOnlySpan<byte> line) =>
        line.IsEmpty || ((!StartsNewEvent(line[0]) || IsBracketOfTrace(line))
            && LooksLikeTrace(FirstLine.Of(line, out _)));

    /// <summary>
    /// The line between a Go panic and its stack, <c>[signal SIGSEGV: segmentation violation …]</c>, Node's word for a
    /// rejection with something that is no error, and Dart's for a gap.
    /// </summary>
    private static bool IsBracketOfTrace(ReadOnlySpan<byte> line) =>
        line.StartsWith("[signal SIG"u8) || line.StartsWith("[UnhandledPromiseRejection: "u8)
        || line.StartsWith("<asynchronous suspension>"u8);

    /// <summary>A time, JSON or a bracketed header starts a new event.</summary>
    private static bool StartsNewEvent(byte first) =>
        first is (byte)'{' or (byte)'[' or (byte)'<' or (>= (byte)'0' and <= (byte)'9');

    private static bool LooksLikeTrace(ReadOnlySpan<byte> line) =>
         line.IsEmpty || line[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'}' || IsTraceMarker(line)
         || TraceMarks.Belongs(line)
         || !ExceptionHead.Read(line).IsEmpty || !StackFrame.Function(line).IsEmpty || EndsTraceback(line);

    /// <summary>The state of a text after all its lines.</summary>
    public static StackState StateOf(ReadOnlySpan<byte> text)
    {
        var first = FirstLine.Of(text, out var rest);
        return After(StateOfFirst(first), rest);
    }

    /// <summary>The state after further lines, which belong to the text in any case.</summary>
    public static StackState After(StackState state, ReadOnlySpan<byte> lines)
    {
        for (var i = 0; i < MaxLines && !lines.IsEmpty; i++)
        {
            var line = FirstLine.Of(lines, out lines);
            if (StackTrace.IsTraceback(line.TrimStart((byte)' ')))
            {
                state = StackState.Traceback;
            }
            else if (state is StackState.Line && !ExceptionHead.Read(line).IsEmpty)
            {
                state = StackState.Stack;
            }
            else
            {
                Continues(line, sameMoment: true, ref state);
            }
        }

        return state;
    }

    private static StackState StateOfFirst(ReadOnlySpan<byte> line)
    {
        if (StackTrace.IndexOfTraceback(line) >= 0)
        {
            return StackState.Traceback;
        }

        if (IsConsoleHeader(line))
        {
            return StackState.ConsoleHeader;
        }

        if (TraceMarks.IsReport(line))
        {
            return StackState.Report;
        }

        if (StackFrame.IsSourceLocation(line) || line.StartsWith("At line "u8))
        {
            return StackState.SourceLocation;
        }

        var opens = !ExceptionHead.Read(line).IsEmpty || IsTraceMarker(line)
            || !StackFrame.Function(line.TrimStart(" \t"u8)).IsEmpty
            || line.IndexOf("Exception: "u8) >= 0 || line.IndexOf("Error: "u8) >= 0;
        return opens ? StackState.Stack : HasErrorLevel(line) ? StackState.Failure : StackState.Line;
    }

    /// <param name="line">The next line, which passed <see cref="MightContinue"/>. Of an event of more lines the
    /// first.</param>
    /// <param name="sameMoment">The line was written at about the same time as the text.</param>
    /// <param name="state">The state of the text, updated if the line continues it.</param>
    public static bool Continues(ReadOnlySpan<byte> line, bool sameMoment, ref StackState state)
    {
        if (state == StackState.Report)
        {
            state = TraceMarks.EndsReport(line) ? StackState.Line : state;
            return state == StackState.Line || TraceMarks.ContinuesReport(line);
        }

        var text = line.TrimStart(" \t"u8).TrimEnd("\r\n"u8);
        var indented = text.Length < line.Length && !line.IsEmpty && line[0] is (byte)' ' or (byte)'\t';
        if (StackTrace.IsTraceback(text))
        {
            return ContinuesWithTraceback(sameMoment, ref state);
        }

        if (state is StackState.Traceback or StackState.TracebackEnded or StackState.TracebackChained)
        {
            return ContinuesTraceback(text, indented, ref state);
        }

        if (!ExceptionHead.Read(text).IsEmpty && !indented)
        {
            return ContinuesWithException(sameMoment, ref state);
        }

        if ((state is StackState.ConsoleHeader or StackState.SourceLocation && indented)
            || (state is StackState.SourceLocation or StackState.Stack && text.IsEmpty)
            || (state is StackState.Stack && (indented || text is [(byte)'}'] || TraceMarks.Belongs(text))))
        {
            return true;
        }

        var isFrame = !StackFrame.Function(text).IsEmpty
            && (indented || state == StackState.Stack || line.StartsWith("at "u8));
        if (!isFrame && !IsTraceMarker(text))
        {
            return false;
        }

        state = StackState.Stack;
        return true;
    }

    /// <summary>
    /// Frames are indented, and the line that names the exception is not. After it nothing belongs to the traceback but
    /// the traceback of a follow-up exception, which a sentence announces.
    /// </summary>
    private static bool ContinuesTraceback(ReadOnlySpan<byte> text, bool indented, ref StackState state)
    {
        if (text.StartsWith("During handling of the above"u8) || text.StartsWith("The above exception was"u8))
        {
            state = StackState.TracebackChained;
            return true;
        }

        if (state != StackState.Traceback)
        {
            return text.IsEmpty;
        }

        if (!indented && !text.IsEmpty && !TraceMarks.IsNim(text))
        {
            state = StackState.TracebackEnded;
            return !ExceptionHead.Read(text).IsEmpty || EndsTraceback(text);
        }

        return true;
    }

    /// <summary>A traceback is a new one, unless it was announced or belongs to the line that logged it.</summary>
    private static bool ContinuesWithTraceback(bool sameMoment, ref StackState state)
    {
        var joins = state == StackState.TracebackChained
            || (state is StackState.Failure or StackState.Stack && sameMoment);
        state = joins ? StackState.Traceback : state;
        return joins;
    }

    /// <summary>An exception of any name: <c>shop.OutOfStock: 17</c>, <c>socket.timeout: timed out</c></summary>
    private static bool EndsTraceback(ReadOnlySpan<byte> line)
    {
        var head = ExceptionHead.EndOfTraceback(line);
        return !head.IsEmpty && !LevelWords.IsLevel(head.Type);
    }

    /// <summary>Rust puts the message on the line after <c>thread 'main' panicked at src/main.rs:4:5:</c>.</summary>
    public static bool IsRustPanicWithoutMessage(ReadOnlySpan<byte> text) =>
        text.Length > 16 && text[0] == (byte)'t' && text[^1] == (byte)':' && text.StartsWith("thread '"u8)
        && text.IndexOf("' panicked at "u8) > 0 && text.IndexOf((byte)'\n') < 0;

    /// <summary>Dart: the exception follows on the next line, and it may be of any type.</summary>
    public static bool IsHeadOfAny(ReadOnlySpan<byte> text) => text.SequenceEqual("Unhandled exception:"u8);

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

    /// <summary>An exception is a new one, unless the line above logged it or is its source line.</summary>
    private static bool ContinuesWithException(bool sameMoment, ref StackState state)
    {
        if (state is not (StackState.Failure or StackState.SourceLocation) || !sameMoment)
        {
            return false;
        }

        state = StackState.Stack;
        return true;
    }

    private static bool IsTraceMarker(ReadOnlySpan<byte> text) => TraceMarks.Announces(text) || IsMarkerOfMany(text);

    private static bool IsMarkerOfMany(ReadOnlySpan<byte> text) => text.Length > 4 && text[0] switch
    {
        (byte)'[' => IsBracketOfTrace(text),
        (byte)'.' => text.StartsWith("... "u8),
        (byte)'-' => text.StartsWith("---> "u8) || text.StartsWith("--- End of "u8),
        (byte)'C' => text.StartsWith("Caused by: "u8),
        (byte)'S' => text.StartsWith("Suppressed: "u8) || text.StartsWith("Stack trace:"u8),
        (byte)'D' => text.StartsWith("During handling of the above"u8),
        (byte)'T' => text.StartsWith("The above exception was"u8) || text.StartsWith("Traceback (most recent"u8),
        (byte)'s' => text.StartsWith("stack backtrace:"u8),
        (byte)'n' => text.StartsWith("note: run with `RUST_BACKTRACE"u8),
        (byte)'g' => text.StartsWith("goroutine "u8) && text[^1] == ':',
        (byte)'c' => text.StartsWith("created by "u8),
        // Go's frame of a panic that was recovered.
        (byte)'p' => text.StartsWith("panic({0x"u8) && text[^1] == ')',
        _ => false,
    };
}
