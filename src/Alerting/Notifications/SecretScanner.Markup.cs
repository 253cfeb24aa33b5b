namespace Alerting.Notifications;

/// <summary>Secrets in XML elements and in percent-encoded text.</summary>
internal ref partial struct SecretScanner
{
    /// <summary>The percent-encoded characters that end a value.</summary>
    private static readonly string[] EncodedEnds = ["26", "3B", "3b", "22", "2C", "2c", "20", "0A", "0a", "7D", "7d", "27"];

    /// <summary><c>&lt;password&gt;…&lt;/password&gt;</c></summary>
    private bool TakeElement()
    {
        var open = _at;
        while (open > _copied && _at - open < LongestKey && (char.IsAsciiLetterOrDigit(_text[open - 1]) || _text[open - 1] is '_' or '-' or '.' or ':'))
        {
            open--;
        }

        if (open == 0 || open == _at || _text[open - 1] != '<' || KeyAtEnd(_text.AsSpan(open, _at - open)) is null)
        {
            return false;
        }

        var rest = _text.AsSpan(_at + 1);
        var end = rest.IndexOf('<');
        // "connect <user> <password>" is a usage text.
        var isClosed = end > 0 && end + 1 < rest.Length && rest[end + 1] == '/';
        end = isClosed ? end : end < 0 && rest.Length > 0 && rest[0] != ' ' ? Math.Max(0, rest.IndexOfAny(ValueEnd) is >= 0 and var stop ? stop : rest.Length) : 0;
        return end > 0 && !rest[..end].IsWhiteSpace() && Replace(_at + 1, _at + 1 + end, Redaction.Mark);
    }

    /// <summary><c>password%3Dhunter2%26x%3D1</c>, encoded once or twice.</summary>
    private bool TakeEncodedValue()
    {
        var sign = AfterPercent(_at);
        if (!IsEncoded(sign, "3D") && !IsEncoded(sign, "3d") && !IsEncoded(sign, "3A") && !IsEncoded(sign, "3a"))
        {
            return false;
        }

        var key = _text.AsSpan(Math.Max(_copied, _at - LongestKey), _at - Math.Max(_copied, _at - LongestKey));
        key = key.EndsWith("%22") || key.EndsWith("%27") ? key[..^3] : key;
        if (KeyAtEnd(key) is null)
        {
            return false;
        }

        var start = sign + 2;
        start = At(start) == '%' && IsEncoded(AfterPercent(start), "22") ? AfterPercent(start) + 2 : start;
        if (string.CompareOrdinal(_text, start, Redaction.Mark, 0, Redaction.Mark.Length) == 0)
        {
            return Replace(start, start + Redaction.Mark.Length, Redaction.Mark);
        }

        var end = start;
        while (end < _text.Length && !ValueEnd.Contains(_text[end]) && !IsEncodedEnd(end))
        {
            end++;
        }

        return end > start && Replace(start, end, Redaction.Mark);
    }

    /// <summary>The start of an encoded character's digits; <c>%25</c> is an encoded percent sign.</summary>
    private readonly int AfterPercent(int at)
    {
        at++;
        for (var i = 0; i < 2 && IsEncoded(at, "25"); i++)
        {
            at += 2;
        }

        return at;
    }

    private readonly bool IsEncoded(int at, string digits) => string.CompareOrdinal(_text, at, digits, 0, 2) == 0;

    private readonly bool IsEncodedEnd(int at)
    {
        if (_text[at] != '%')
        {
            return false;
        }

        var digits = AfterPercent(at);
        foreach (var sign in EncodedEnds)
        {
            if (IsEncoded(digits, sign))
            {
                return true;
            }
        }

        return false;
    }
}
