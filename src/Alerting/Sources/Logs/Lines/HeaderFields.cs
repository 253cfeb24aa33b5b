namespace Alerting.Sources.Logs.Lines;

/// <summary>
/// Takes the fields of a text header off one by one: brackets, numbers, the level, the logger. Columns in front of the level
/// are taken for a header only once the level is found behind them; until then they may be the message.
/// </summary>
internal ref partial struct HeaderFields
{
    private const int MaxColumns = 5;
    private const int MaxBrackets = 3;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _hasTime;

    /// <summary>Here the message begins as far as is known.</summary>
    private int _message;
    private int _at;
    private int _columns, _numbers, _brackets;
    private bool _bracketedLevel;
    private ReadOnlySpan<byte> _logger, _request;

    private HeaderFields(ReadOnlySpan<byte> text, int at, bool hasTime)
    {
        _text = text;
        _at = _message = at;
        _hasTime = hasTime;
    }

    /// <summary>Reads from <paramref name="at"/> on and returns where the message begins.</summary>
    public static int Read(ReadOnlySpan<byte> text, int at, bool hasTime, ref LogLine line)
    {
        var fields = new HeaderFields(text, at, hasTime);
        fields._message = fields._at = fields.SkipSeparators(at);
        while (fields._at < text.Length && fields.TakeField(ref line))
        {
            fields._at = fields.SkipSeparators(fields._at);
        }

        if (line.Logger.IsEmpty)
        {
            line.Logger = fields._logger;
        }

        if (line.RequestId.IsEmpty)
        {
            line.RequestId = fields._request;
        }

        return fields.SkipSeparators(fields._message);
    }

    private bool TakeField(ref LogLine line)
    {
        if (_text[_at] is (byte)'[' or (byte)'(')
        {
            return line.HasLevel ? TakeContext() : TakeBracketBeforeLevel(ref line);
        }

        var end = TokenEnd(_at);
        var token = _text[_at..end];
        return line.HasLevel ? TakeAfterLevel(token, end, ref line) : TakeLevel(token, end, ref line) || TakeColumn(token, end);
    }

    private bool TakeBracketBeforeLevel(ref LogLine line)
    {
        var close = Closing(_at);
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

        // "[2020-01-01T00:00:00Z ERROR target] message": the bracket was opened for the time and its end is met later.
        _at = close + 1;
        if (_hasTime && _columns == 0 && _brackets == 0 && _text[close] == ']')
        {
            _message = _at;
        }

        NoteContext(content);
        return ++_brackets <= MaxBrackets;
    }

    /// <summary>Brackets behind the level hold a thread, a logger or a request; a second one with prose is message.</summary>
    private bool TakeContext()
    {
        var close = Closing(_at);
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

    private bool TakeLevel(ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        var word = token.TrimEnd(":,;|]"u8);
        var sure = LevelWords.IsCertain(word) || (LevelWords.IsLevel(word) && IsColumn(token, end));
        if (sure && (_hasTime || _columns == 0))
        {
            SetLevel(word, end, ref line);
            return true;
        }

        if (_numbers >= 2 && token.Length == 1 && LevelWords.Letter(token[0]) is not null)
        {
            SetLevel(token, end, ref line);
            return true;
        }

        // Python's own format: ERROR:root:message
        var colon = token.IndexOf((byte)':');
        if (colon <= 0 || !LevelWords.IsCertain(token[..colon]) || colon + 1 == token.Length)
        {
            return false;
        }

        SetLevel(token[..colon], _at + colon + 1, ref line);
        if (token[(colon + 1)..].IndexOf((byte)':') is > 0 and var length)
        {
            _logger = token.Slice(colon + 1, length);
            _at = _message = _at + length + 1;
        }

        return true;
    }

    private void SetLevel(ReadOnlySpan<byte> word, int end, ref LogLine line)
    {
        line.Level = word;
        line.Severity = LevelWords.Parse(word);
        _at = _message = end;
        _brackets = 0;
    }

    /// <summary>Something else than a blank beside the word says that it is a column: a colon, a tab, a bar, a gap.</summary>
    private readonly bool IsColumn(ReadOnlySpan<byte> token, int end)
    {
        if (token[^1] is (byte)':' or (byte)']' || (end < _text.Length && _text[end] is (byte)'|' or (byte)'\t'))
        {
            return true;
        }

        var gap = end + 1 < _text.Length && _text[end] == ' ' && _text[end + 1] == ' ';
        return gap || _columns >= 2 || (_at >= 2 && _text[_at - 1] == ' ' && _text[_at - 2] is (byte)'-' or (byte)'|');
    }
}
