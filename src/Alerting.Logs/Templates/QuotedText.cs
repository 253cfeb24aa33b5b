using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Replaces a quoted name (<c>"orders-7"</c>, <c>'View Lock'</c>), but reads a quoted sentence.</summary>
internal static class QuotedText
{
    private const int MinSentenceWords = 3;

    /// <summary>Replaces a quoted name, but reads a quoted sentence, since it often contains the error.</summary>
    public static bool TryTake(ref TemplateCursor cursor, byte quote)
    {
        var end = ByteClasses.IsWord(cursor.Out.Last) ? -1 : FindClosingQuote(ref cursor, quote);
        var hasColon = end > 0 && end + 1 < cursor.Text.Length && cursor.Text[end + 1] == ':';
        if (quote == '"' && hasColon && IsKey(cursor.Text[(cursor.At + 1)..end]))
        {
            cursor.Out.Add(quote);
            cursor.Out.AddWord(cursor.Text[(cursor.At + 1)..end]);
            cursor.Out.Add(quote);
            cursor.At = end + 1;
            return true;
        }

        if (end < 0 || !IsVariable(cursor.Text[(cursor.At + 1)..end], out var keep))
        {
            return false;
        }

        cursor.Out.Add(quote);
        if (keep > 0)
        {
            cursor.Out.AddWord(cursor.Text.Slice(cursor.At + 1, keep));
            cursor.Out.Add((byte)' ');
        }

        cursor.AddWildcard();
        cursor.Out.Add(quote);
        cursor.At = end + 1;
        return true;
    }

    private static int FindClosingQuote(ref TemplateCursor cursor, byte quote)
    {
        ref var noneFrom = ref quote == '"' ? ref cursor.NoDoubleQuoteFrom : ref cursor.NoSingleQuoteFrom;
        if (cursor.At >= noneFrom)
        {
            return -1;
        }

        var length = cursor.Text[(cursor.At + 1)..].IndexOf(quote);
        if (length < 0)
        {
            noneFrom = cursor.At;
            return -1;
        }

        return cursor.At + 1 + length;
    }

    /// <param name="text">The text between the quotes.</param>
    /// <param name="kept">The number of bytes to keep at the start: the method of an HTTP request line.</param>
    private static bool IsVariable(ReadOnlySpan<byte> text, out int kept)
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
    private static bool IsKey(ReadOnlySpan<byte> text) => text.Length is > 0 and <= 40 && IsPlainWord(text);

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
