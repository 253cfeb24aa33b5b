using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs;

/// <summary>Finds the word by which a line without a level says that something went wrong.</summary>
internal static class WarningWords
{
    /// <summary>Only this much of a line is judged.</summary>
    private const int Glance = 1024;

    private static readonly ByteWords Bad = new(ignoreCase: true,
        "error errors exception exceptions fail failed failure failures failing fatal panic refused denied timeout unreachable " +
        "unable cannot segmentation crash crashed aborted killed corrupt corrupted unavailable rejected deadlock segfault unauthorized severe " +
        "critical overflow unrecoverable panicked");

    private static readonly ByteWords Not = new(ignoreCase: true, "no without zero not never");

    /// <summary>Words that say the error was none: <c>0 errors</c>, <c>no error</c>, <c>error=null</c>.</summary>
    private static readonly ByteWords Nothing = new(ignoreCase: true, "0 null none false nil no undefined ok success -");

    /// <summary>The first such word, empty where there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message)
    {
        message = message[..Math.Min(message.Length, Glance)];
        ReadOnlySpan<byte> before = default;
        for (var at = 0; at < message.Length;)
        {
            if (!ByteClasses.IsWord(message[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < message.Length && ByteClasses.IsWord(message[at]))
            {
                at++;
            }

            var word = message[start..at];
            if (Bad.Contains(word) && !Not.Contains(before) && !IsZero(before) && !IsNothing(message[at..]))
            {
                return word;
            }

            if (word.Length == 5 && word.SequenceEqual("timed"u8) && message[at..].StartsWith(" out"u8))
            {
                return message.Slice(start, 9);
            }

            before = word;
        }

        return default;
    }

    private static bool IsZero(ReadOnlySpan<byte> word) => word.Length == 1 && word[0] == '0';

    /// <summary>A value of nothing follows: <c>errors: 0</c></summary>
    private static bool IsNothing(ReadOnlySpan<byte> after)
    {
        if (after.Length == 0 || after[0] is not ((byte)'=' or (byte)':' or (byte)'"'))
        {
            return false;
        }

        after = after.TrimStart("=:\" "u8);
        var end = 0;
        while (end < after.Length && (ByteClasses.IsWord(after[end]) || after[end] == '-'))
        {
            end++;
        }

        return Nothing.Contains(after[..end]);
    }
}
