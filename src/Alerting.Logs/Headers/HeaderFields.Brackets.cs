using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

internal ref partial struct HeaderFields
{
    private bool TakeBracketBeforeLevel(ref LogLine line)
    {
        var close = ClosingBracket(_at);
        if (close < 0)
        {
            return false;
        }

        var content = _text[(_at + 1)..close].Trim((byte)' ');
        if (_text[_at] == '[' && LevelWords.IsLevel(content))
        {
            SetLevel(content, close + 1, ref line);
            _bracketedLevel = true;
            return true;
        }

        // Apache: [proxy:error]
        if (content.LastIndexOf((byte)':') is > 0 and var colon && LevelWords.IsLevel(content[(colon + 1)..]))
        {
            SetLevel(content[(colon + 1)..], close + 1, ref line);
            _logger = content[..colon];
            return _bracketedLevel = true;
        }

        // In "[2020-01-01T00:00:00Z ERROR target] message" the bracket opened before the time, so only its end is found here.
        _at = close + 1;
        if (_hasTime && _columns == 0 && _brackets == 0 && _text[close] == ']')
        {
            _message = _at;
        }

        NoteContext(content);
        return ++_brackets <= MaxBrackets;
    }

    /// <summary>Brackets after the level hold a thread, a logger or a request id. A second one with prose is message.</summary>
    private bool TakeContext()
    {
        var close = ClosingBracket(_at);
        if (close < 0 || _brackets >= MaxBrackets || (_text[_at] == '(' && (_brackets != 1 || !_hasTime)))
        {
            return false;
        }

        var content = _text[(_at + 1)..close];
        var first = _brackets++ == 0 && !_bracketedLevel && _hasTime;
        if (!first && _text[_at] == '[' && content.IndexOf((byte)' ') >= 0 && !IsNamedContext(content))
        {
            return false;
        }

        NoteContext(content);
        _at = _message = close + 1;
        return true;
    }

    private static bool IsNamedContext(ReadOnlySpan<byte> content) =>
        content.StartsWith("pid "u8) || content.StartsWith("client "u8) || content.StartsWith("tid "u8) || content.StartsWith("req"u8)
        || content.StartsWith("thread "u8) || content.StartsWith("- "u8);

    private void NoteContext(ReadOnlySpan<byte> content)
    {
        var space = content.IndexOf((byte)' ');
        var word = space < 0 ? content : content[..space];
        if (word.StartsWith("req-"u8) || RequestIds.IsUuid(word))
        {
            _request = word;
        }
        else if (_logger.IsEmpty && space < 0 && word.IndexOf((byte)'.') > 0)
        {
            _logger = word;
        }
    }
}
