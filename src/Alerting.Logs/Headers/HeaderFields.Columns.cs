using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;
using Alerting.Logs.Times;

namespace Alerting.Logs.Headers;

internal ref partial struct HeaderFields
{
    private bool TakeColumn(ReadOnlySpan<byte> token, int end)
    {
        if (!_hasTime || _columns >= MaxColumns)
        {
            return false;
        }

        var bar = end < _text.Length && _text[end] == '|';
        if (bar || RequestIds.IsUuid(token) || IsSourceLine(token))
        {
            NoteColumn(token);
            _at = _message = end;
            _columns++;
            return true;
        }

        if (_columns == 0 && ProgramBeforeDash(end) is > 0 and var dash)
        {
            _logger = token.TrimEnd((byte)':');
            _at = _message = dash;
            _columns++;
            return true;
        }

        var isField = IsFieldLike(token) || NextIsLevel(end);
        _numbers += token.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? 1 : 0;
        _columns++;
        NoteColumn(token);
        _at = end;
        return isField;
    }

    private void NoteColumn(ReadOnlySpan<byte> token)
    {
        if (RequestIds.IsUuid(token))
        {
            _request = token;
        }
        else if (_logger.IsEmpty && token.ContainsAnyInRange((byte)'A', (byte)'z') && !token.ContainsAnyInRange((byte)'0', (byte)'9'))
        {
            _logger = token.TrimEnd((byte)':');
        }
    }

    private bool TakeAfterLevel(ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        if (_columns > MaxColumns)
        {
            return false;
        }

        if (!_hasTime && line.Time.IsEmpty && TimeScanner.Match(_text, _at) is > 0 and var length)
        {
            line.Time = _text.Slice(_at, length);
            _at = _message = _at + length;
            return true;
        }

        _columns++;
        var next = end < _text.Length ? _text[end] : (byte)' ';
        if (RequestIds.IsUuid(token) || (_hasTime && (next == '|' || (next == '\t' && _logger.IsEmpty)))
            || (_hasTime && IsProcessNumber(token, end)) || IsSourceLine(token))
        {
            NoteColumn(token);
            _at = _message = end;
            return true;
        }

        if (!IsLogger(token, end))
        {
            return false;
        }

        _logger = token.TrimEnd(":]"u8);
        _at = _message = end;
        _columns = token[^1] == ':' ? MaxColumns + 1 : MaxColumns;
        _brackets = token[^1] == ':' ? MaxBrackets : MaxBrackets - 1;
        return true;
    }

    /// <summary>The position after a program's name and a dash, as in <c>chrome.exe *64 - message</c>, or 0.</summary>
    private readonly int ProgramBeforeDash(int end)
    {
        if (_text[end..].StartsWith(" - "u8))
        {
            return end + 3;
        }

        if (_text[_at..end].IndexOf((byte)'.') <= 0 || end + 1 >= _text.Length)
        {
            return 0;
        }

        var second = TokenEnd(end + 1);
        return _text[second..].StartsWith(" - "u8) ? second + 3 : 0;
    }

    private readonly bool NextIsLevel(int end)
    {
        var next = SkipSeparators(end);
        if (next < _text.Length && _text[next] == '[')
        {
            return ClosingBracket(next) is > 0 and var close && LevelWords.IsLevel(_text[(next + 1)..close]);
        }

        var word = _text[next..TokenEnd(next)].TrimEnd((byte)':');
        return LevelWords.IsUnambiguous(word);
    }
}
