using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Decides about the rest of a run, piece by piece between colons.</summary>
internal ref partial struct LogTemplater
{
    /// <summary>Each piece between colons is decided alone, so <c>onExtend:1514</c> keeps its first piece.</summary>
    private void AddPieces(int start, int end)
    {
        var piece = start;
        while (piece < end)
        {
            var length = _text[piece..end].IndexOf((byte)':');
            var stop = length < 0 ? end : piece + length;
            if (stop > piece)
            {
                AddPiece(piece, stop, end);
            }

            if (stop < end)
            {
                _out.Add((byte)':');
            }

            piece = stop + 1;
        }
    }

    /// <summary>Keeps trailing punctuation such as the full stop of "terminating." apart from the piece.</summary>
    private void AddPiece(int start, int stop, int end)
    {
        var last = stop;
        while (last - 1 > start && _text[last - 1] is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'@' or (byte)'/' or (byte)'\\' or (byte)'~')
        {
            last--;
        }

        ClassifyPiece(start, last, end, ClassesIn(_text[start..last]));
        for (var i = last; i < stop; i++)
        {
            _out.Add(_text[i]);
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

    private void ClassifyPiece(int start, int stop, int end, ByteClass classes)
    {
        var piece = _text[start..stop];
        var after = stop < _text.Length ? _text[stop] : (byte)' ';
        if ((classes & ByteClass.Suspicious) == 0)
        {
            AddPlainWord(piece);
        }
        else if (IsClassName(classes) || RunShape.IsVariable(piece, classes, _out.Last, after) || (after == ':' && (classes & (ByteClass.Dot | ByteClass.Upper)) == ByteClass.Dot && IsPort(stop + 1, end)))
        {
            AddWildcard();
        }
        else if ((classes & ByteClass.Letter) == 0)
        {
            foreach (var b in piece)
            {
                _out.Add(b);
            }
        }
        else
        {
            _out.AddWord(piece);
        }
    }

    /// <summary>After the word "class" a dotted name is variable, for example the class being loaded.</summary>
    private readonly bool IsClassName(ByteClass classes) =>
        (classes & ByteClass.Dot) != 0 && _out.EndsWithWordAndSpace && _out.LastWord.SequenceEqual("class"u8);

    private readonly bool IsPort(int start, int end)
    {
        var at = start;
        while (at < end && ByteClasses.IsDigit(_text[at]))
        {
            at++;
        }

        return at > start && at - start <= 5 && (at == end || _text[at] == ':');
    }
}
