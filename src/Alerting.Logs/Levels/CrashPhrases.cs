using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>The meaning of a word in a line without a level.</summary>
[Flags]
internal enum WordKind
{
    None = 0,
    Alarming = 1,

    /// <summary>A phrase of <see cref="CrashPhrases"/> may begin with it.</summary>
    Phrase = 2,

    /// <summary>It alone means a crash.</summary>
    Crash = 4,

    /// <summary>Alarming only before a colon and a sentence: <c>Alert: the disk is full</c></summary>
    Announced = 8,
}

/// <summary>Lines of runtimes, kernels and sanitizers when a process ends or was ended. They have no level.</summary>
/// <remarks>
/// HotSpot's hs_err and <c>-XX:+ExitOnOutOfMemoryError</c>, V8, glibc, Linux (<c>panic</c>, <c>Oops</c>, the OOM
/// killer), LLVM's sanitizers, .NET, Python's faulthandler, Swift, Erlang, shells and container runtimes.
/// </remarks>
internal static class CrashPhrases
{
    /// <summary>In lower case.</summary>
    private static readonly byte[][] Phrases = [.. new[]
    {
        "segmentation fault", "segfault at ", "core dumped", "kernel panic", "kernel bug at ", "oops: ",
        "bug: unable to handle", "bug: kernel", "bug: soft lockup", "general protection fault",
        "out of memory: kill", "out of memory.", "out of memory (", "out of memory error",
        "fatal error has been detected", "fatal error: ", "fatal python error", "stack smashing detected",
        "stack overflow.", "double free or corruption",
        "assertion `", "assertion failed", "unhandled exception", "unhandled rejection", "unhandled promise rejection",
        "uncaught exception", "insufficient memory for the java runtime", "invoked oom-killer", "oom-kill:",
        "memory cgroup out of memory", "panicked at ", "watchdog: bug: ", "ext4-fs error (",
        "process is terminated due to", "process terminated. ", "out of memory\n", "out of memory: cannot",
        "application failed to start", "command not found", "unbound variable", "runtime error: ",
        "unhandled runtime error", "executable file not found", "exec format error", "syntax error near unexpected",
        "pure virtual method called", "corrupted top size", "corrupted size vs", "segmentation violation",
        "assertion failure in", "error occurred (", "exception caught by",
        "error, dev ", "buffer i/o error on dev ",
    }.Select(System.Text.Encoding.ASCII.GetBytes)];

    private static readonly ByteWordSet NotAfter = new(ignoreCase: true,
        "handler handlers handling middleware hook hooks listener policy reporting logger boundary tracker timeout");

    /// <summary>The phrase at the word from <paramref name="start"/> to <paramref name="end"/>, or empty.</summary>
    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> message, int start, int end, WordKind kind)
    {
        if (kind == WordKind.Crash)
        {
            var after = message[end..];
            var isWhole = after.IsEmpty || after[0] is (byte)':' or (byte)' ' or (byte)'\r' or (byte)')' or (byte)'.';
            var isNone = after is [(byte)':', ..] && NoValue.Starts(after[1..]);
            return isWhole && !isNone && !IsCompound(after) ? message[start..end] : default;
        }

        foreach (var phrase in Phrases)
        {
            if (StartsWith(message[start..], phrase) && !IsCompound(message[(start + phrase.Length)..]))
            {
                return message.Slice(start, Math.Min(phrase.Length, message.Length - start));
            }
        }

        return EndsWithHeap(message, start) ? "heap out of memory"u8 : default;
    }

    /// <summary>V8: <c>JavaScript heap out of memory</c></summary>
    private static bool EndsWithHeap(ReadOnlySpan<byte> message, int start) =>
        message[..start].EndsWith("heap "u8) && message[start..].StartsWith("out of memory"u8);

    private static bool StartsWith(ReadOnlySpan<byte> text, byte[] phrase)
    {
        if (text.Length < phrase.Length)
        {
            return false;
        }

        for (var i = 0; i < phrase.Length; i++)
        {
            if (ByteClasses.Lower(text[i]) != phrase[i])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsCompound(ReadOnlySpan<byte> after)
    {
        // A rule about all of them, and Node's note on the line above it.
        if (after.StartsWith("s are "u8) || after.StartsWith(". This error originated"u8)
            || after.StartsWith(": Unhandled promise rejection. This error originated"u8))
        {
            return true;
        }

        after = after.TrimStart(" -"u8);
        var end = 0;
        while (end < after.Length && ByteClasses.IsWord(after[end]))
        {
            end++;
        }

        return NotAfter.Contains(after[..end]);
    }
}
