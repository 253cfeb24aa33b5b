using System.Buffers;

namespace Alerting.Redaction;

internal enum KeyKind
{
    None,
    Secret,

    /// <summary>The name may be part of a sentence: <c>invalid token: unexpected end</c>.</summary>
    Prose,

    /// <summary>A short word also used for counts and settings: <c>pass=17 fail=0</c>.</summary>
    Weak,
}

internal readonly record struct SecretKey(KeyKind Kind, string Name)
{
    public bool IsAuthorization => Name == "authorization";
}

/// <summary>Distinguishes secrets from counts, settings, paths and sentences by the value.</summary>
internal static class SecretValues
{
    /// <summary>Values of weak names that are not secret.</summary>
    private static readonly SearchValues<string> Harmless = SearchValues.Create(
        ["true", "false", "null", "none", "yes", "no", "ok", "on", "off", "passed", "failed", "success", "oauth1",
         "oauth2", "md5", "sha1", "sha256", "sha512", "sigv4"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Words after a name that are not its value: <c>--password is required</c>,
    /// <c>password: authentication failed for bob</c>.
    /// </summary>
    private static readonly SearchValues<string> Prose = SearchValues.Create(
        ["is", "are", "was", "were", "must", "may", "should", "can", "cannot", "will", "requires", "required", "needs",
         "needed", "not", "and", "or", "but", "with", "without", "for", "from", "to", "in", "on", "of", "as", "by",
         "if", "when", "has", "had", "option", "options", "flag", "flags", "argument", "arguments", "parameter",
         "value", "instead", "given", "missing", "failed", "via", "set", "auth", "authentication", "authorization",
         "access", "header", "token", "credentials", "scheme", "incorrect", "invalid", "wrong", "expired", "rejected",
         "denied", "empty", "unknown", "unable", "error", "mismatch", "does", "too", "no"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the value from <paramref name="start"/> to <paramref name="end"/> is a secret beside this key.
    /// </summary>
    public static bool LooksSecret(in TextCursor text, SecretKey key, int start, int end)
    {
        var value = text.Between(start, end);
        return key.Kind switch
        {
            KeyKind.Secret when key.IsAuthorization && IsProse(value) => false,
            KeyKind.Secret => !IsPlace(text, key.Name, start, end) && !IsSentence(text, start, end),
            KeyKind.Prose => (IsMixed(value) && value.Length >= 6 && !value.StartsWith("arn:"))
                || (key.Name == "cookie" && value.Contains('='))
                || (key.Name == "secret" && IsWholeLine(text, start, end)),
            _ => !Harmless.Contains(value.ToString()) && IsNoCount(key.Name, value),
        };
    }

    /// <summary>Digits and letters.</summary>
    public static bool IsMixed(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('0', '9')
        && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z'));

    public static bool IsProse(ReadOnlySpan<char> word) => Prose.Contains(word.TrimEnd(".:!?").ToString());

    private static bool IsNoCount(string name, ReadOnlySpan<char> value)
    {
        var digits = value.Length - value.Trim("0123456789").Length;
        return name switch
        {
            "pin" or "otp" or "totp" or "passcode" => digits == value.Length && digits is >= 4 and <= 12,
            "salt" => value.Length >= 8 && IsMixed(value),
            "creds" => value.IndexOf(':') > 0,
            "cvv" or "cvc" or "cvv2" => digits == value.Length && digits is 3 or 4,
            // OAuth's authorization code; not the code of an error.
            "code" => value.Length >= 20 && IsMixed(value) && !value.Contains(' '),
            // Those of pagers, not that of a queue.
            "routing_key" or "routingkey" or "integration_key" or "integrationkey" or "service_key" or "servicekey" =>
                value.Length >= 20 && IsMixed(value) && !value.ContainsAny(" ./-"),
            "auth" => (IsMixed(value) && value.Length >= 6) || value.Length >= 16,
            _ => digits < value.Length || digits > 3,
        };
    }

    /// <summary><c>PWD=/home/app</c> is a shell's directory, and a KMS key's ARN is not secret.</summary>
    private static bool IsPlace(in TextCursor text, string name, int start, int end) => name switch
    {
        "pwd" => text[start] == '/' && text[end] != ';' && !ConnectionStrings.IsAfterSemicolon(text)
            && IsShellName(text.Before(text.Position).TrimEnd(" \"'\\")),
        "encryption_key" or "encryptionkey" => text.Between(start, end).StartsWith("arn:"),
        _ => false,
    };

    private static bool IsShellName(ReadOnlySpan<char> name) =>
        SecretNames.IsAlone(name, "pwd") || name.EndsWith("OLDPWD");

    /// <summary><c>password: authentication failed for bob</c></summary>
    private static bool IsSentence(in TextCursor text, int start, int end) =>
        text[text.Position] == ':' && text[end] == ' ' && char.IsAsciiLetter(text[end + 1])
        && IsProse(text.Between(start, end));

    /// <summary>The line has only the key <c>secret</c> and its value, as in a settings file.</summary>
    private static bool IsWholeLine(in TextCursor text, int start, int end)
    {
        var key = text.Position - "secret".Length;
        return (end == text.Length || text[end] is '\n' or '\r') && !text.Between(start, end).ContainsAny(" .:")
            && (key < 2 || text[key - 1] == '\n' || !char.IsAsciiLetterOrDigit(text[key - 2]));
    }
}
