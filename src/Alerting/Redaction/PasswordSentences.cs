using System.Buffers;

namespace Alerting.Redaction;

/// <summary>Passwords in sentences, and in a statement that sets one.</summary>
internal static class PasswordSentences
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("!@#$%^&*?");

    private static readonly SearchValues<char> NameSigns = SearchValues.Create("./:-_=([");

    private static readonly string[] Verbs =
    [
        " is ", " was ", " ist ", " lautet ", " est ", " es ", " è ", " é ", " set to ", " changed to ", " -> ", ":: ",
        "：",
    ];

    /// <summary>Between a password and its value without a verb: <c>login with password Xk3…</c></summary>
    private static readonly string[] Gaps = [" ", "\t"];

    /// <summary><c>the password is hunter2</c>; not <c>the password is required</c>.</summary>
    public static bool Sentence(ref TextCursor text)
    {
        foreach (var name in SecretWords.SpokenPasswords)
        {
            if (!text.From(text.Position).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (Set(ref text))
                return true;
            var after = text.Position + name.Length;
            foreach (var verb in (ReadOnlySpan<string>)[.. Verbs, .. Gaps])
            {
                if (!text.StartsWith(after, verb))
                    continue;
                var start = after + verb.Length;
                start += text[start] is '"' or '\'' ? 1 : 0;
                var end = text.EndOfValue(start);
                var value = text.Between(start, end).TrimEnd(".:!?");
                return (Gaps.Contains(verb) ? IsRandom(value) : IsPassword(value)) && text.Redact(start, end);
            }
        }
        return false;
    }

    /// <summary><c>SET PASSWORD FOR 'bob' = 'hunter2'</c>, <c>SET PASSWORD = PASSWORD('hunter2')</c></summary>
    private static bool Set(ref TextCursor text)
    {
        var rest = text.From(text.Position, 120);
        var equals = rest.IndexOf('=');
        if (equals < 0 || !text.Before(text.Position).EndsWith("set ", StringComparison.OrdinalIgnoreCase))
            return false;
        var quote = rest[equals..].IndexOfAny('\'', '"');
        if (quote < 0)
            return false;
        quote += text.Position + equals;
        var end = text.EndOfQuoted(quote, escapes: 0);
        return end > quote + 1 && text.Redact(quote + 1, end);
    }

    /// <summary>Neither a word nor the name of a thing, which has dots or dashes.</summary>
    public static bool IsRandom(ReadOnlySpan<char> value) =>
        value.Length >= 8 && value.ContainsAnyInRange('a', 'z') && value.ContainsAnyInRange('A', 'Z')
        && value.ContainsAnyInRange('0', '9') && !value.ContainsAny(NameSigns);

    /// <summary>Words have no digits and no signs. A password of letters alone looks like one.</summary>
    public static bool IsPassword(ReadOnlySpan<char> value) =>
        value.Length >= 4 && (value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z'))
        && (value.ContainsAnyInRange('0', '9') || value.ContainsAny(Signs)) && !SecretValues.IsProse(value)
        && !value.StartsWith(Redactor.Mark);
}
