namespace Alerting.Redaction;

/// <summary>
/// AWS's access keys. A secret key is just 40 characters, so it is recognised by the access key id or the word "secret"
/// beside it.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes</remarks>
internal static class AccessKeys
{
    private const int PrefixLength = 4;
    private const int LeastId = 16;
    private const int SecretLength = 40;

    /// <summary>The longest distance between a secret key and its id.</summary>
    private const int Beside = 48;

    /// <summary>Redacts an access key id and the secret key before or after it.</summary>
    public static bool IdAndSecret(ref TextCursor text)
    {
        if (!text.IsWordStart(text.Position) || !(text.StartsWith("AKIA") || text.StartsWith("ASIA")))
            return false;
        var start = text.Position;
        var end = text.EndOf(start + PrefixLength, "-_");
        if (end - start - PrefixLength < LeastId)
            return false;
        Secret(ref text, Math.Max(text.Floor, start - Beside - SecretLength), start);
        text.RedactAfterPrefix(start + PrefixLength, end);
        Secret(ref text, end, end + Beside + SecretLength);
        return true;
    }

    /// <summary><c>secret wJalr…</c>, <c>SecretAccessKey: wJalr…</c></summary>
    public static bool AfterSecret(ref TextCursor text)
    {
        const string word = "secret";
        var end = text.Position + word.Length;
        return text.From(text.Position).StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && Secret(ref text, end, end + Beside + SecretLength);
    }

    /// <summary>Redacts a secret key within a range on one line.</summary>
    private static bool Secret(ref TextCursor text, int from, int to)
    {
        to = Math.Min(to, text.Length);
        for (var start = from; start + SecretLength <= to && text[start] != '\n';)
        {
            var end = start;
            while (end - start <= SecretLength && IsSecretSign(text[end]))
                end++;
            if (end - start == SecretLength && IsStart(text, start) && IsSecret(text.Between(start, end)))
                return text.Redact(start, end);
            start = end + 1;
        }
        return false;
    }

    private static bool IsStart(in TextCursor text, int at) =>
        at == 0 || !(IsSecretSign(text[at - 1]) || text[at - 1] is '_' or '-');

    private static bool IsSecretSign(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '+';

    /// <summary>Requires digits, upper and lower case, because a commit hash has only lower case.</summary>
    private static bool IsSecret(ReadOnlySpan<char> text) =>
        text[0] != '/' && text.ContainsAnyInRange('0', '9')
        && text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('A', 'Z');
}
