using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets that are recognised by what stands before them.</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create(" /?#\t\r\n\"'");

    private const int LongestKey = 64;
    private const int LongestUser = 256;

    /// <summary>Last words of keys whose value is secret.</summary>
    private static readonly string[] Keys =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key",
        "secretkey", "secret_key", "privatekey", "private_key", "signature", "credential", "credentials", "authorization", "cookie",
        "sessionid", "session_id", "connectionstring",
    ];

    /// <summary><c>https://user:password@host</c></summary>
    private bool TakeUrlPassword()
    {
        if (At(_at + 1) != '/' || At(_at + 2) != '/')
        {
            return false;
        }

        var start = _at + 3;
        var authority = _text.AsSpan(start, Math.Min(LongestUser, _text.Length - start));
        var stop = authority.IndexOfAny(AuthorityEnd);
        authority = stop < 0 ? authority : authority[..stop];
        var at = authority.LastIndexOf('@');
        var colon = at < 0 ? -1 : authority[..at].IndexOf(':');
        if (colon < 0)
        {
            _at = at < 0 ? start : start + at + 1;
            return true;
        }

        return Replace(start + colon + 1, start + at, Redaction.Mark);
    }

    /// <summary><c>password=…</c>, <c>"client_secret": "…"</c></summary>
    private bool TakeValueOfKey()
    {
        if (!IsSecretKey(out var isProse))
        {
            return false;
        }

        var start = _at + 1;
        while (At(start) is ' ' or '\t')
        {
            start++;
        }

        var escaped = At(start) == '\\' && At(start + 1) is '"' or '\'';
        start += escaped ? 1 : 0;
        if (At(start) is not ('"' or '\''))
        {
            return !isProse && TakePlainValue(start);
        }

        var end = EndOfQuoted(start, escaped);
        return end > start + 1 && Replace(start + 1, end, Redaction.Mark);
    }

    /// <summary>The closing quote; inside of a JSON string it is escaped, elsewhere escaped quotes belong to the value.</summary>
    private readonly int EndOfQuoted(int start, bool escaped)
    {
        var quote = _text[start];
        var end = start + 1;
        while (end < _text.Length && _text[end] != quote && _text[end] != '\n')
        {
            if (_text[end] == '\\' && escaped && At(end + 1) == quote)
            {
                return end;
            }

            end += _text[end] == '\\' ? 2 : 1;
        }

        return Math.Min(end, _text.Length);
    }

    /// <summary>The value ends where a list would go on.</summary>
    private bool TakePlainValue(int start)
    {
        // "Authorization: Bearer x" keeps its scheme.
        foreach (var scheme in (ReadOnlySpan<string>)["Bearer ", "Basic ", "bearer ", "basic "])
        {
            start += string.CompareOrdinal(_text, start, scheme, 0, scheme.Length) == 0 ? scheme.Length : 0;
        }

        var end = start;
        while (end < _text.Length && _text[end] is not (' ' or '\t' or '\r' or '\n' or ',' or ';' or '&' or ')' or '}' or ']' or '"' or '\'' or '{' or '['))
        {
            end++;
        }

        var value = _text.AsSpan(start, end - start);
        return value.Length > 0 && value is not ("null" or "true" or "false" or "None") && Replace(start, end, Redaction.Mark);
    }

    /// <param name="isProse">A sentence may read so too (<c>invalid token: unexpected end</c>): only a quoted value is a value.</param>
    private readonly bool IsSecretKey(out bool isProse)
    {
        var end = _at;
        while (end > _copied && _text[end - 1] is ' ' or '"' or '\'' or '\\')
        {
            end--;
            if (_at - end > 3)
            {
                break;
            }
        }

        var from = Math.Max(_copied, end - LongestKey);
        var name = _text.AsSpan(from, end - from);
        isProse = false;
        foreach (var key in Keys)
        {
            if (name.EndsWith(key, StringComparison.OrdinalIgnoreCase) && IsKeyStart(name, name.Length - key.Length))
            {
                isProse = _text[_at] == ':' && end == _at && key is "token" or "signature" or "credential" or "credentials" or "secret";
                return true;
            }
        }

        return false;
    }

    /// <summary>The word begins here: <c>db_password</c>, <c>clientSecret</c>; not <c>mistoken</c>.</summary>
    private static bool IsKeyStart(ReadOnlySpan<char> name, int at) =>
        at == 0 || !char.IsAsciiLetter(name[at - 1]) || char.IsAsciiLetterUpper(name[at]);

    /// <summary>The part in front of the at sign goes, the domain tells enough.</summary>
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
}
