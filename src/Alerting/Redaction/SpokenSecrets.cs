namespace Alerting.Redaction;

/// <summary>
/// Tokens and one-time codes in sentences: <c>using token 9f8e7d6c5b4a3928</c>, <c>your code is 493021</c>.
/// </summary>
internal static class SpokenSecrets
{
    public static readonly string[] Tokens = ["token", "api key", "access key", "session id"];

    /// <summary>How a code or a one-time password is called. Any other code may be that of an error.</summary>
    public static readonly string[] Codes =
    [
        "your code", "login code", "sign-in code", "verification code", "security code", "one-time code", "use code",
        "enter code", "otp code", "otp", "one-time password", "ihr code", "dein code", "votre code", "su código",
        "seu código", "il tuo codice", "your pin", "pin is", "with pin", "passcode", "mfa code", "2fa code",
        "totp code", "totp", "code de vérification", "código de verificación", "bestätigungscode",
    ];

    /// <summary>Behind a code: <c>493021 is your code</c></summary>
    public const string IsYours = " is your ";

    private const int LeastToken = 12;

    /// <summary>How far a code may be from its name, as in <c>OTP for bob@example.com is 493021</c>.</summary>
    private const int LongestGap = 48;

    private static readonly string[] Verbs =
        ["is: ", "is ", "lautet ", "ist ", "est ", "es ", "é ", "è ", ": ", " ", "set to "];

    /// <summary>At the first letter of a name.</summary>
    public static bool Token(ref TextCursor text)
    {
        if (EndOfName(text, Tokens) is not (> 0 and var end) || text[end] != ' ')
            return false;
        var start = end + 1 + (text.StartsWith(end + 1, "is ") ? 3 : 0);
        start += text[start] is '"' or '\'' ? 1 : 0;
        var close = text.EndOf(start, "+/=");
        var value = text.Between(start, close);
        var digits = 0;
        foreach (var c in value)
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        var isToken = value.Length >= LeastToken && digits is > 1 && digits < value.Length && !value.Contains('/');
        return isToken && text[close] is not ('.' or '-' or ':' or '@' or '_') && text.Redact(start, close);
    }

    /// <summary>At the first letter of a name.</summary>
    public static bool Code(ref TextCursor text)
    {
        if (EndOfName(text, Codes) is not (> 0 and var end))
            return false;
        foreach (var verb in Verbs)
        {
            var from = text[end] == ' ' && verb[0] != ' ' ? end + 1 : end;
            if (text.StartsWith(from, verb) && Digits(ref text, from + verb.Length))
                return true;
        }
        var gap = text.From(end, LongestGap);
        gap = gap.IndexOfAny('\n', ',') is >= 0 and var stop ? gap[..stop] : gap;
        return gap.StartsWith(" for ") && gap.IndexOf(" is ") is > 0 and var at && Digits(ref text, end + at + 4);
    }

    /// <summary>At the blank before "is your": <c>493021 is your login code</c></summary>
    public static bool CodeBefore(ref TextCursor text)
    {
        if (!text.StartsWith(IsYours))
            return false;
        var start = text.Position;
        while (start > text.Floor && char.IsAsciiDigit(text[start - 1]))
            start--;
        var end = text.Position;
        var rest = text.From(end + IsYours.Length, LongestGap);
        return end - start is >= 4 and <= 8 && text.IsWordStart(start)
            && (rest.Contains("code", StringComparison.OrdinalIgnoreCase)
                || rest.Contains("password", StringComparison.OrdinalIgnoreCase)
                || rest.Contains("OTP", StringComparison.OrdinalIgnoreCase))
            && text.Redact(start, end);
    }

    private static bool Digits(ref TextCursor text, int start)
    {
        var end = start;
        while (char.IsAsciiDigit(text[end]))
            end++;
        var isCode = end - start is >= 4 and <= 8 && !char.IsAsciiLetterOrDigit(text[end])
            && !(text[end] is '.' or ',' && char.IsAsciiDigit(text[end + 1])) && !text.StartsWith(end, " ms")
            && !text.StartsWith(end, " sec");
        return isCode && text.Redact(start, end);
    }

    private static int EndOfName(in TextCursor text, string[] names)
    {
        if (!text.IsWordStart(text.Position))
            return 0;
        foreach (var name in names)
        {
            if (text.From(text.Position).StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return text.Position + name.Length;
        }
        return 0;
    }
}
