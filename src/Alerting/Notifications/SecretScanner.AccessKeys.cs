namespace Alerting.Notifications;

/// <summary>
/// AWS's secret access keys, which look like nothing but 40 letters and digits: they are known by the access key id or by the
/// word "secret" beside them.
/// </summary>
internal ref partial struct SecretScanner
{
    private const int SecretLength = 40;

    /// <summary>This near they stand beside each other.</summary>
    private const int Beside = 48;

    /// <summary>An access key id that ends at a place, and the key in front of it or behind.</summary>
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

    /// <summary>Where a key of 40 begins that lies wholly between two places on one line; -1 where none does.</summary>
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

    /// <summary>Digits and letters of both kinds: a commit has small ones only.</summary>
    private static bool IsSecretAccessKey(ReadOnlySpan<char> text) =>
        text[0] != '/' && text.ContainsAnyInRange('0', '9') && text.ContainsAnyInRange('a', 'z') && text.ContainsAnyInRange('A', 'Z');
}
