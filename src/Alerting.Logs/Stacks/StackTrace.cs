using Alerting.Logs.Bytes;

namespace Alerting.Logs.Stacks;

/// <summary>
/// Reads the lines below a message: the exception they name, and the frames that identify the failure.
/// </summary>
internal static class StackTrace
{
    /// <summary>The top frames are enough to identify a failure.</summary>
    private const int MaxFrames = 8;

    /// <summary>Used only if the stack has no frames of the program itself.</summary>
    private const int MaxLibraryFrames = 3;

    /// <summary>Limits the work: recursion can produce stack traces of megabytes.</summary>
    private const int MaxLines = 200;

    /// <summary>The exception a stack trace names, in its first line or for Python in the last.</summary>
    /// <param name="python">Whether the line above began a traceback; otherwise the text is searched for one.</param>
    public static ExceptionHead Head(ReadOnlySpan<byte> stack, bool python = false)
    {
        python |= IndexOfTraceback(stack) >= 0;
        var isGroup = python && stack.TrimStart((byte)' ').StartsWith("|"u8);
        var found = default(ExceptionHead);
        var count = 0;
        foreach (var range in stack.Split((byte)'\n'))
        {
            var line = stack[range].TrimEnd((byte)'\r');
            if (++count > MaxLines || ((!python || isGroup) && !found.IsEmpty))
            {
                break;
            }

            line = isGroup && line.TrimStart((byte)' ').StartsWith("| "u8)
                ? line[(line.IndexOf((byte)'|') + 2)..]
                : line;

            if (line.Length == 0 || (python && line[0] == ' '))
            {
                continue;
            }

            var head = ExceptionHead.Read(line.TrimStart((byte)' '));
            head = head.IsEmpty && python ? ExceptionHead.EndOfTraceback(line) : head;
            found = head.IsEmpty ? found : head;
        }

        return found;
    }

    /// <summary>
    /// Whether this line begins a Python traceback, of one exception or of a group, whose lines follow a bar.
    /// </summary>
    public static bool IsTraceback(ReadOnlySpan<byte> message) =>
        message.StartsWith(Traceback) || message.StartsWith("+ Exception Group Traceback (most recent call last)"u8);

    public static ReadOnlySpan<byte> Traceback => "Traceback (most recent call last)"u8;

    public static int IndexOfTraceback(ReadOnlySpan<byte> text) => text.IndexOf(Traceback);

    /// <summary>Adds the program's own functions to a fingerprint. False if the text has no frames.</summary>
    public static bool TryAddFrames(ReadOnlySpan<byte> stack, ref LogFingerprint fingerprint)
    {
        var own = fingerprint;
        var library = fingerprint;
        int ownCount = 0, libraryCount = 0, count = 0;
        foreach (var range in stack.Split((byte)'\n'))
        {
            var line = stack[range].Trim(" \t\r|"u8);
            var function = StackFrame.Function(line);
            if (function.IsEmpty)
            {
                continue;
            }

            if (++count > MaxLines || ownCount == MaxFrames)
            {
                break;
            }

            if (!LibraryFrames.Includes(line, function))
            {
                own = AddFunction(function, own);
                own = StackFrame.File(line) is { IsEmpty: false } file ? AddFunction(file, own) : own;
                ownCount++;
            }
            else if (libraryCount < MaxLibraryFrames)
            {
                library = AddFunction(function, library);
                libraryCount++;
            }
        }

        fingerprint = ownCount > 0 ? own : library;
        return ownCount + libraryCount > 0;
    }

    /// <summary>Adds the frame that stands on the line of the exception.</summary>
    public static LogFingerprint AddFrame(ReadOnlySpan<byte> frame, LogFingerprint fingerprint)
    {
        fingerprint = AddFunction(StackFrame.Ruby(frame), fingerprint);
        return AddFunction(StackFrame.RubyFile(frame), fingerprint);
    }

    /// <summary>Drops digits and proxy suffixes, because generated names change from build to build.</summary>
    private static LogFingerprint AddFunction(ReadOnlySpan<byte> function, LogFingerprint fingerprint)
    {
        if (function.IndexOf("$$"u8) is > 0 and var generated)
        {
            function = function[..generated];
        }

        Span<byte> name = stackalloc byte[256];
        var length = 0;
        foreach (var b in function)
        {
            if (!ByteClasses.IsDigit(b) && length < name.Length)
            {
                name[length++] = b;
            }
        }

        return fingerprint.With(name[..length]);
    }
}
