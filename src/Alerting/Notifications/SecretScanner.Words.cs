using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets after their name and a space: on command lines and in sentences.</summary>
internal ref partial struct SecretScanner
{
    /// <summary>Words after a name that are not its value: <c>--password is required</c>, <c>password: authentication failed for bob</c>.</summary>
    private static readonly SearchValues<string> Prose = SearchValues.Create(
        ["is", "are", "was", "were", "must", "may", "should", "can", "cannot", "will", "requires", "required", "needs", "needed", "not",
         "and", "or", "but", "with", "without", "for", "from", "to", "in", "on", "of", "as", "by", "if", "when", "has", "had", "option",
         "options", "flag", "flags", "argument", "arguments", "parameter", "value", "instead", "given", "missing", "failed", "via", "set",
         "auth", "authentication", "authorization", "access", "header", "token", "credentials", "scheme", "incorrect", "invalid", "wrong", "expired",
         "rejected", "denied", "empty", "unknown", "unable", "error", "mismatch", "does", "too", "no"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary><c>--password hunter2</c>, <c>-u bob:hunter2</c></summary>
    private bool TakeFlag()
    {
        if (_at > 0 && !(_text[_at - 1] is ' ' or '\t' or '\n' or '"' or '\'' or '[' or '('))
        {
            return false;
        }

        var start = At(_at + 1) == '-' ? _at + 2 : _at + 1;
        var end = start;
        while (end - start < LongestKey && (char.IsAsciiLetterOrDigit(At(end)) || At(end) is '-' or '_' or '.'))
        {
            end++;
        }

        var name = _text.AsSpan(start, end - start);
        var value = end + 1;
        if (name.IsEmpty || name[0] == '-' || At(end) != ' ' || At(value) is '-' or '<')
        {
            return false;
        }

        if (At(value) is '"' or '\'')
        {
            var close = EndOfQuoted(value, escapes: 0);
            return KeyAtEnd(name) is not null && close > value + 1 && !_text.AsSpan(value + 1, close - value - 1).StartsWith(Redaction.Mark) && Replace(value + 1, close, Redaction.Mark);
        }

        var rest = _text.AsSpan(value);
        var length = rest.IndexOfAny(ValueEnd) is >= 0 and var stop ? stop : rest.Length;
        if (name is "u" or "user" or "U")
        {
            return TakeLogin(value, rest[..length]);
        }

        var isSecret = !name.StartsWith("no-") && KeyAtEnd(name) is not null && length > 0 && !IsProse(rest[..length]);
        return isSecret && Replace(value, value + length, Redaction.Mark);
    }

    /// <summary>User and password. <c>-u 1000:1000</c> and <c>-u app:app</c> are user and group.</summary>
    private bool TakeLogin(int start, ReadOnlySpan<char> login)
    {
        var colon = login.IndexOf(':');
        if (colon <= 0 || colon + 1 == login.Length || login[colon + 1] == '/')
        {
            return false;
        }

        var password = login[(colon + 1)..];
        var isGroup = password.SequenceEqual(login[..colon]) || !password.ContainsAnyExceptInRange('0', '9');
        return !isGroup && Replace(start + colon + 1, start + login.Length, Redaction.Mark);
    }

    private static bool IsProse(ReadOnlySpan<char> word) => Prose.Contains(word.TrimEnd(".:!?").ToString());

    /// <summary><c>with password 'hunter2'</c>; after other names a quote is often not the secret: <c>unexpected token 'x'</c>.</summary>
    private bool TakeQuotedBehindName()
    {
        var end = _at;
        while (end > _copied && _at - end < DeepestEscape && _text[end - 1] == '\\')
        {
            end--;
        }

        var name = end > _copied && _text[end - 1] == ' ' ? Behind(end - 1) : default;
        if (KeyAtEnd(WithoutSuffix(name), Passwords) is null)
        {
            return false;
        }

        var close = EndOfQuoted(_at, escapes: _at - end);
        var isClosed = close < _text.Length && _text[close] is not '\n' && close > _at + 1;
        return isClosed && Replace(_at + 1, close, Redaction.Mark);
    }
}
