using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Distinguishes a quoted name (<c>"orders-7"</c>, <c>'View Lock'</c>) from a quoted sentence.</summary>
internal static class QuotedText
{
    private const int MinSentenceWords = 3;

    /// <param name="text">The text between the quotes.</param>
    /// <param name="kept">The number of bytes to keep at the start: the method of an HTTP request line.</param>
    public static bool IsVariable(ReadOnlySpan<byte> text, out int kept)
    {
        kept = 0;
        if (text.Length == 0 || text.SequenceEqual(TemplateBuffer.Wildcard))
        {
            return true;
        }

        var space = text.IndexOf((byte)' ');
        if (space > 0 && TemplateWords.HttpMethods.Contains(text[..space]))
        {
            kept = space;
            return true;
        }

        // Wildcards mark a sentence that was templated before. It must stay one, even if few words are left.
        return text.IndexOf(TemplateBuffer.Wildcard) < 0 && !IsSentence(text);
    }

    /// <summary>Whether the text is a JSON key, which stays in the template.</summary>
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
