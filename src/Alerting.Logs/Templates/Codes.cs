using System.Text;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>
/// Numbers that say what failed: <c>exit code 137</c>, <c>HTTP 503</c>. Another number is another failure.
/// </summary>
internal static class Codes
{
    private const int Longest = 5;

    /// <summary>Whether the number at the cursor is one, because of the words before it.</summary>
    /// <param name="after">The text behind it.</param>
    public static bool Is(in TemplateCursor cursor, ReadOnlySpan<byte> number, ReadOnlySpan<byte> after)
    {
        if (number.Length > Longest || Key(cursor, out var word) is not { Length: > 0 } key)
        {
            return false;
        }

        var written = cursor.Out.Written;
        var previous = cursor.Out.PreviousWord;
        var isSpaced = written.Length == key.Length + 1 && written[^1] == ' ';
        if (TemplateWords.CodeWords.Contains(word))
        {
            // http:8080 is a port.
            return isSpaced || (word[0] | 0x20) != 'h';
        }

        // A status after a sign is also that of a request that went well.
        var isCode = Ascii.EqualsIgnoreCase(word, "code"u8);
        if (isCode || Ascii.EqualsIgnoreCase(word, "status"u8))
        {
            return isSpaced || (written[^1] != '=' && IsBefore(key, word, previous))
                ? TemplateWords.BeforeCode.Contains(previous) && (isSpaced || isCode)
                : isCode;
        }

        return (Ascii.EqualsIgnoreCase(word, "state"u8) && Ascii.EqualsIgnoreCase(previous, "sql"u8))
            || (IsFailedRequest(number) && IsAnswer(word, previous) && IsNoCount(after));
    }

    /// <summary>
    /// <c>0x80070005</c> of Windows, which begins as its failures do; or any after the word for a code. Other such
    /// numbers are flags and addresses.
    /// </summary>
    public static bool IsHex(in TemplateCursor cursor, ReadOnlySpan<byte> number)
    {
        if (number.Length != 10 || number[0] != '0' || (number[1] | 0x20) != 'x')
        {
            return false;
        }

        var digits = number[2..];
        return digits.StartsWith("8007"u8) || digits.StartsWith("8004"u8) || digits.StartsWith("80004"u8)
            || (!Key(cursor, out var word).IsEmpty
                && (TemplateWords.CodeWords.Contains(word) || Ascii.EqualsIgnoreCase(word, "code"u8)));
    }

    /// <summary>The template up to the word before the number, or empty if there is none.</summary>
    private static ReadOnlySpan<byte> Key(in TemplateCursor cursor, out ReadOnlySpan<byte> word)
    {
        word = default;
        var length = cursor.Out.EndOfWordBeforeSign;
        if (length == 0)
        {
            return default;
        }

        word = cursor.Out.LastWord;
        return cursor.Out.Written[..length];
    }

    /// <summary>Whether only one space is between the two words: <c>exit code</c>, not <c>failed, code</c>.</summary>
    private static bool IsBefore(ReadOnlySpan<byte> key, ReadOnlySpan<byte> word, ReadOnlySpan<byte> previous)
    {
        var before = key[..^word.Length];
        return !previous.IsEmpty && before.Length > previous.Length && before[^1] == ' '
            && before[..^1].EndsWith(previous);
    }

    /// <summary>A status of HTTP from 400 on.</summary>
    private static bool IsFailedRequest(ReadOnlySpan<byte> number) =>
        number.Length == 3 && number[0] is (byte)'4' or (byte)'5';

    private static bool IsAnswer(ReadOnlySpan<byte> word, ReadOnlySpan<byte> previous) =>
        TemplateWords.Answers.Contains(word)
        || (Ascii.EqualsIgnoreCase(word, "with"u8) && TemplateWords.Answers.Contains(previous));

    /// <summary>Not <c>received 503 rows</c>: an answer ends here or goes on with its reason or its origin.</summary>
    private static bool IsNoCount(ReadOnlySpan<byte> after)
    {
        if (after.IsEmpty || after[0] != ' ')
        {
            return true;
        }

        after = after.TrimStart((byte)' ');
        var end = 0;
        while (end < after.Length && ByteClasses.IsWord(after[end]))
        {
            end++;
        }

        return end > 0 && (ByteClasses.IsUpper(after[0]) || TemplateWords.AfterAnswer.Contains(after[..end]));
    }
}
