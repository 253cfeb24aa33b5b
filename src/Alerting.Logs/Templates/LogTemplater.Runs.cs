using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

internal ref partial struct LogTemplater
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
            if ((kind & ByteClass.Run) == 0 || (kind == ByteClass.Dot && IsRowOfDots(_at)))
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
            AddPlainWord(_text[start.._at]);
        }
        else
        {
            AddSuspicious(start, _at, classes);
        }
    }

    /// <summary>Two or more dots are a filler (<c>enable......0</c>), not part of a name.</summary>
    private readonly bool IsRowOfDots(int at) =>
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
        if (end - start == 2 && _text[start..end].SequenceEqual("::"u8) && _out.Last == ' ' && (end == _text.Length || ByteClasses.Of(_text[end]) == ByteClass.Space))
        {
            AddWildcard();
            return;
        }

        // Leading colons belong to the text before.
        while (start < end - 1 && _text[start] == ':')
        {
            _out.Add((byte)':');
            start++;
        }

        if ((classes & (ByteClass.Colon | ByteClass.Backslash)) != 0 && IsAddressWithColons(start, ref end))
        {
            AddWildcard();
            _at = Math.Max(_at, end);
            return;
        }

        if ((classes & ByteClass.Colon) == 0 && ByteClasses.IsWord(_text[end - 1]))
        {
            ClassifyPiece(start, end, end, classes);
            return;
        }

        AddPieces(start, end);
    }

    /// <summary>Recognises URLs, Windows paths, MAC and IPv6 addresses. Extends <paramref name="end"/> over a URL.</summary>
    private readonly bool IsAddressWithColons(int start, ref int end)
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
}
