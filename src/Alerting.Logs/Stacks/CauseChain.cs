using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>
/// Finds the innermost cause of a chain of exceptions: a slow database is another fault than a refused connection, even
/// if both surface as the same exception in the same function.
/// </summary>
internal static class CauseChain
{
    private const int MaxLines = 400;

    /// <summary>The type of the innermost cause, or empty if the stack has no chain.</summary>
    public static ReadOnlySpan<byte> Innermost(ReadOnlySpan<byte> stack)
    {
        ReadOnlySpan<byte> cause = default, python = default;
        var isChained = false;
        for (var i = 0; i < MaxLines && !stack.IsEmpty; i++)
        {
            var line = FirstLine.Of(stack, out stack);
            var text = line.TrimStart(" \t|"u8);
            if (text.Length < 8)
            {
                continue;
            }

            var start = StartOfCause(text);
            if (start > 0)
            {
                cause = TypeOf(text[start..], cause);
            }
            else if (text.StartsWith("During handling of the above"u8) || text.StartsWith("The above exception was"u8))
            {
                isChained = true;
            }
            else if (python.IsEmpty && text.Length == line.Length)
            {
                // Python writes the original exception first.
                python = ExceptionHead.Read(text) is { IsEmpty: false } head ? head.Type
                    : ExceptionHead.EndOfTraceback(text).Type;
            }
        }

        return cause.IsEmpty && isChained ? python : cause;
    }

    /// <summary>Java and Kotlin, Node's <c>[cause]</c>, .NET, Rust's anyhow.</summary>
    private static int StartOfCause(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'C' when text.StartsWith("Caused by: "u8) => 11,
        (byte)'[' when text.StartsWith("[cause]: "u8) => 9,
        (byte)'-' when text.StartsWith("---> "u8) => 5,
        _ => 0,
    };

    private static ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> text, ReadOnlySpan<byte> otherwise)
    {
        text = text.StartsWith("(Inner Exception"u8) && text.IndexOf(") "u8) is > 0 and var close
            ? text[(close + 2)..]
            : text;
        var head = ExceptionHead.Read(text);
        var end = text.IndexOfAny((byte)':', (byte)' ');
        return !head.IsEmpty ? head.Type : end > 0 ? text[..end] : otherwise;
    }
}
