using System.Buffers;

namespace Alerting.Sources.Logs.Templates;

/// <summary>The part of the masker that reads runs: letters, digits and what joins them.</summary>
internal ref partial struct Masker
{
    private static readonly SearchValues<byte> UrlEnd = SearchValues.Create(" \t\r\n\"'<>)]},;"u8);

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    private void TakeRun()
    {
        var start = _at;
        var classes = ByteClass.None;
        while (_at < _text.Length)
        {
            var kind = ByteClasses.Of(_text[_at]);
            if ((kind & ByteClass.Run) == 0 || (kind == ByteClass.Dot && IsDotted(_at)))
            {
                break;
            }

            classes |= kind;
            _at++;
        }

        if (_at == start)
        {
            TakeDots();
            return;
        }

        if ((classes & ByteClass.Suspicious) == 0)
        {
            AddPlain(_text[start.._at]);
        }
        else
        {
            AddSuspicious(start, _at, classes);
        }
    }

    /// <summary>Two dots or more are a line of dots (<c>enable......0</c>), not part of a name.</summary>
    private readonly bool IsDotted(int at) =>
        at + 1 < _text.Length && _text[at + 1] == '.';

    private void TakeDots()
    {
        while (_at < _text.Length && _text[_at] == '.')
        {
            _out.Add((byte)'.');
            _at++;
        }
    }

    private void AddSuspicious(int start, int end, ByteClass classes)
    {
        // A colon in front belongs to what was before.
        while (start < end - 1 && _text[start] == ':')
        {
            _out.Add((byte)':');
            start++;
        }

        if ((classes & (ByteClass.Colon | ByteClass.Backslash)) != 0 && TakeWhole(start, ref end))
        {
            AddMask();
            _at = Math.Max(_at, end);
            return;
        }

        if ((classes & ByteClass.Colon) == 0 && ByteClasses.IsWord(_text[end - 1]))
        {
            JudgePiece(start, end, end, classes);
            return;
        }

        AddPieces(start, end);
    }

    /// <summary>Addresses that contain colons themselves: URLs, Windows paths, MAC and IPv6 addresses.</summary>
    private readonly bool TakeWhole(int start, ref int end)
    {
        var run = _text[start..end];
        var scheme = run.IndexOf("://"u8);
        if (scheme > 0)
        {
            var stop = _text[end..].IndexOfAny(UrlEnd);
            end = stop < 0 ? _text.Length : end + stop;
            return true;
        }

        if (run.IndexOf(":\\"u8) is > 0 and var drive && ByteClasses.IsWord(run[drive - 1]))
        {
            return true;
        }

        return run.Count((byte)':') >= 2 && run.IndexOfAnyExcept(AddressBytes) < 0 && run.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0
            && run[^1] != ':';
    }

    /// <summary>Pieces between colons are judged one by one: of <c>onExtend:1514</c> the first stays.</summary>
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

    /// <summary>"terminating." and "(a)-" end in punctuation that is not theirs.</summary>
    private void AddPiece(int start, int stop, int end)
    {
        var last = stop;
        while (last - 1 > start && _text[last - 1] is (byte)'.' or (byte)'-' or (byte)'+' or (byte)'@' or (byte)'/' or (byte)'\\' or (byte)'~')
        {
            last--;
        }

        JudgePiece(start, last, end, ClassesOf(_text[start..last]));
        for (var i = last; i < stop; i++)
        {
            _out.Add(_text[i]);
        }
    }

    private static ByteClass ClassesOf(ReadOnlySpan<byte> piece)
    {
        var classes = ByteClass.None;
        foreach (var b in piece)
        {
            classes |= ByteClasses.Of(b);
        }

        return classes;
    }

    private void JudgePiece(int start, int stop, int end, ByteClass classes)
    {
        var piece = _text[start..stop];
        var after = stop < _text.Length ? _text[stop] : (byte)' ';
        if ((classes & ByteClass.Suspicious) == 0)
        {
            AddPlain(piece);
        }
        else if (IsClassName(classes) || RunShape.IsVariable(piece, classes, _out.Last, after) || (after == ':' && (classes & (ByteClass.Dot | ByteClass.Upper)) == ByteClass.Dot && IsPort(stop + 1, end)))
        {
            AddMask();
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

    /// <summary>Which class is loaded or registered varies, even where its name alone would be part of what was said.</summary>
    private readonly bool IsClassName(ByteClass classes) =>
        (classes & ByteClass.Dot) != 0 && _out.LastWordIsNext && _out.LastWord.SequenceEqual("class"u8);

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
