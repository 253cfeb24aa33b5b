using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>
/// Turns a message into its template by replacing the parts that vary between occurrences with <c>&lt;*&gt;</c>.
/// </summary>
/// <remarks>
/// Stateless: the template depends only on the text, so it is the same in every process. One pass looks at each byte a
/// fixed number of times. The template of a template is itself.
/// </remarks>
internal static class LogTemplater
{
    /// <summary>The rest of a longer message is left out of its template.</summary>
    public const int LongestMessage = 8 * 1024;

    public const int LongestTemplate = 512;

    /// <summary>
    /// Writes the template of <paramref name="text"/> to <paramref name="target"/> and returns its length.
    /// </summary>
    public static int WriteTemplate(ReadOnlySpan<byte> text, Span<byte> target)
    {
        text = text[..Math.Min(text.Length, LongestMessage)];
        var cursor = new TemplateCursor(text, target[..Math.Min(target.Length, LongestTemplate)]);
        while (cursor.At < cursor.Text.Length && !cursor.Out.Full)
        {
            var b = cursor.Text[cursor.At];
            var kind = ByteClasses.Of(b);
            if ((kind & ByteClass.Run) != 0)
            {
                Runs.Take(ref cursor);
            }
            else if (kind == ByteClass.Space)
            {
                cursor.Out.Add((byte)' ');
                cursor.At++;
            }
            else
            {
                TakePunctuation(ref cursor, b);
            }
        }

        return cursor.Out.Finish().Length;
    }

    private static void TakePunctuation(ref TemplateCursor cursor, byte b)
    {
        switch (b)
        {
            case (byte)'<' when HiddenValues.TryTakeAngleBracket(ref cursor):
            case (byte)'"' or (byte)'\'' when QuotedText.TryTake(ref cursor, b):
            case (byte)'(' or (byte)'[' when BracketedText.TryTakeEmpty(ref cursor, b):
            case (byte)'(' when BracketedText.TryTakeList(ref cursor) || BracketedText.TrySkipRepeatedSize(ref cursor):
            case (byte)'[' when BracketedText.TryTakeAddress(ref cursor):
            case (byte)'[' when BracketedText.TryTakeHostRange(ref cursor):
            case (byte)'*' when HiddenValues.TryTakeAsterisks(ref cursor):
            case (byte)'#' when BracketedText.TryTakeHashes(ref cursor):
            case (byte)'(' when BracketedText.TryTakeIndexed(ref cursor):
                return;
            default:
                cursor.Out.Add(b);
                cursor.At++;
                return;
        }
    }
}
