namespace Alerting.Redaction;

/// <summary>Secrets in the lists and pairs by which programs print headers and arguments.</summary>
internal static class SecretLists
{
    private const int LongestList = 4096;

    /// <summary><c>"passwords":["a","b"]</c>, <c>cookie=[sid=x; lang=en]</c></summary>
    public static bool List(ref TextCursor text, int start)
    {
        var length = text.From(start, LongestList).IndexOfAny("]\n");
        if (length <= 1 || text[start + length] != ']')
            return false;
        var values = text.Between(start + 1, start + length);
        if (values[0] is '"' or '\'' or (>= '0' and <= '9'))
            return text.Redact(start + 1, start + length, $"\"{Redactor.Mark}\"");
        return (values.Contains('=') || SecretValues.IsMixed(values)) && text.Redact(start + 1, start + length);
    }

    /// <summary>At the comma of a pair: <c>('Set-Cookie', 'sid=x')</c>, <c>["x-api-key","…"]</c></summary>
    public static bool Pair(ref TextCursor text)
    {
        var end = text.Position - 1;
        if (!(text[end] is '"' or '\''))
            return false;
        var name = text.Before(end);
        var open = name.LastIndexOf(text[end]);
        var quote = text[text.Position + 1] == ' ' ? text.Position + 2 : text.Position + 1;
        if (open < 1 || !(name[open - 1] is '(' or '[') || !(text[quote] is '"' or '\'')
            || !SecretNames.IsSecret(name[(open + 1)..]))
        {
            return false;
        }

        // Names alone make a list of columns: ["password", "email"].
        var close = text.EndOfQuoted(quote, escapes: 0);
        var value = text.Between(quote + 1, close);
        return (value.Contains('=') || SecretValues.IsMixed(value)) && text.Redact(quote + 1, close);
    }
}
