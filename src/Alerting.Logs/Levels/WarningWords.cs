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

    /// <summary>One look-up per word: what it suggests alone, and whether a phrase may begin with it.</summary>
    private static readonly ByteWordMap<WordKind> Words = new(ignoreCase: true,
        (WordKind.Alarming,
            "error errors exception exceptions fail failed failure failures failing panic refused denied timeout " +
            "unreachable unable cannot crash crashed aborted killed corrupt corrupted unavailable rejected deadlock " +
            "unauthorized severe critical overflow " +
            ForeignErrors.Words),
        (WordKind.Alarming | WordKind.Phrase, "segmentation segfault fatal unrecoverable panicked"),
        (WordKind.Phrase,
            "ext4 core kernel oops bug general out stack double assertion unhandled uncaught insufficient invoked " +
            "oom memory watchdog process"),
        (WordKind.Crash,
            "outofmemoryerror addresssanitizer threadsanitizer memorysanitizer leaksanitizer stackoverflowerror " +
            "unhandledpromiserejection oomkilled"));

    private static readonly ByteWordSet Negations = new(ignoreCase: true,
        "0 no without zero not never any none if on handle handles handled handling ignore ignores ignored ignoring " +
        "skip skipping suppress suppressed retryable ohne kein keine keinen sin ningún ninguna sans aucun aucune " +
        "senza nessun nessuna sem nenhum nenhuma zonder geen");

    /// <summary>The words after "for" or "of" are looked for, counted or handled.</summary>
    private static readonly ByteWordSet Nouns = new(ignoreCase: true, "error errors exception exceptions failures");

    /// <summary>Before a noun, the noun decides: <c>fatal errors: 0</c></summary>
    private static readonly ByteWordSet Adjectives = new(ignoreCase: true, "fatal critical severe unrecoverable");

    /// <summary>With one of these the word names a thing, or the failure is over.</summary>
    private static readonly ByteWordSet Compounds = new(ignoreCase: true,
        "handler handlers handling page pages template templates budget budgets detector detection policy policies " +
        "path paths section sections reporting reporter tracker tracking log logs logger callback callbacks boundary " +
        "middleware recovery interceptor formatter listener listeners tolerance injection mode correction checking " +
        "threshold thresholds metric metrics dashboard counter counters fast over safe free resolved fixed cleared " +
        "recovered corrected handled ignored suppressed monitoring monitor simulator test tests hook hooks response " +
        "responses translation translations strategy settings config configuration enabled disabled documentation " +
        "button buttons sampling sampler " + ForeignErrors.Resolved);

    /// <summary>Between the word and its value: <c>errors so far: none</c>, <c>failure count is 0</c></summary>
    private static readonly ByteWordSet BeforeValue = new(ignoreCase: true,
        "so far count counts rate ratio total found is are was were detected occurred number seen reported of");

    /// <param name="message">The message without its header.</param>
    /// <param name="isCrash">Whether the words mean that a process ended.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, out bool isCrash)
    {
        message = message[..Math.Min(message.Length, MaxScanned)];
        ReadOnlySpan<byte> before = default, found = default;
        isCrash = false;
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
            var kind = word.Length < 3 ? WordKind.None : Words.Find(word) ?? WordKind.None;
            if (kind >= WordKind.Phrase && CrashPhrases.At(message, start, at, kind) is { IsEmpty: false } crash
                && !Negations.Contains(before) && IsCrash(message[Math.Min(message.Length, start + crash.Length)..]))
            {
                isCrash = true;
                return crash;
            }

            if (found.IsEmpty && (kind & WordKind.Alarming) != 0 && IsAlarming(message, start, at, before))
            {
                found = word;
            }
            else if (found.IsEmpty && word.Length == 5 && word.SequenceEqual("timed"u8)
                && message[at..].StartsWith(" out"u8))
            {
                found = message.Slice(start, 9);
            }

            // HAProxy: Server back/srv is DOWN
            if (found.IsEmpty && before.SequenceEqual("is"u8) && word.SequenceEqual("DOWN"u8))
            {
                found = word;
            }

            before = word;
        }

        return found;
    }

    /// <summary>Not <c>core dumped count: 0</c> or <c>OutOfMemoryError handling enabled</c>.</summary>
    private static bool IsCrash(ReadOnlySpan<byte> after)
    {
        after = after.Length > 0 && after[0] == 's' ? after[1..] : after;
        return !HasNoValue(after);
    }

    private static bool IsAlarming(ReadOnlySpan<byte> message, int start, int end, ReadOnlySpan<byte> before)
    {
        var word = message[start..end];
        var after = message[end..];
        if (Negations.Contains(before) || NameParts.Contain(message, start, end)
            || LevelSetting.IsValue(message[..start], word) || ForeignErrors.IsNone(message[..start], before, word)
            || (Nouns.Contains(word) && before.Length <= 3
                && (before.SequenceEqual("for"u8) || before.SequenceEqual("of"u8))))
        {
            return false;
        }

        var next = NextWord(after);
        if (Compounds.Contains(next) || (Nouns.Contains(next) && Adjectives.Contains(word)))
        {
            return false;
        }

        var isSetting = word.Length == 7 && after.Length > 1 && after[0] is (byte)'=' or (byte)':'
            && ByteClasses.IsDigit(after[1..].TrimStart((byte)' ') is [var digit, ..] ? digit : (byte)0)
            && (word[0] | 0x20) == 't';
        return !isSetting && !HasNoValue(after);
    }

    private static ReadOnlySpan<byte> NextWord(ReadOnlySpan<byte> after)
    {
        if (after.Length < 2 || after[0] is not ((byte)' ' or (byte)'-'))
        {
            return default;
        }

        after = after[1..];
        var end = 0;
        while (end < after.Length && ByteClasses.IsWord(after[end]))
        {
            end++;
        }

        return after[..end];
    }

    /// <summary>
    /// The word is a key without a value, or with zero: <c>errors: 0</c>, <c>error(s) so far - none</c>
    /// </summary>
    private static bool HasNoValue(ReadOnlySpan<byte> after)
    {
        after = after.StartsWith("(s)"u8) ? after[3..] : after.StartsWith("/s"u8) ? after[2..] : after;
        var words = 0;
        while (after.Length > 1 && after[0] == ' ' && NextWord(after) is { IsEmpty: false } word
            && BeforeValue.Contains(word) && words++ < 3)
        {
            after = after[(word.Length + 1)..];
        }

        var value = after.TrimStart("=:\" -"u8);
        if (value.IsEmpty)
        {
            return after.TrimStart("=: "u8).SequenceEqual("\"\""u8);
        }

        if (value.Length == after.Length || (words == 0 && after[0] == ' ' && after.Length > 1
            && after[1] is not ((byte)'=' or (byte)':' or (byte)'-')))
        {
            return false;
        }

        var end = value.IndexOfAny(" ,;"u8);
        var first = end < 0 ? value : value[..end];
        // Prose may begin like a value: "failed: no such file".
        var isAlone = end < 0 || value[end] != ' ' || ByteClasses.IsDigit(first[0])
            || NoValue.IsKey(value[(end + 1)..]);
        return isAlone && NoValue.Is(first);
    }
}
