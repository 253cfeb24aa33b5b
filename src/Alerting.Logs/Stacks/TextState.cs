using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>Reads how far the stack trace of a text has come, which decides what may continue it.</summary>
internal static class TextState
{
    /// <summary>
    /// Recursion can produce stack traces of megabytes. What follows so many lines is more of the same.
    /// </summary>
    private const int MaxLines = 400;

    /// <summary>The state of a text after all its lines.</summary>
    public static StackState Of(ReadOnlySpan<byte> text)
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
                Continuation.Continues(line, sameMoment: true, ref state);
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

        var opens = !ExceptionHead.Read(line).IsEmpty || TraceMarks.IsMarker(line)
            || !StackFrame.Function(line.TrimStart(" \t"u8)).IsEmpty
            || line.IndexOf("Exception: "u8) >= 0 || line.IndexOf("Error: "u8) >= 0;
        return opens ? StackState.Stack : HasErrorLevel(line) ? StackState.Failure : StackState.Line;
    }

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
}
