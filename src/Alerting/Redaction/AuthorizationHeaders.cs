using System.Buffers;

namespace Alerting.Redaction;

/// <summary>
/// The credentials after the scheme of an Authorization header: one word, or parameters. RFC 9110, 11.4.
/// </summary>
internal static class AuthorizationHeaders
{
    private static readonly SearchValues<char> ParameterEnd = SearchValues.Create(" ,\t\r\n\"'");
    private static readonly SearchValues<char> CredentialSigns = SearchValues.Create("0123456789=");
    private static readonly SearchValues<char> SchemeSigns =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-");

    /// <summary>Schemes followed by one word.</summary>
    private static readonly string[] WordSchemes = ["bearer", "basic", "negotiate", "ntlm"];

    /// <summary>Schemes followed by one word or by parameters: registered ones and others in use.</summary>
    /// <remarks>https://www.iana.org/assignments/http-authschemes</remarks>
    private static readonly string[] OtherSchemes =
    [
        "digest", "token", "apikey", "api-key", "key", "oauth", "hawk", "hmac", "signature", "dpop", "gnap", "jwt",
        "aws", "aws4-hmac-sha256", "sharedkey", "sharedaccesssignature", "splunk", "geniekey", "ssws", "bot", "mutual",
        "hoba", "scram-sha-1", "scram-sha-256",
    ];

    /// <summary>Schemes that are recognised without the header's name. RFC 6750, RFC 7617.</summary>
    private static readonly string[] LoneSchemes =
        ["Bearer ", "bearer ", "BEARER ", "Bearer: ", "Basic ", "basic ", "BASIC "];

    /// <summary><c>got Bearer 0123456789abcdef</c>: a scheme without the header's name.</summary>
    public static bool Credentials(ref TextCursor text)
    {
        var start = text.Position;
        foreach (var scheme in LoneSchemes)
            start += start == text.Position && text.StartsWith(scheme) ? scheme.Length : 0;
        if (start == text.Position || !text.IsWordStart(text.Position) || IsParameter(text, start))
            return false;
        var end = text.EndOf(start, "-._~+/=");
        var isToken = end - start >= 8 && text.Between(start, end).ContainsAny(CredentialSigns);
        return isToken && text.Redact(start, end);
    }

    /// <summary>Where the credentials begin if the value begins with a scheme; otherwise the value's start.</summary>
    public static int AfterScheme(in TextCursor text, int start, SecretKey key)
    {
        var end = text.EndOf(start, "-");
        var name = text.Between(start, Math.Min(end, start + TextCursor.LongestKey));
        if (text[end] != ' ' || !(IsOneOf(name, WordSchemes) || (key.IsAuthorization && IsOneOf(name, OtherSchemes))))
            return start;
        while (text[end] == ' ')
            end++;
        return end;
    }

    /// <summary><c>username="bob"</c>, but not the equals signs that pad base64.</summary>
    public static bool IsParameter(in TextCursor text, int at)
    {
        var sign = text.EndOf(at, "-_.");
        if (sign == at || text[sign] != '=')
            return false;
        var value = text.AfterEscapes(sign + 1);
        // A quote at the end closes the string that contains the header.
        return text[value] is '"' or '\'' ? IsInValue(text[value + 1]) : text[value] != '=' && IsInValue(text[value]);
    }

    /// <summary><c>Digest username="bob", response="…"</c></summary>
    public static bool Parameters(ref TextCursor text, int scheme, int start)
    {
        if (IsOneOf(text.Between(scheme, start).TrimEnd(' '), WordSchemes))
            return false;
        var end = EndOfParameter(text, start);
        while (text[end] == ',' && NextParameter(text, end) is var next && IsParameter(text, next))
            end = EndOfParameter(text, next);
        return text.Redact(start, end);
    }

    /// <summary>After an unknown scheme, the next word is redacted too if it looks like a secret.</summary>
    public static int EndOfCredentials(in TextCursor text, int start, int end)
    {
        if (text[end] != ' ' || end + 1 >= text.Length || text.Between(start, end).ContainsAnyExcept(SchemeSigns))
            return end;
        var next = text.EndOfValue(end + 1);
        var word = text.Between(end + 1, next);
        return word.Length >= 8 && SecretValues.IsMixed(word) && word.TrimEnd('=').IndexOf('=') < 0 ? next : end;
    }

    private static int NextParameter(in TextCursor text, int end)
    {
        var next = end;
        while (text[next] is ',' or ' ' && next - end < 2)
            next++;
        return next;
    }

    private static int EndOfParameter(in TextCursor text, int at)
    {
        var value = text.EndOf(at, "-_.") + 1;
        var quote = text.AfterEscapes(value);
        if (text[quote] is '"' or '\'')
        {
            var close = text.EndOfQuoted(quote, escapes: quote - value);
            return text[close] is '\n' or '\0' ? close : EndOfQuote(text, close);
        }
        var length = text.From(value).IndexOfAny(ParameterEnd);
        return length < 0 ? text.Length : value + length;
    }

    private static int EndOfQuote(in TextCursor text, int at)
    {
        while (text[at] == '\\')
            at++;
        return at + 1;
    }

    private static bool IsInValue(char c) => c != '\0' && !TextCursor.ValueEnd.Contains(c);

    private static bool IsOneOf(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var one in names)
        {
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
