using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>
/// Reads the fields of a text header one by one: brackets, numbers, the level, the logger. Columns before the level count as
/// header only once a level is found after them; until then they may be the message.
/// </summary>
internal ref partial struct HeaderFields
{
    private const int MaxColumns = 5;
    private const int MaxBrackets = 3;

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _hasTime;

    /// <summary>Where the message starts, as far as known.</summary>
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

    /// <summary>Reads the header from <paramref name="at"/> on and returns where the message starts.</summary>
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

    private bool TakeLevel(ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        var word = token.TrimEnd(":,;|]"u8);
        var certain = LevelWords.IsUnambiguous(word) || (LevelWords.IsLevel(word) && IsColumn(token, end));
        if (certain && (_hasTime || _columns == 0))
        {
            SetLevel(word, end, ref line);
            return true;
        }

        if (_numbers >= 2 && token.Length == 1 && LevelWords.FromLetter(token[0]) is not null)
        {
            SetLevel(token, end, ref line);
            return true;
        }

        if (_hasTime && _columns == 0 && TakeJoinedLevel(token, end, ref line))
        {
            return true;
        }

        // Python's default format: ERROR:root:message
        var colon = token.IndexOf((byte)':');
        if (colon <= 0 || !LevelWords.IsUnambiguous(token[..colon]) || colon + 1 == token.Length)
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

    /// <summary>
    /// A level joined with another field: Monolog's channel before it, <c>production.ERROR:</c>, or Celery's process after it,
    /// <c>ERROR/MainProcess]</c>.
    /// </summary>
    /// <remarks>
    /// https://seldaek.github.io/monolog/doc/message-structure.html,
    /// https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-log-format
    /// </remarks>
    private bool TakeJoinedLevel(ReadOnlySpan<byte> token, int end, ref LogLine line)
    {
        if (token[^1] == ':' && token.LastIndexOf((byte)'.') is > 0 and var dot && IsUpperLevel(token[(dot + 1)..^1]))
        {
            SetLevel(token[(dot + 1)..^1], end, ref line);
            _logger = token[..dot];
            return true;
        }

        if (token[^1] != ']' || token.IndexOf((byte)'/') is not (> 0 and var slash) || !IsUpperLevel(token[..slash]))
        {
            return false;
        }

        SetLevel(token[..slash], end, ref line);
        return true;
    }

    private static bool IsUpperLevel(ReadOnlySpan<byte> word) =>
        LevelWords.IsLevel(word) && !word.ContainsAnyInRange((byte)'a', (byte)'z');

    private void SetLevel(ReadOnlySpan<byte> word, int end, ref LogLine line)
    {
        line.LevelText = word;
        line.Level = LevelWords.Parse(word);
        _at = _message = end;
        _brackets = 0;
    }

    /// <summary>A colon, a tab, a bar or a gap beside the word shows that it is a column.</summary>
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
