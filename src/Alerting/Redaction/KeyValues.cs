namespace Alerting.Redaction;

/// <summary>
/// The value after a key and an equals sign or a colon: <c>password=…</c>, <c>"client_secret": "…"</c>.
/// </summary>
internal static class KeyValues
{
    /// <summary>Names that sentences have before a colon too.</summary>
    private static readonly string[] ProseNames =
        ["token", "signature", "credential", "credentials", "secret", "cookie", "api key", "access key", "secret key"];

    /// <summary>Pagination tokens, which are not secret.</summary>
    private static readonly string[] PageNames =
        ["nexttoken", "next_token", "pagetoken", "page_token", "continuationtoken", "continuation_token"];

    /// <summary>Part of a .NET assembly's name, not a secret.</summary>
    private const string AssemblyName = "publickeytoken";

    /// <summary>Enough quotes, spaces and escapes between a key and its sign.</summary>
    private const int DeepestQuote = 7;

    public static bool Value(ref TextCursor text)
    {
        if (text.IsUrl || Key(text) is not { Kind: not KeyKind.None } key)
            return false;
        var start = Start(text);
        var quote = text.AfterEscapes(start);
        if (text[quote] is not ('"' or '\''))
            return PlainValue(ref text, start, key);
        var end = text.EndOfQuoted(quote, escapes: quote - start);
        var isSecret = end > quote + 1
            && (key.Kind == KeyKind.Prose || SecretValues.LooksSecret(text, key, quote + 1, end));
        return isSecret && text.Redact(quote + 1, end);
    }

    /// <summary>The key before the current sign, without quotes and spaces.</summary>
    private static SecretKey Key(in TextCursor text)
    {
        var end = text.Position;
        while (end > text.Floor && text.Position - end <= DeepestQuote && text[end - 1] is ' ' or '"' or '\'' or '\\')
            end--;
        var name = text.Before(end);
        var word = SecretNames.WithoutSuffix(name);
        if (SecretNames.AtEnd(word, SecretWords.Names) is { } secret)
        {
            if (word.EndsWith(AssemblyName, StringComparison.OrdinalIgnoreCase))
                return default;
            return new SecretKey(IsProse(text, word, secret, end) ? KeyKind.Prose : KeyKind.Secret, secret);
        }
        if (SecretNames.AtEnd(name, SecretWords.OneTimeCodes) is not null)
            return new SecretKey(KeyKind.Weak, "otp");
        if (word.EndsWith("pass", StringComparison.Ordinal) && name.Contains("-pass", StringComparison.Ordinal))
            return new SecretKey(KeyKind.Secret, "pass");
        if (IsNamedValue(name))
            return new SecretKey(KeyKind.Secret, "value");
        // Only a number is one of these, so a colon is enough: PIN: 4930
        var isKey = SecretNames.AtEnd(name, SecretWords.Pins) is not null
            || text[text.Position] == '=' || (end < text.Position && text[text.Position - 1] != ' ');
        var weak = isKey ? SecretNames.AtEnd(name, SecretWords.WeakNames) : null;
        return weak is null ? default : new SecretKey(KeyKind.Weak, weak);
    }

    /// <summary><c>{"name":"DB_PASSWORD","value":"…"}</c></summary>
    private static bool IsNamedValue(ReadOnlySpan<char> name)
    {
        if (!name.EndsWith("value", StringComparison.OrdinalIgnoreCase))
            return false;
        var before = name[..^"value".Length];
        var other = before.TrimEnd(" \"'\\,\n");
        return before[other.Length..].ContainsAny(',', '\n') && SecretNames.IsSecret(other)
            && (other.Contains("name", StringComparison.OrdinalIgnoreCase)
                || other.Contains("key", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsProse(in TextCursor text, ReadOnlySpan<char> name, string word, int end) =>
        SecretNames.AtEnd(name, PageNames) is not null
        || (text[text.Position] == ':' && end == text.Position && SecretNames.IsAlone(name, word)
            && ProseNames.Contains(word));

    /// <summary>Where the value or its quote begins.</summary>
    private static int Start(in TextCursor text)
    {
        // Ruby and PHP write =>, and some JSON writers escape the > in it.
        var start = text.Position + 1;
        if (text[start - 1] == '=')
            start += text[start] == '>' ? 1 : text.StartsWith(start, "\\u003e") ? 6 : 0;
        while (text[start] is ' ' or '\t')
            start++;
        // Python prefixes strings: u'…', b'…'.
        return text[start] is 'u' or 'b' && text[start + 1] is '"' or '\'' ? start + 1 : start;
    }

    private static bool PlainValue(ref TextCursor text, int start, SecretKey key)
    {
        // Keep the scheme of "Authorization: Bearer x".
        var value = AuthorizationHeaders.AfterScheme(text, start, key);
        if (value == start || !AuthorizationHeaders.IsParameter(text, value))
            return Word(ref text, value, key);
        // After other keys, it is the next field: auth=basic order=17.
        return key.IsAuthorization
            ? AuthorizationHeaders.Parameters(ref text, start, value)
            : Word(ref text, start, key);
    }

    private static bool Word(ref TextCursor text, int start, SecretKey key)
    {
        // Skip what is already redacted: the text after the mark would look like part of the value.
        if (text.StartsWith(start, Redactor.Mark))
            return text.Redact(start, start + Redactor.Mark.Length);
        // "private_key: -----BEGIN …": the whole key is a secret of its own kind.
        if (text.StartsWith(start, Tokens.PrivateKeyBegin))
            return false;
        if (text[start] == '[' && (key.Kind == KeyKind.Secret || key.Name == "cookie"))
            return SecretLists.List(ref text, start);
        var end = text.EndOfValue(start);
        if (end > start && text[end] == ' ')
            end = Math.Max(end, ConnectionStrings.EndOfValue(text, start));
        var value = text.Between(start, end);
        var isSecret = value.Length > 0 && value is not ("null" or "true" or "false" or "None")
            && SecretValues.LooksSecret(text, key, start, end);
        // A number in JSON becomes a string, so that the line stays JSON.
        if (isSecret && text[text.Position] == ':' && text[text.Position - 1] == '"'
            && value.ContainsAnyExceptInRange('0', '9') is false)
        {
            return text.Redact(start, end, $"\"{Redactor.Mark}\"");
        }
        return isSecret && text.Redact(start, key.Name switch
        {
            "cookie" => EndOfCookies(text, end),
            "authorization" => AuthorizationHeaders.EndOfCredentials(text, start, end),
            _ => end,
        });
    }

    /// <summary><c>sid=x; lang=en</c>: each name with a value is part of the cookie.</summary>
    private static int EndOfCookies(in TextCursor text, int end)
    {
        while (text[end] == ';' && text[end + 1] == ' ')
        {
            var next = text.EndOfValue(end + 2);
            if (!text.Between(end + 2, next).Contains('='))
                break;
            end = next;
        }
        return end;
    }
}
