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
    /// <summary>A cheap check of the line alone, which rules out nearly all lines.</summary>
    public static bool MightContinue(ReadOnlySpan<byte> line) =>
        line.IsEmpty || ((!StartsNewEvent(line[0]) || TraceMarks.IsBracket(line))
            && LooksLikeTrace(FirstLine.Of(line, out _)));

    /// <summary>A time, JSON or a bracketed header starts a new event.</summary>
    private static bool StartsNewEvent(byte first) =>
        first is (byte)'{' or (byte)'[' or (byte)'<' or (>= (byte)'0' and <= (byte)'9');

    private static bool LooksLikeTrace(ReadOnlySpan<byte> line) =>
         line.IsEmpty || line[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'}' || TraceMarks.IsMarker(line)
         || TraceMarks.Belongs(line)
         || !ExceptionHead.Read(line).IsEmpty || !StackFrame.Function(line).IsEmpty || EndsTraceback(line);

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
        if (!isFrame && !TraceMarks.IsMarker(text))
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
}
