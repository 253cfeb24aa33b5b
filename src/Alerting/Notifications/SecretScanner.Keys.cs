namespace Alerting.Notifications;

/// <summary>Names of secrets, and names that count only if the value looks like a secret.</summary>
internal ref partial struct SecretScanner
{
    private enum KeyKind
    {
        None,
        Secret,

        /// <summary>The name may be part of a sentence: <c>invalid token: unexpected end</c>.</summary>
        Prose,

        /// <summary>A short word also used for counts and settings: <c>pass=17 fail=0</c>.</summary>
        Weak,
    }

    /// <summary>Keys that end in one of these have secret values.</summary>
    internal static readonly string[] Keys =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key",
        "secretkey", "secret_key", "privatekey", "private_key", "signature", "credential", "credentials", "authorization", "cookie",
        "sessionid", "session_id", "connectionstring", "accountkey", "sharedaccesskey", "sig", "passwords", "api key", "access key", "secret key",
        "encryption_key", "encryptionkey", "signing_key", "signingkey", "master_key", "masterkey",
    ];

    /// <summary>Keys that come before a password in sentences too.</summary>
    private static readonly string[] Passwords = ["password", "passwd", "passphrase", "pwd"];

    /// <summary>What may follow the word: <c>password_confirmation</c>, <c>SECRET_KEY_BASE</c>.</summary>
    private static readonly string[] Suffixes = ["_confirmation", "confirmation", "_confirm", "confirm", "_repeat", "repeat", "_again", "_base", "_value"];

    /// <summary>Keys that sentences have before a colon too.</summary>
    private static readonly string[] ProseKeys =
        ["token", "signature", "credential", "credentials", "secret", "cookie", "api key", "access key", "secret key"];

    /// <summary>Pagination tokens, which are not secret.</summary>
    private static readonly string[] PageKeys = ["nexttoken", "next_token", "pagetoken", "page_token", "continuationtoken", "continuation_token"];

    /// <summary>Part of a .NET assembly's name, not a secret.</summary>
    private const string AssemblyKey = "publickeytoken";

    private static readonly string[] WeakKeys = ["pass", "pin", "auth"];

    /// <summary>The key before the current equals sign or colon, without quotes and spaces.</summary>
    private readonly KeyKind KindOfKey(out string key)
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

        var name = Behind(end);
        var word = WithoutSuffix(name);
        key = KeyAtEnd(word, Keys) ?? "";
        if (key.Length > 0)
        {
            return word.EndsWith(AssemblyKey, StringComparison.OrdinalIgnoreCase) ? KeyKind.None : IsProseKey(word, key, end) ? KeyKind.Prose : KeyKind.Secret;
        }

        key = _text[_at] == '=' || (end < _at && _text[_at - 1] != ' ') ? KeyAtEnd(name, WeakKeys) ?? "" : "";
        return key.Length > 0 ? KeyKind.Weak : KeyKind.None;
    }

    private readonly bool IsProseKey(ReadOnlySpan<char> name, string key, int end) =>
        KeyAtEnd(name, PageKeys) is not null || (_text[_at] == ':' && end == _at && IsWord(name, key) && IsOneOf(key, ProseKeys));

    /// <summary>The text before a position, as long as a key can be.</summary>
    private readonly ReadOnlySpan<char> Behind(int end)
    {
        var from = Math.Max(_copied, end - LongestKey);
        return _text.AsSpan(from, end - from);
    }

    private static string? KeyAtEnd(ReadOnlySpan<char> name) => KeyAtEnd(WithoutSuffix(name), Keys);

    /// <summary><c>password2</c>, <c>new_password1</c> and <c>password_confirmation</c> are passwords too.</summary>
    internal static ReadOnlySpan<char> WithoutSuffix(ReadOnlySpan<char> name)
    {
        var word = name.TrimEnd("0123456789");
        name = name.Length - word.Length <= 2 ? word : name;
        foreach (var suffix in Suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^suffix.Length];
            }
        }

        return name;
    }

    private static string? KeyAtEnd(ReadOnlySpan<char> name, string[] keys)
    {
        foreach (var key in keys)
        {
            if (name.EndsWith(key, StringComparison.OrdinalIgnoreCase) && IsKeyStart(name, name.Length - key.Length))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>A word starts here: <c>db_password</c>, <c>clientSecret</c>; not <c>mistoken</c>.</summary>
    private static bool IsKeyStart(ReadOnlySpan<char> name, int at) =>
        at == 0 || !char.IsAsciiLetter(name[at - 1]) || char.IsAsciiLetterUpper(name[at]);

    /// <summary>The key is a separate word, as in a sentence; <c>access_token</c> is a name.</summary>
    private static bool IsWord(ReadOnlySpan<char> name, string key)
    {
        var at = name.Length - key.Length;
        return at == 0 || !(char.IsAsciiLetterOrDigit(name[at - 1]) || name[at - 1] is '_' or '-' or '.');
    }
}
