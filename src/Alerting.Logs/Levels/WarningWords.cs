using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>
/// Finds a word that suggests a failure in a line without a level. A word is not one if the line says that there was
/// none (<c>0 errors</c>), talks about handling it (<c>error handler registered</c>) or names something by it
/// (<c>/api/errors</c>, <c>timeout=30</c>).
/// </summary>
internal static class WarningWords
{
    private const int MaxScanned = 1024;

    /// <param name="message">The message without its header.</param>
    /// <param name="isCrash">Whether the words mean that a process ended.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, out bool isCrash)
    {
        message = message[..Math.Min(message.Length, MaxScanned)];
        ReadOnlySpan<byte> before = default, found = default;
        isCrash = false;
        if (SuccessMark.Starts(message))
        {
            return default;
        }

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
            var kind = word.Length < 3 ? WordKind.None : FailureWords.Kinds.Find(word) ?? WordKind.None;
            if ((kind & (WordKind.Phrase | WordKind.Crash)) != 0
                && CrashPhrases.At(message, start, at, kind) is { IsEmpty: false } crash
                && !FailureWords.Negations.Contains(before)
                && IsCrash(message[Math.Min(message.Length, start + crash.Length)..]))
            {
                isCrash = true;
                return crash;
            }

            if (found.IsEmpty && kind != WordKind.None && ((kind & WordKind.Alarming) != 0
                ? IsAlarming(message, start, at, before)
                : kind == WordKind.Announced && IsAnnouncement(message[at..])))
            {
                found = word;
            }
            else if (found.IsEmpty && word.Length == 5 && word.SequenceEqual("timed"u8)
                && message[at..].StartsWith(" out"u8))
            {
                found = message.Slice(start, 9);
            }

            // HAProxy: Server back/srv is DOWN
            if (word.Length == 4 && word[0] == 'D' && found.IsEmpty && word.SequenceEqual("DOWN"u8)
                && before.SequenceEqual("is"u8))
            {
                found = word;
            }

            // "no fatal errors": the word before the adjective counts.
            before = FailureWords.Adjectives.Contains(word) && FailureWords.Negations.Contains(before) ? before : word;
        }

        return found;
    }

    /// <summary>Not <c>core dumped count: 0</c> or <c>OutOfMemoryError handling enabled</c>.</summary>
    private static bool IsCrash(ReadOnlySpan<byte> after)
    {
        after = after.Length > 0 && after[0] == 's' ? after[1..] : after;
        return !WordValue.IsNone(after);
    }

    /// <summary>A colon and a sentence: not <c>alert: HighErrorRate</c>, which is a rule.</summary>
    private static bool IsAnnouncement(ReadOnlySpan<byte> after) =>
        after.StartsWith(": "u8) && after[2..].IndexOf((byte)' ') > 0 && !WordValue.IsNone(after);

    private static bool IsAlarming(ReadOnlySpan<byte> message, int start, int end, ReadOnlySpan<byte> before)
    {
        var word = message[start..end];
        var after = message[end..];
        if (FailureWords.Negations.Contains(before) || NameParts.Contain(message, start, end)
            || LevelSetting.IsValue(message[..start], word) || ForeignErrors.IsNone(message[..start], before, word)
            || (FailureWords.Nouns.Contains(word) && before.Length is >= 2 and <= 5
                && FailureWords.BeforeNouns.Contains(before)))
        {
            return false;
        }

        var next = WordValue.NextWord(after);
        if (IsOver(after))
        {
            return false;
        }

        if (FailureWords.Compounds.Contains(next)
            || (FailureWords.Adjectives.Contains(word) && FailureWords.Nouns.Contains(next)))
        {
            return false;
        }

        var isSetting = word.Length == 7 && after.Length > 1 && after[0] is (byte)'=' or (byte)':'
            && ByteClasses.IsDigit(after[1..].TrimStart((byte)' ') is [var digit, ..] ? digit : (byte)0)
            && (word[0] | 0x20) == 't';
        return !isSetting && !IsOption(word, after) && !WordValue.IsNone(after);
    }

    /// <summary>The error was resolved, which is good news like "error resolved".</summary>
    private static bool IsOver(ReadOnlySpan<byte> after)
    {
        var next = WordValue.NextWord(after);
        while (!next.IsEmpty && FailureWords.Auxiliaries.Contains(next))
        {
            after = after[(next.Length + 1)..];
            next = WordValue.NextWord(after);
            if (FailureWords.Over.Contains(next))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>errors=remount-ro</c>, <c>panic=30</c> on a kernel's command line, not <c>errors=5</c></summary>
    private static bool IsOption(ReadOnlySpan<byte> word, ReadOnlySpan<byte> after) =>
        after.Length > 1 && after[0] == '='
        && (word.SequenceEqual("panic"u8) || (word.SequenceEqual("errors"u8) && ByteClasses.IsLower(after[1])));
}
