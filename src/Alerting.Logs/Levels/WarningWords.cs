using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>Finds a word that suggests a failure in a line without a level.</summary>
internal static class WarningWords
{
    private const int MaxScanned = 1024;

    private static readonly ByteWordSet Alarming = new(ignoreCase: true,
        "error errors exception exceptions fail failed failure failures failing fatal panic refused denied timeout " +
        "unreachable unable cannot segmentation crash crashed aborted killed corrupt corrupted unavailable rejected " +
        "deadlock segfault unauthorized severe critical overflow unrecoverable panicked");

    private static readonly ByteWordSet Negations = new(ignoreCase: true, "no without zero not never");

    /// <summary>Values that mean there was no error: <c>0 errors</c>, <c>error=null</c>.</summary>
    private static readonly ByteWordSet HarmlessValues =
        new(ignoreCase: true, "0 null none false nil no undefined ok success -");

    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message)
    {
        message = message[..Math.Min(message.Length, MaxScanned)];
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
            if (Alarming.Contains(word) && !Negations.Contains(before) && !IsZero(before)
                && !HasHarmlessValue(message[at..]))
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

    /// <summary>The word is a key with a harmless value: <c>errors: 0</c></summary>
    private static bool HasHarmlessValue(ReadOnlySpan<byte> after)
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

        return HarmlessValues.Contains(after[..end]);
    }
}
