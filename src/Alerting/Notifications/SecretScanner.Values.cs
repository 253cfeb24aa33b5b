using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets recognised by the key before them.</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n,;&)}]\"'{[");

    private const int LongestKey = 64;
    private const int LongestValue = 256;

    /// <summary>Enough for JSON strings nested three times.</summary>
    private const int DeepestEscape = 7;

    /// <summary><c>password=…</c>, <c>"client_secret": "…"</c></summary>
    private bool TakeValueOfKey()
    {
        var kind = KindOfKey(out var key);
        if (kind == KeyKind.None)
        {
            return false;
        }

        // Ruby and PHP write =>, and some JSON writers escape the > in it.
        var start = _at + 1;
        start += _text[_at] != '=' ? 0 : At(start) == '>' ? 1 : string.CompareOrdinal(_text, start, "\\u003e", 0, 6) == 0 ? 6 : 0;
        while (At(start) is ' ' or '\t')
        {
            start++;
        }

        // Python prefixes strings: u'…', b'…'.
        start += At(start) is 'u' or 'b' && At(start + 1) is '"' or '\'' ? 1 : 0;
        var quote = start;
        while (At(quote) == '\\' && quote - start < DeepestEscape)
        {
            quote++;
        }

        if (At(quote) is not ('"' or '\''))
        {
            return TakePlainValue(start, kind, key);
        }

        var end = EndOfQuoted(quote, escapes: quote - start);
        var isValue = end > quote + 1 && (kind == KeyKind.Prose || LooksSecret(kind, key, quote + 1, _text.AsSpan(quote + 1, end - quote - 1)));
        return isValue && Replace(quote + 1, end, Redaction.Mark);
    }

    /// <summary>
    /// The closing quote, which has as many escapes as the opening one, because JSON may be nested in JSON strings. A quote with
    /// more escapes belongs to the value.
    /// </summary>
    private readonly int EndOfQuoted(int start, int escapes)
    {
        var quote = _text[start];
        var end = start + 1;
        while (end < _text.Length && _text[end] != '\n')
        {
            var run = 0;
            while (At(end + run) == '\\')
            {
                run++;
            }

            if (At(end + run) == quote && (run <= escapes || (escapes == 0 && run % 2 == 0)))
            {
                return end + (escapes == 0 ? run : 0);
            }

            end += run + 1;
        }

        return Math.Min(end, _text.Length);
    }

    /// <summary>Redacts an unquoted value.</summary>
    private bool TakePlainValue(int start, KeyKind kind, string key)
    {
        // Keep the scheme of "Authorization: Bearer x".
        var scheme = SchemeAt(start, key);
        if (scheme > 0 && IsParameter(start + scheme))
        {
            return TakeParameters(start, scheme, kind, key);
        }

        return TakeWord(start + scheme, kind, key);
    }

    private bool TakeWord(int start, KeyKind kind, string key)
    {
        var rest = _text.AsSpan(start);
        // Skip what is already redacted: the text after the mark would look like part of the value.
        if (rest.StartsWith(Redaction.Mark))
        {
            return Replace(start, start + Redaction.Mark.Length, Redaction.Mark);
        }

        var length = rest.IndexOfAny(ValueEnd);
        length = length < 0 ? rest.Length : length;
        if (length > 0 && length < rest.Length && rest[length] == ' ')
        {
            length = Math.Max(length, ConnectionStringValue(rest));
        }

        var value = rest[..length];
        length = key == "cookie" ? EndOfCookies(rest, length) : key == "authorization" ? EndOfCredentials(rest, length) : length;
        return value.Length > 0 && value is not ("null" or "true" or "false" or "None") && LooksSecret(kind, key, start, value) && Replace(start, start + length, Redaction.Mark);
    }

    /// <summary>Redacts the part before the at sign. The domain is enough for a reader.</summary>
    private bool TakeEmail()
    {
        var start = _at;
        while (start > _copied && start > _at - LongestKey && (char.IsAsciiLetterOrDigit(_text[start - 1]) || _text[start - 1] is '.' or '_' or '%' or '+' or '-'))
        {
            start--;
        }

        var dot = EndOf(_at + 1, "-");
        var isEmail = start < _at && dot > _at + 1 && At(dot) == '.' && char.IsAsciiLetter(At(dot + 1)) && char.IsAsciiLetter(At(dot + 2));
        return isEmail && Replace(start, _at, Redaction.Mark);
    }

    /// <summary><c>sid=x; lang=en</c>: each name with a value is part of the cookie.</summary>
    private static int EndOfCookies(ReadOnlySpan<char> rest, int end)
    {
        while (end + 1 < rest.Length && rest[end] == ';' && rest[end + 1] == ' ')
        {
            var next = rest[(end + 2)..];
            var length = next.IndexOfAny(ValueEnd) is >= 0 and var stop ? stop : next.Length;
            if (!next[..length].Contains('='))
            {
                break;
            }

            end += 2 + length;
        }

        return end;
    }
}
