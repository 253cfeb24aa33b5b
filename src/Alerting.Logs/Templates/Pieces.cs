using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Decides about the rest of a run, piece by piece between colons.</summary>
internal static class Pieces
{
    private static readonly SearchValues<byte> TrailingMarks = SearchValues.Create(".-+@/\\~"u8);

    /// <summary>Each piece between colons is decided alone, so <c>onExtend:1514</c> keeps its first piece.</summary>
    public static void AddAll(ref TemplateCursor cursor, int start, int end)
    {
        var piece = start;
        while (piece < end)
        {
            var length = cursor.Text[piece..end].IndexOf((byte)':');
            var stop = length < 0 ? end : piece + length;
            if (stop > piece)
            {
                Add(ref cursor, piece, stop, end);
            }

            if (stop < end)
            {
                cursor.Out.Add((byte)':');
            }

            piece = stop + 1;
        }
    }

    /// <summary>Keeps trailing punctuation such as the full stop of "terminating." apart from the piece.</summary>
    private static void Add(ref TemplateCursor cursor, int start, int stop, int end)
    {
        var last = stop;
        while (last - 1 > start && TrailingMarks.Contains(cursor.Text[last - 1]))
        {
            last--;
        }

        AddOne(ref cursor, start, last, end, ClassesIn(cursor.Text[start..last]));
        for (var i = last; i < stop; i++)
        {
            cursor.Out.Add(cursor.Text[i]);
        }
    }

    private static ByteClass ClassesIn(ReadOnlySpan<byte> piece)
    {
        var classes = ByteClass.None;
        foreach (var b in piece)
        {
            classes |= ByteClasses.Of(b);
        }

        return classes;
    }

    public static void AddOne(ref TemplateCursor cursor, int start, int stop, int end, ByteClass classes)
    {
        var piece = cursor.Text[start..stop];
        var after = stop < cursor.Text.Length ? cursor.Text[stop] : (byte)' ';
        if ((classes & ByteClass.Suspicious) == 0)
        {
            PlainWords.Add(ref cursor, piece);
        }
        else if (classes == ByteClass.Digit ? Codes.Is(cursor, piece, cursor.Text[stop..])
            : piece.Length == 10 && Codes.IsHex(cursor, piece))
        {
            cursor.Out.AddWord(piece);
        }
        else if (piece.Length == 5 && cursor.Out.Last == '[' && cursor.Out.Written.EndsWith("SQLSTATE["u8))
        {
            cursor.Out.AddWord(piece);
        }
        else if (IsClassName(cursor, classes) || RunShape.IsVariable(piece, classes, cursor.Out.Last, after)
            || (after == ':' && (classes & (ByteClass.Dot | ByteClass.Upper)) == ByteClass.Dot
                && IsPort(cursor, stop + 1, end)))
        {
            cursor.AddWildcard();
        }
        else if ((classes & ByteClass.Letter) == 0)
        {
            foreach (var b in piece)
            {
                cursor.Out.Add(b);
            }
        }
        else
        {
            cursor.Out.AddWord(piece);
        }
    }

    /// <summary>After the word "class" a dotted name is variable, for example the class being loaded.</summary>
    private static bool IsClassName(in TemplateCursor cursor, ByteClass classes) =>
        (classes & ByteClass.Dot) != 0 && cursor.Out.EndsWithWordAndSpace
            && cursor.Out.LastWord.SequenceEqual("class"u8);

    private static bool IsPort(in TemplateCursor cursor, int start, int end)
    {
        var at = start;
        while (at < end && ByteClasses.IsDigit(cursor.Text[at]))
        {
            at++;
        }

        return at > start && at - start <= 5 && (at == end || cursor.Text[at] == ':');
    }
}
