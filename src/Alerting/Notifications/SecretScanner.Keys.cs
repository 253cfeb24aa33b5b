namespace Alerting.Notifications;

/// <summary>Which names are of secrets, and which are so only with a value that looks like one.</summary>
internal ref partial struct SecretScanner
{
    private enum KeyKind
    {
        None,
        Secret,

        /// <summary>A sentence may read so too: <c>invalid token: unexpected end</c>.</summary>
        Prose,

        /// <summary>A short word that counts and settings have as well: <c>pass=17 fail=0</c>.</summary>
        Weak,
    }

    /// <summary>Last words of keys whose value is secret.</summary>
    internal static readonly string[] Keys =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key",
        "secretkey", "secret_key", "privatekey", "private_key", "signature", "credential", "credentials", "authorization", "cookie",
        "sessionid", "session_id", "connectionstring", "accountkey", "sharedaccesskey", "sig", "passwords", "api key", "access key", "secret key",
        "encryption_key", "encryptionkey", "signing_key", "signingkey", "master_key", "masterkey",
    ];

    /// <summary>Keys that are in front of a password in a sentence as well.</summary>
    private static readonly string[] Passwords = ["password", "passwd", "passphrase", "pwd"];

    /// <summary>What may stand behind the word: <c>password_confirmation</c>, <c>SECRET_KEY_BASE</c>.</summary>
    private static readonly string[] Suffixes = ["_confirmation", "confirmation", "_confirm", "confirm", "_repeat", "repeat", "_again", "_base", "_value"];

    /// <summary>What a sentence may have in front of a colon.</summary>
    private static readonly string[] ProseKeys =
        ["token", "signature", "credential", "credentials", "secret", "cookie", "api key", "access key", "secret key"];

    /// <summary>Tokens that open nothing: what pages of a list are continued by.</summary>
    private static readonly string[] PageKeys = ["nexttoken", "next_token", "pagetoken", "page_token", "continuationtoken", "continuation_token"];

    /// <summary>A part of a .NET assembly's name.</summary>
    private const string AssemblyKey = "publickeytoken";

    private static readonly string[] WeakKeys = ["pass", "pin", "auth"];

    /// <summary>What stands in front of the equals sign or colon at hand, quotes and blanks left out.</summary>
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

    /// <summary>The text in front of a place, as much as a key can have.</summary>
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

    /// <summary>The word begins here: <c>db_password</c>, <c>clientSecret</c>; not <c>mistoken</c>.</summary>
    private static bool IsKeyStart(ReadOnlySpan<char> name, int at) =>
        at == 0 || !char.IsAsciiLetter(name[at - 1]) || char.IsAsciiLetterUpper(name[at]);

    /// <summary>The key is a word by itself, as sentences have it; <c>access_token</c> is a name.</summary>
    private static bool IsWord(ReadOnlySpan<char> name, string key)
    {
        var at = name.Length - key.Length;
        return at == 0 || !(char.IsAsciiLetterOrDigit(name[at - 1]) || name[at - 1] is '_' or '-' or '.');
    }
}
