namespace Alerting.Notifications;

/// <summary>Distinguishes secrets from counts, settings, paths and sentences by the value.</summary>
internal ref partial struct SecretScanner
{
    /// <summary>Values of weak keys that are not secret.</summary>
    private static readonly string[] Harmless =
        ["true", "false", "null", "none", "yes", "no", "ok", "on", "off", "passed", "failed", "success", "oauth1", "oauth2", "md5", "sha1", "sha256", "sha512", "sigv4"];

    /// <summary>Whether the value of an ambiguous key looks like a secret.</summary>
    private readonly bool LooksSecret(KeyKind kind, string key, int start, ReadOnlySpan<char> value)
    {
        if (kind == KeyKind.Secret)
        {
            return !IsPlace(key, start, value) && !IsSentence(start, value);
        }

        if (kind == KeyKind.Prose)
        {
            return (IsMixed(value) && value.Length >= 6 && !value.StartsWith("arn:")) || (key == "cookie" && value.Contains('='))
                || (key == "secret" && IsAlone(start, value.Length));
        }

        var digits = value.Length - value.Trim("0123456789").Length;
        return !Harmless.Contains(value.ToString(), StringComparer.OrdinalIgnoreCase) && key switch
        {
            "pin" => digits == value.Length && digits is >= 4 and <= 12,
            "auth" => (IsMixed(value) && value.Length >= 6) || value.Length >= 16,
            _ => digits < value.Length || digits > 3,
        };
    }

    private static bool IsMixed(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('0', '9') && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z'));

    /// <summary><c>PWD=/home/app</c> is a shell's directory, and a KMS key's ARN is not secret.</summary>
    private readonly bool IsPlace(string key, int start, ReadOnlySpan<char> value) => key switch
    {
        "pwd" => value[0] == '/' && At(start + value.Length) != ';' && !IsBehindSemicolon() && IsShellName(Behind(_at).TrimEnd(" \"'\\")),
        "encryption_key" or "encryptionkey" => value.StartsWith("arn:"),
        _ => false,
    };

    private static bool IsShellName(ReadOnlySpan<char> name) => IsWord(name, "pwd") || name.EndsWith("OLDPWD");

    /// <summary><c>password: authentication failed for bob</c></summary>
    private readonly bool IsSentence(int start, ReadOnlySpan<char> value)
    {
        var end = start + value.Length;
        return _text[_at] == ':' && At(end) == ' ' && char.IsAsciiLetter(At(end + 1)) && IsProse(value);
    }

    /// <summary>The line has only the key and its value, as in a settings file.</summary>
    private readonly bool IsAlone(int start, int length)
    {
        var end = start + length;
        var key = _at - "secret".Length;
        return (end == _text.Length || _text[end] is '\n' or '\r') && !_text.AsSpan(start, length).ContainsAny(" .:")
            && (key < 2 || _text[key - 1] == '\n' || !char.IsAsciiLetterOrDigit(_text[key - 2]));
    }
}
