using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>Reads what follows a word: the next word, or the value of a key that has the word in its name.</summary>
internal static class WordValue
{
    /// <summary>Between the word and its value: <c>errors so far: none</c>, <c>failure count is 0</c></summary>
    private static readonly ByteWordSet BeforeValue = new(ignoreCase: true,
        "so far count counts rate ratio total found is are was were detected occurred number seen reported of summary");

    public static ReadOnlySpan<byte> NextWord(ReadOnlySpan<byte> after)
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
    public static bool IsNone(ReadOnlySpan<byte> after)
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
