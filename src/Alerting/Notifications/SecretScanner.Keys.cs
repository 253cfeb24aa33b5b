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
        "sessionid", "session_id", "connectionstring", "accountkey", "sharedaccesskey", "sig",
    ];

    private static readonly string[] WeakKeys = ["pass", "pin", "auth"];

    /// <summary>What these keys have for a value that is no secret.</summary>
    private static readonly string[] Harmless =
        ["true", "false", "null", "none", "yes", "no", "ok", "on", "off", "passed", "failed", "success", "oauth1", "oauth2", "md5", "sha1", "sha256", "sha512", "sigv4"];

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

        var from = Math.Max(_copied, end - LongestKey);
        var name = _text.AsSpan(from, end - from);
        key = KeyAtEnd(name, Keys) ?? "";
        if (key.Length > 0)
        {
            var isProse = _text[_at] == ':' && end == _at && IsWord(name, key) && key is "token" or "signature" or "credential" or "credentials" or "secret";
            return isProse ? KeyKind.Prose : KeyKind.Secret;
        }

        key = _text[_at] == '=' || (end < _at && _text[_at - 1] != ' ') ? KeyAtEnd(name, WeakKeys) ?? "" : "";
        return key.Length > 0 ? KeyKind.Weak : KeyKind.None;
    }

    private static string? KeyAtEnd(ReadOnlySpan<char> name) => KeyAtEnd(name, Keys);

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

    /// <summary>Whether the value of a key that may mean something else looks like a secret.</summary>
    private readonly bool LooksSecret(KeyKind kind, string key, int start, ReadOnlySpan<char> value)
    {
        if (kind == KeyKind.Secret)
        {
            return true;
        }

        var digits = value.Length - value.Trim("0123456789").Length;
        var isMixed = value.ContainsAnyInRange('0', '9') && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z'));
        if (kind == KeyKind.Prose)
        {
            return (isMixed && value.Length >= 6 && !value.StartsWith("arn:")) || (key == "secret" && IsAlone(start, value.Length));
        }

        return !Harmless.Contains(value.ToString(), StringComparer.OrdinalIgnoreCase) && key switch
        {
            "pin" => digits == value.Length && digits is >= 4 and <= 12,
            "auth" => (isMixed && value.Length >= 6) || value.Length >= 16,
            _ => digits < value.Length || digits > 3,
        };
    }

    /// <summary>Nothing is on the line but the key and its value, as in a file of settings.</summary>
    private readonly bool IsAlone(int start, int length)
    {
        var end = start + length;
        var key = _at - "secret".Length;
        return (end == _text.Length || _text[end] is '\n' or '\r') && !_text.AsSpan(start, length).ContainsAny(" .:")
            && (key < 2 || _text[key - 1] == '\n' || !char.IsAsciiLetterOrDigit(_text[key - 2]));
    }
}
