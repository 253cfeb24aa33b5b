using System.Buffers;

namespace Alerting.Notifications;

/// <summary>The credentials after the scheme of an Authorization header: one word, or parameters. RFC 9110, 11.4.</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> ParameterEnd = SearchValues.Create(" ,\t\r\n\"'");
    private static readonly SearchValues<char> SchemeSigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    /// <summary>Schemes followed by one word.</summary>
    private static readonly string[] WordSchemes = ["bearer", "basic", "negotiate", "ntlm"];

    /// <summary>Schemes followed by one word or by parameters: registered ones and others in use.</summary>
    /// <remarks>https://www.iana.org/assignments/http-authschemes</remarks>
    private static readonly string[] OtherSchemes =
    [
        "digest", "token", "apikey", "api-key", "key", "oauth", "hawk", "hmac", "signature", "dpop", "gnap", "jwt", "aws", "aws4-hmac-sha256", "sharedkey",
        "sharedaccesssignature", "splunk", "geniekey", "ssws", "bot", "mutual", "hoba", "scram-sha-1", "scram-sha-256",
    ];

    /// <summary>The length of a scheme and the spaces after it, or 0 if the value does not begin with a scheme.</summary>
    private readonly int SchemeAt(int start, string key)
    {
        var end = EndOf(start, "-");
        var name = _text.AsSpan(start, Math.Min(end - start, LongestKey));
        if (At(end) != ' ' || !(IsOneOf(name, WordSchemes) || (key == "authorization" && IsOneOf(name, OtherSchemes))))
        {
            return 0;
        }

        while (At(end) == ' ')
        {
            end++;
        }

        return end - start;
    }

    private static bool IsOneOf(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var one in names)
        {
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>username="bob"</c>, but not the equals signs that pad base64.</summary>
    private readonly bool IsParameter(int at)
    {
        var sign = EndOf(at, "-_.");
        if (sign == at || At(sign) != '=')
        {
            return false;
        }

        var value = sign + 1;
        while (At(value) == '\\' && value - sign <= DeepestEscape)
        {
            value++;
        }

        // A quote at the end closes the string that contains the header.
        return At(value) is '"' or '\'' ? At(value + 1) != '\0' && !ValueEnd.Contains(At(value + 1)) : At(value) is not ('=' or '\0') && !ValueEnd.Contains(At(value));
    }

    /// <summary><c>Digest username="bob", response="…"</c>. After other keys, it is the next field: <c>auth=basic order=17</c>.</summary>
    private bool TakeParameters(int start, int scheme, KeyKind kind, string key)
    {
        if (key != "authorization")
        {
            return TakeWord(start, kind, key);
        }

        var end = start + scheme;
        if (IsOneOf(_text.AsSpan(start, scheme).TrimEnd(' '), WordSchemes))
        {
            return false;
        }

        do
        {
            end = EndOfParameter(end);
            var next = end;
            while (At(next) is ',' or ' ' && next - end < 2)
            {
                next++;
            }

            if (At(end) != ',' || !IsParameter(next))
            {
                break;
            }

            end = next;
        }
        while (end < _text.Length);
        return Replace(start + scheme, end, Redaction.Mark);
    }

    private readonly int EndOfParameter(int at)
    {
        var value = EndOf(at, "-_.") + 1;
        var quote = value;
        while (At(quote) == '\\' && quote - value < DeepestEscape)
        {
            quote++;
        }

        if (At(quote) is '"' or '\'')
        {
            var close = EndOfQuoted(quote, escapes: quote - value);
            return At(close) is '\n' or '\0' ? close : EndOfQuote(close);
        }

        var rest = _text.AsSpan(value);
        return rest.IndexOfAny(ParameterEnd) is >= 0 and var stop ? value + stop : _text.Length;
    }

    private readonly int EndOfQuote(int at)
    {
        while (At(at) == '\\')
        {
            at++;
        }

        return at + 1;
    }

    /// <summary>After an unknown scheme, the next word is redacted if it looks like a secret.</summary>
    private static int EndOfCredentials(ReadOnlySpan<char> rest, int length)
    {
        if (length + 1 >= rest.Length || rest[length] != ' ' || rest[..length].ContainsAnyExcept(SchemeSigns))
        {
            return length;
        }

        var next = rest[(length + 1)..];
        var end = next.IndexOfAny(ValueEnd) is >= 0 and var stop ? stop : next.Length;
        var word = next[..end];
        return word.Length >= 8 && IsMixed(word) && word.TrimEnd('=').IndexOf('=') < 0 ? length + 1 + end : length;
    }
}
