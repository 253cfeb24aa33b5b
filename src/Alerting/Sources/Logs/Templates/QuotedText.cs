namespace Alerting.Sources.Logs.Templates;

/// <summary>Tells a quoted name (<c>"orders-7"</c>, <c>'View Lock'</c>) from a quoted sentence.</summary>
internal static class QuotedText
{
    /// <summary>From this many words on it is a sentence.</summary>
    private const int MinSentenceWords = 3;

    /// <param name="text">What stands between the quotes.</param>
    /// <param name="kept">How many bytes at its start are kept: the method of an HTTP request line.</param>
    public static bool IsVariable(ReadOnlySpan<byte> text, out int kept)
    {
        kept = 0;
        if (text.Length == 0 || text.SequenceEqual(TemplateBuffer.Wildcard))
        {
            return true;
        }

        var space = text.IndexOf((byte)' ');
        if (space > 0 && Words.HttpMethods.Contains(text[..space]))
        {
            kept = space;
            return true;
        }

        // A sentence that was masked before must stay a sentence, however few words are left of it.
        return text.IndexOf(TemplateBuffer.Wildcard) < 0 && !IsSentence(text);
    }

    /// <summary>A key of JSON is part of what was said.</summary>
    public static bool IsKey(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 40 && IsPlainWord(text);

    private static bool IsSentence(ReadOnlySpan<byte> text)
    {
        var words = 0;
        while (text.Length > 0 && words < MinSentenceWords)
        {
            var space = text.IndexOf((byte)' ');
            var word = space < 0 ? text : text[..space];
            words += IsPlainWord(word.TrimEnd(":,.;"u8)) ? 1 : 0;
            text = space < 0 ? default : text[(space + 1)..];
        }

        return words >= MinSentenceWords;
    }

    private static bool IsPlainWord(ReadOnlySpan<byte> word)
    {
        foreach (var b in word)
        {
            if (!ByteClasses.IsUpper(b) && !ByteClasses.IsLower(b) && b != '_')
            {
                return false;
            }
        }

        return word.Length > 0;
    }
}
