namespace Alerting.Redaction;

/// <summary>Whether a key's name is that of a secret.</summary>
internal static class SecretNames
{
    /// <summary>What may follow the word: <c>password_confirmation</c>, <c>SECRET_KEY_BASE</c>.</summary>
    private static readonly string[] Suffixes =
        ["_confirmation", "confirmation", "_confirm", "confirm", "_repeat", "repeat", "_again", "_base", "_value"];

    public static bool IsSecret(ReadOnlySpan<char> name) => AtEnd(WithoutSuffix(name), SecretWords.Names) is not null;

    /// <summary>The first of the words with which the name ends.</summary>
    public static string? AtEnd(ReadOnlySpan<char> name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.EndsWith(word, StringComparison.OrdinalIgnoreCase) && IsStart(name, name.Length - word.Length))
                return word;
        }
        return null;
    }

    /// <summary><c>password2</c>, <c>new_password1</c> and <c>password_confirmation</c> are passwords too.</summary>
    public static ReadOnlySpan<char> WithoutSuffix(ReadOnlySpan<char> name)
    {
        var word = name.TrimEnd("0123456789");
        name = name.Length - word.Length <= 2 ? word : name;
        foreach (var suffix in Suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return name[..^suffix.Length];
        }
        return name;
    }

    /// <summary>The word at the end stands alone, as in a sentence; <c>access_token</c> is a name.</summary>
    public static bool IsAlone(ReadOnlySpan<char> name, string word)
    {
        var at = name.Length - word.Length;
        return at == 0 || !(char.IsAsciiLetterOrDigit(name[at - 1]) || name[at - 1] is '_' or '-' or '.');
    }

    /// <summary>A word starts here: <c>db_password</c>, <c>clientSecret</c>; not <c>mistoken</c>.</summary>
    private static bool IsStart(ReadOnlySpan<char> name, int at) =>
        at == 0 || !char.IsAsciiLetter(name[at - 1]) || char.IsAsciiLetterUpper(name[at]);
}
