using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs.Stacks;

/// <summary>Whether an event is the next line of the event before it: writers that print stack traces line by line make one event of each.</summary>
public static class Continuation
{
    /// <summary>True where <paramref name="line"/> cannot stand alone: a frame, "Caused by", an indented line.</summary>
    /// <param name="line">The event's text.</param>
    /// <param name="inStack">Whether the event above is a stack trace, or has been joined to one.</param>
    public static bool IsContinuation(ReadOnlySpan<byte> line, bool inStack)
    {
        if (line.Length == 0 || line.Trim(" \t\r\n"u8).IsEmpty)
        {
            return inStack;
        }

        if (line[0] is (byte)' ' or (byte)'\t')
        {
            var text = line.TrimStart(" \t"u8);
            return inStack || !StackFrame.Function(text).IsEmpty || IsMore(text);
        }

        return line[0] switch
        {
            (byte)'C' => line.StartsWith("Caused by: "u8),
            (byte)'S' => inStack && (line.StartsWith("Stack trace:"u8) || line.StartsWith("Suppressed: "u8)),
            (byte)'-' => inStack && (line.StartsWith("--- End of "u8) || line.StartsWith("---> "u8)),
            (byte)'D' => inStack && line.StartsWith("During handling of the above"u8),
            (byte)'T' => inStack && line.StartsWith("The above exception was"u8),
            (byte)'#' => inStack && ByteClasses.IsDigit(line.Length > 1 ? line[1] : (byte)0),
            (byte)'g' or (byte)'c' => inStack && (line.StartsWith("goroutine "u8) || line.StartsWith("created by "u8)),
            _ => inStack && !StackFrame.Function(line.TrimEnd("\r\n"u8)).IsEmpty,
        };
    }

    /// <summary>Whether lines below this one may be its stack: it names an exception, opens a trace, or is itself a frame.</summary>
    public static bool OpensStack(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf((byte)'\n');
        var line = (end < 0 ? message : message[..end]).TrimEnd((byte)'\r');
        return !ExceptionHead.Read(line).IsEmpty || StackTrace.IndexOfTraceback(line) >= 0 || IsMore(line)
            || !StackFrame.Function(line.TrimStart(" \t"u8)).IsEmpty || line.IndexOf("Exception: "u8) >= 0 || line.IndexOf("Error: "u8) >= 0;
    }

    private static bool IsMore(ReadOnlySpan<byte> text) =>
        text.StartsWith("... "u8) || text.StartsWith("---> "u8) || text.StartsWith("--- End of "u8) || text.StartsWith("Caused by: "u8)
        || text.StartsWith("Suppressed: "u8) || text.StartsWith("goroutine "u8);
}
