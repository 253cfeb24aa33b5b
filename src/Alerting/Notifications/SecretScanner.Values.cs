using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets that are recognised by what stands before them.</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n,;&)}]\"'{[");

    private const int LongestKey = 64;
    private const int LongestValue = 256;

    /// <summary>Three strings of JSON, one in the other.</summary>
    private const int DeepestEscape = 7;

    /// <summary>Last words of keys whose value is secret.</summary>
    private static readonly string[] Keys =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key",
        "secretkey", "secret_key", "privatekey", "private_key", "signature", "credential", "credentials", "authorization", "cookie",
        "sessionid", "session_id", "connectionstring", "accountkey", "sharedaccesskey", "sig",
    ];

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

        var quote = start;
        while (At(quote) == '\\' && quote - start < DeepestEscape)
        {
            quote++;
        }

        if (At(quote) is not ('"' or '\''))
        {
            return !isProse && TakePlainValue(start);
        }

        var end = EndOfQuoted(quote, escapes: quote - start);
        return end > quote + 1 && Replace(quote + 1, end, Redaction.Mark);
    }

    /// <summary>
    /// The closing quote, which is escaped as often as the opening one: JSON stands in strings of JSON. A quote that is
    /// escaped more often belongs to the value.
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

    /// <summary>The value ends where a list would go on.</summary>
    private bool TakePlainValue(int start)
    {
        // "Authorization: Bearer x" keeps its scheme.
        foreach (var scheme in (ReadOnlySpan<string>)["Bearer ", "Basic ", "bearer ", "basic "])
        {
            start += string.CompareOrdinal(_text, start, scheme, 0, scheme.Length) == 0 ? scheme.Length : 0;
        }

        var rest = _text.AsSpan(start);
        // What is masked already is not looked at again: what stands behind the mark would be read as part of it.
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
        return value.Length > 0 && value is not ("null" or "true" or "false" or "None") && Replace(start, start + length, Redaction.Mark);
    }

    /// <param name="isProse">A sentence may read so too (<c>invalid token: unexpected end</c>): only a quoted value is a value.</param>
    private readonly bool IsSecretKey(out bool isProse)
    {
        var end = _at;
        while (end > _copied && _text[end - 1] is ' ' or '"' or '\'' or '\\')
        {
            end--;
            if (_at - end > DeepestEscape)
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
