namespace Alerting.Redaction;

/// <summary>Tokens and keys with a recognisable format.</summary>
internal static class Tokens
{
    /// <summary><c>{"</c> in base64.</summary>
    public const string JwtBegin = "eyJ";

    public const string SendGridBegin = "SG.";

    public const string PrivateKeyBegin = "-----BEGIN ";

    private const int LongestLabel = 60;

    /// <summary>Signs of base64url besides letters and digits.</summary>
    private const string Others = "-_";

    /// <summary>A Telegram bot's: its number, a colon and 35 characters.</summary>
    /// <remarks>https://core.telegram.org/bots/api#authorizing-your-bot</remarks>
    public static bool Telegram(ref TextCursor text)
    {
        var digits = text.Position;
        while (digits > text.Floor && char.IsAsciiDigit(text[digits - 1]))
            digits--;
        var end = text.EndOf(text.Position + 1, Others);
        return text.Position - digits is >= 8 and <= 10 && end - text.Position - 1 == 35
            && text.StartsWith(text.Position + 1, "AA") && text.Redact(text.Position + 1, end);
    }

    /// <summary>A Discord bot's: three parts, of which the first is its number in base64.</summary>
    /// <remarks>https://discord.com/developers/docs/reference#authentication</remarks>
    public static bool Discord(ref TextCursor text)
    {
        if (!text.IsWordStart(text.Position))
            return false;
        var id = text.EndOf(text.Position, "");
        var time = EndOfPart(text, id);
        var end = EndOfPart(text, time);
        return id - text.Position is >= 23 and <= 28 && time - id is 7 or 8 && end - time is >= 28 and <= 48
            && text.Redact(id + 1, end);
    }

    /// <summary>HCP Terraform's: <c>14 characters.atlasv1.60 or more</c></summary>
    public static bool Terraform(ref TextCursor text)
    {
        const string middle = ".atlasv1.";
        if (!text.StartsWith(middle))
            return false;
        var start = text.Position + middle.Length;
        var end = text.EndOf(start, Others);
        return end - start >= 40 && text.RedactAfterPrefix(start, end);
    }

    /// <summary>Mailchimp's: 32 hexadecimal digits and a data centre, <c>…-us12</c></summary>
    public static bool Mailchimp(ref TextCursor text)
    {
        var start = text.Position;
        while (start > text.Floor && text.Position - start < 33 && char.IsAsciiHexDigitLower(text[start - 1]))
            start--;
        return text.StartsWith("-us") && char.IsAsciiDigit(text[text.Position + 3]) && text.Position - start == 32
            && text.Redact(start, text.Position);
    }

    /// <summary><c>SG.</c>, then two parts separated by a dot.</summary>
    public static bool SendGrid(ref TextCursor text)
    {
        if (!text.StartsWith(SendGridBegin) || !text.IsWordStart(text.Position))
            return false;
        var start = text.Position + SendGridBegin.Length;
        var dot = text.EndOf(start, Others);
        var end = EndOfPart(text, dot);
        return dot - start >= 16 && end - dot > 16 && text.RedactAfterPrefix(start, end);
    }

    /// <summary>RFC 7519: three base64url parts separated by dots.</summary>
    public static bool Jwt(ref TextCursor text)
    {
        if (!text.StartsWith(JwtBegin) || !text.IsWordStart(text.Position))
            return false;
        var header = text.EndOf(text.Position, Others);
        var payload = EndOfPart(text, header);
        return payload - header < 3
            ? Base64.Json(ref text) || text.MoveTo(payload)
            : text.RedactAfterPrefix(text.Position + JwtBegin.Length, EndOfPart(text, payload));
    }

    /// <summary>RFC 7468, and RFC 9580 for PGP. Without an END line, the rest of the text is redacted.</summary>
    public static bool PrivateKey(ref TextCursor text)
    {
        if (!text.StartsWith(PrivateKeyBegin))
            return false;
        var start = text.Position + PrivateKeyBegin.Length;
        var label = text.From(start, LongestLabel);
        var close = label.IndexOf("-----");
        if (close < 0 || !(label[..close].EndsWith("PRIVATE KEY") || label[..close].EndsWith("PRIVATE KEY BLOCK")))
            return false;
        var body = start + close + 5;
        var end = text.Text.IndexOf("-----END ", body, StringComparison.Ordinal);
        return text.Redact(body, end < 0 ? text.Length : end);
    }

    /// <summary>The end of the part after the dot, or <paramref name="dot"/> if there is no dot.</summary>
    private static int EndOfPart(in TextCursor text, int dot) => text[dot] == '.' ? text.EndOf(dot + 1, Others) : dot;
}
