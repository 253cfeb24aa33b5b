using System.Buffers;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs.Lines;

/// <summary>The fields that are no level: process and thread numbers, programs, loggers.</summary>
internal ref partial struct HeaderFields
{
    private static readonly SearchValues<byte> DottedNameBytes =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$-"u8);

    /// <summary>A column in front of a level that may still come.</summary>
    private bool TakeColumn(ReadOnlySpan<byte> token, int end)
    {
        if (!_hasTime || _columns >= MaxColumns)
        {
            return false;
        }

        var bar = end < _text.Length && _text[end] == '|';
        if (bar || RequestIds.IsUuid(token) || IsSourceLine(token))
        {
            Note(token);
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
        Note(token);
        _at = end;
        return isField;
    }

    private void Note(ReadOnlySpan<byte> token)
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

    /// <summary>The logger and the like behind the level.</summary>
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
            Note(token);
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

    private readonly bool IsLogger(ReadOnlySpan<byte> token, int end)
    {
        var last = token[^1];
        var name = token.TrimEnd((byte)':');
        if (token.Length < 2 || name.EndsWith("Exception"u8) || name.EndsWith("Error"u8) || !(ByteClasses.IsLower(ByteClasses.Lower(token[0])) || token[0] == '_'))
        {
            return false;
        }

        var spaces = 0;
        while (end + spaces < _text.Length && _text[end + spaces] == ' ')
        {
            spaces++;
        }

        var colonBehind = end + spaces + 1 < _text.Length && _text[end + spaces] == ':' && _text[end + spaces + 1] == ' ';
        var dashBehind = _text[(end + spaces)..].StartsWith("- "u8);
        if (colonBehind || (dashBehind && (_hasTime || token.IndexOf((byte)'.') > 0)))
        {
            return true;
        }

        return last is (byte)':' or (byte)']' ? IsCodeName(token) : (IsDottedName(token) && !IsBehindDash()) || (_hasTime && spaces > 1 && _at > 1 && _text[_at - 2] == ' ');
    }

    /// <summary>Behind the dash that ends a header the message begins, whatever its first word looks like.</summary>
    private readonly bool IsBehindDash() => _brackets > 0 && _at > 1 && _text[_at - 2] == '-';

    /// <summary><c>dfs.DataNode$PacketResponder:</c>, <c>my_crate::mod]</c>, <c>Category[14]</c>; not <c>Failed:</c></summary>
    private static bool IsCodeName(ReadOnlySpan<byte> token)
    {
        var name = token.TrimEnd(":]"u8);
        if (!name.ContainsAnyInRange((byte)'a', (byte)'z') && name.IndexOf((byte)'.') < 0)
        {
            // ORA-00942 and the like are codes of the error, which the message begins with.
            return false;
        }

        return name.Length > 1 && (name.IndexOfAny(".$_@["u8) > 0 || name.IndexOf("::"u8) > 0
            || name[1..].ContainsAnyInRange((byte)'A', (byte)'Z') || name.ContainsAnyInRange((byte)'0', (byte)'9') || token[^1] == ']');
    }

    private static bool IsDottedName(ReadOnlySpan<byte> token) =>
        token.IndexOf((byte)'.') is > 0 and var dot && dot < token.Length - 1
        && token.IndexOfAnyExcept(DottedNameBytes) < 0
        && !Words.FileEndings.Contains(token[(token.LastIndexOf((byte)'.') + 1)..]);

    /// <summary>A number followed by a bracket or by Spring Boot's three dashes.</summary>
    private readonly bool IsProcessNumber(ReadOnlySpan<byte> token, int end) =>
        (token.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && _text[end..].StartsWith(" ---"u8))
        || (token.Length > 2 && token[^1] == ':' && ByteClasses.IsDigit(token[0]) && token.IndexOf((byte)'#') > 0);

    /// <summary><c>main.go:12:</c>, <c>server.go:120]</c></summary>
    private static bool IsSourceLine(ReadOnlySpan<byte> token)
    {
        var name = token.TrimEnd(":]"u8);
        var colon = name.LastIndexOf((byte)':');
        return colon > 2 && name.Length < token.Length && name[(colon + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && colon + 1 < name.Length && name[..colon].IndexOf((byte)'.') > 0;
    }

    /// <summary>A program's name with a dash behind: <c>chrome.exe *64 - message</c>; 0 where it is none.</summary>
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
            return Closing(next) is > 0 and var close && LevelWords.IsLevel(_text[(next + 1)..close]);
        }

        var word = _text[next..TokenEnd(next)].TrimEnd((byte)':');
        return LevelWords.IsCertain(word);
    }
}
