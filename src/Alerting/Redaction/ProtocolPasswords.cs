namespace Alerting.Redaction;

/// <summary>Passwords in the commands of Redis, FTP, POP3, IMAP and SMTP.</summary>
internal static class ProtocolPasswords
{
    public static readonly string[] Commands = ["AUTH", "PASS ", "LOGIN "];

    /// <summary>SMTP's and POP3's mechanisms, after which base64 follows. RFC 4954.</summary>
    private static readonly string[] Mechanisms = ["PLAIN", "LOGIN", "XOAUTH2"];

    /// <summary>At the command.</summary>
    public static bool Password(ref TextCursor text)
    {
        if (!text.IsWordStart(text.Position))
            return false;
        return text.StartsWith("AUTH") ? Auth(ref text, text.Position + 4)
            : text.StartsWith("LOGIN ") ? Last(ref text, text.Position + 6, words: 2)
            : text.StartsWith("PASS ") && IsSent(text) && Last(ref text, text.Position + 5, words: 1);
    }

    /// <summary><c>AUTH hunter2</c>, <c>AUTH bob hunter2</c>, <c>"AUTH" "bob" "x"</c>, <c>AUTH PLAIN AGFw…</c></summary>
    private static bool Auth(ref TextCursor text, int end)
    {
        if (text.StartsWith(end, "\" \""))
            return Quoted(ref text, end + 2);
        if (text[end] != ' ')
            return false;
        var next = text.EndOfValue(end + 1);
        return Mechanisms.Contains(text.Between(end + 1, next).ToString()) && text[next] == ' '
            ? Word(ref text, next + 1, text.EndOf(next + 1, "+/="))
            : Last(ref text, end + 1, words: 1) || Last(ref text, end + 1, words: 2);
    }

    private static bool Quoted(ref TextCursor text, int quote)
    {
        var close = text.EndOfQuoted(quote, escapes: 0);
        if (text.StartsWith(close, "\" \""))
        {
            quote = close + 2;
            close = text.EndOfQuoted(quote, escapes: 0);
        }
        return close > quote + 1 && text.Redact(quote + 1, close);
    }

    /// <summary>The last of the words if nothing follows, as in a command and not in a sentence.</summary>
    private static bool Last(ref TextCursor text, int start, int words)
    {
        var end = text.EndOfValue(start);
        for (; words > 1 && text[end] == ' '; words--)
        {
            if (SecretValues.IsProse(text.Between(start, end)))
                return false;
            start = end + 1;
            end = text.EndOfValue(start);
        }
        return words == 1 && text[end] is not (' ' or '\t') && Word(ref text, start, end);
    }

    private static bool Word(ref TextCursor text, int start, int end) =>
        end - start >= 4 && PasswordSentences.IsPassword(text.Between(start, end)) && text.Redact(start, end);

    /// <summary>Test runners write PASS at the start of a line, too.</summary>
    private static bool IsSent(in TextCursor text) => text.Before(text.Position).TrimEnd(' ') is [.., '>' or ':'];
}
