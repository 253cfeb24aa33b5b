namespace Alerting.Notifications;

/// <summary>
/// AWS's secret access keys. They are just 40 characters, so they are recognised by the access key id or the word "secret"
/// beside them.
/// </summary>
internal ref partial struct SecretScanner
{
    private const int SecretLength = 40;

    /// <summary>The longest distance between a secret key and its id.</summary>
    private const int Beside = 48;

    /// <summary>Redacts an access key id and the secret key before or after it.</summary>
    private bool TakeAccessKey(int end)
    {
        var start = _at;
        if (SecretIn(Math.Max(_copied, start - Beside - SecretLength), start) is >= 0 and var before)
        {
            Replace(before, before + SecretLength, Redaction.Mark);
        }

        Replace(start + 4, end, "…" + Redaction.Mark);
        return TakeSecretBehind(end);
    }

    /// <summary><c>secret wJalr…</c>, <c>SecretAccessKey: wJalr…</c></summary>
    private bool TakeBehindSecret() =>
        string.Compare(_text, _at, "secret", 0, 6, StringComparison.OrdinalIgnoreCase) == 0 && SecretIn(_at + 6, _at + 6 + Beside + SecretLength) is >= 0 and var start
        && Replace(start, start + SecretLength, Redaction.Mark);

    private bool TakeSecretBehind(int end)
    {
        if (SecretIn(end, end + Beside + SecretLength) is >= 0 and var start)
        {
            Replace(start, start + SecretLength, Redaction.Mark);
        }

        return true;
    }

    /// <summary>The start of a 40-character key within a range on one line, or -1.</summary>
    private readonly int SecretIn(int from, int to)
    {
        to = Math.Min(to, _text.Length);
        for (var start = from; start + SecretLength <= to && _text[start] != '\n';)
        {
            var end = start;
            while (end < _text.Length && end - start <= SecretLength && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '/' or '+'))
            {
                end++;
            }

            if (end - start == SecretLength && (start == 0 || !IsKeyPart(_text[start - 1])) && IsSecretAccessKey(_text.AsSpan(start, SecretLength)))
            {
                return start;
            }

            start = end + 1;
        }

        return -1;
    }

    private static bool IsKeyPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '+' or '_' or '-';

    /// <summary>Requires digits, upper and lower case, because a commit hash has only lower case.</summary>
    private static bool IsSecretAccessKey(ReadOnlySpan<char> text) =>
        text[0] != '/' && text.ContainsAnyInRange('0', '9') && text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('A', 'Z');
}
