using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

internal static class ExceptionSearch
{
    public static void Find(ref LogLine line, out bool unhandled)
    {
        var end = line.Message.IndexOf((byte)'\n');
        if (end >= 0)
        {
            line.Stack = line.Stack.IsEmpty ? line.Message[(end + 1)..] : line.Stack;
            line.Message = line.Message[..end].TrimEnd((byte)'\r');
        }

        unhandled = false;
        if (!line.Exception.IsEmpty)
        {
            line.Message =
                StackTrace.IsTraceback(line.Message) ? StackTrace.Head(line.Stack, python: true).Message : line.Message;
            return;
        }

        var head = ExceptionHead.Read(line.Message);
        if (!head.IsEmpty)
        {
            // Rust puts the message on the line below the location.
            var below = head.Message.EndsWith(":"u8) && head.Unhandled ? FirstLine.Of(line.Stack, out _) : default;
            line.Message =
                !below.IsEmpty ? below : head.Message.IsEmpty ? RuntimeHead.CppMessage(line.Stack) : head.Message;
        }
        else if (StackTrace.IsTraceback(line.Message))
        {
            unhandled = true;
            head = StackTrace.Head(line.Stack, python: true);
            line.Message = head.IsEmpty ? line.Message : head.Message;
        }
        else if (!line.Detail.IsEmpty && ExceptionHead.Read(line.Detail) is { IsEmpty: false } inDetail)
        {
            head = inDetail;
            line.Detail = inDetail.Message;
        }
        else if (!line.Stack.IsEmpty)
        {
            head = StackTrace.Head(line.Stack);
            var isPlace = StackFrame.IsSourceLocation(line.Message) || line.Message.StartsWith("At line "u8);
            unhandled = head.IsEmpty
                ? TraceMarks.Announces(FirstLine.Of(line.Stack, out _).Trim(" \t\r"u8))
                : isPlace;
            line.Message = isPlace && !head.IsEmpty ? head.Message : line.Message;
            // Do not repeat the exception's message if it is the line's message.
            line.Detail = line.Detail.IsEmpty && !head.Message.SequenceEqual(line.Message) ? head.Message : line.Detail;
        }

        line.Exception = head.Type;
        line.Frame = head.Frame;
        unhandled |= head.Unhandled;
    }
}
