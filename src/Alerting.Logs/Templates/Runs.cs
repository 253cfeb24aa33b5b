using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Decides about a run of letters, digits and joining characters.</summary>
internal static class Runs
{
    private static readonly SearchValues<byte> UrlEnd = SearchValues.Create(" \t\r\n\"'<>)]},;"u8);

    public static void Take(ref TemplateCursor cursor)
    {
        var start = cursor.At;
        var classes = ByteClass.None;
        while (cursor.At < cursor.Text.Length)
        {
            var kind = ByteClasses.Of(cursor.Text[cursor.At]);
            if ((kind & ByteClass.Run) == 0 || (kind == ByteClass.Dot && IsRowOfDots(cursor, cursor.At)))
            {
                break;
            }

            classes |= kind;
            cursor.At++;
        }

        if (cursor.At == start)
        {
            TakeDots(ref cursor);
            return;
        }

        if ((classes & ByteClass.Suspicious) == 0)
        {
            PlainWords.Add(ref cursor, cursor.Text[start..cursor.At]);
        }
        else
        {
            AddSuspicious(ref cursor, start, cursor.At, classes);
        }
    }

    /// <summary>Two or more dots are a filler (<c>enable......0</c>), not part of a name.</summary>
    private static bool IsRowOfDots(in TemplateCursor cursor, int at) =>
        at + 1 < cursor.Text.Length && cursor.Text[at + 1] == '.';

    private static void TakeDots(ref TemplateCursor cursor)
    {
        while (cursor.At < cursor.Text.Length && cursor.Text[cursor.At] == '.')
        {
            cursor.Out.Add((byte)'.');
            cursor.At++;
        }
    }

    private static void AddSuspicious(ref TemplateCursor cursor, int start, int end, ByteClass classes)
    {
        if (cursor.Text[start..end].SequenceEqual("::"u8) && cursor.Out.Last == ' '
            && (end == cursor.Text.Length || ByteClasses.Of(cursor.Text[end]) == ByteClass.Space))
        {
            cursor.AddWildcard();
            return;
        }

        // Leading colons belong to the text before.
        while (start < end - 1 && cursor.Text[start] == ':')
        {
            cursor.Out.Add((byte)':');
            start++;
        }

        if ((classes & (ByteClass.Colon | ByteClass.Backslash)) != 0 && IsAddressWithColons(cursor, start, ref end))
        {
            cursor.AddWildcard();
            cursor.At = Math.Max(cursor.At, end);
            return;
        }

        if ((classes & ByteClass.Colon) == 0 && ByteClasses.IsWord(cursor.Text[end - 1]))
        {
            Pieces.AddOne(ref cursor, start, end, end, classes);
            return;
        }

        Pieces.AddAll(ref cursor, start, end);
    }

    /// <summary>
    /// Recognises URLs, Windows paths, MAC and IPv6 addresses. Extends <paramref name="end"/> over a URL.
    /// </summary>
    private static bool IsAddressWithColons(in TemplateCursor cursor, int start, ref int end)
    {
        var run = cursor.Text[start..end];
        var scheme = run.IndexOf("://"u8);
        if (scheme > 0)
        {
            var stop = cursor.Text[end..].IndexOfAny(UrlEnd);
            end = stop < 0 ? cursor.Text.Length : end + stop;
            return true;
        }

        if (run.IndexOf(":\\"u8) is > 0 and var drive && ByteClasses.IsWord(run[drive - 1]))
        {
            return true;
        }

        return run.Count((byte)':') >= 2 && run.IndexOfAnyExcept(BracketedText.AddressBytes) < 0
            && run.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 && run[^1] != ':';
    }
}
