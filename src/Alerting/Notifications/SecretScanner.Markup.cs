using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Secrets whose key stands neither in front of an equals sign nor of a colon: in elements, in encoded text, on command lines.</summary>
internal ref partial struct SecretScanner
{
    /// <summary>What follows a flag in a sentence about it: <c>--password is required</c>.</summary>
    private static readonly SearchValues<string> Prose = SearchValues.Create(
        ["is", "are", "was", "were", "must", "may", "should", "can", "cannot", "will", "requires", "required", "needs", "needed", "not",
         "and", "or", "but", "with", "without", "for", "from", "to", "in", "on", "of", "as", "by", "if", "when", "has", "had", "option",
         "options", "flag", "flags", "argument", "arguments", "parameter", "value", "instead", "given", "missing", "failed", "via", "set"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The signs that end a value, as percent-encoding writes them.</summary>
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
        // "connect <user> <password>" tells how to call a program.
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

    /// <summary>Where the digits of an encoded sign begin; <c>%25</c> is a percent sign that was encoded itself.</summary>
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

    /// <summary>A name and a password; <c>-u 1000:1000</c> and <c>-u app:app</c> are a user and a group.</summary>
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
}
