using System.Text;

namespace Alerting.Notifications;

/// <summary>Which addresses may be clicked, and how they are written so that no markup can be broken with them.</summary>
public static class SafeUrl
{
    /// <summary>Longer ones are refused by some channels, and cut by some mail programs.</summary>
    public const int MaxLength = 2000;

    /// <summary>What RFC 3986 allows, less what ends a link in some markup: brackets, quotes, backticks, asterisks, bars.</summary>
    private const string Plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&+,;=%";

    /// <summary>The address, http or https, with everything else percent-encoded; null when it is no such address.</summary>
    /// <param name="refusal">What is wrong with it, to follow "it".</param>
    public static string? Of(string text, out string? refusal)
    {
        text = text.Trim();
        refusal = Refusal(text);
        if (refusal is not null)
            return null;
        var url = Encoded(text);
        if (url.Length > MaxLength)
            refusal = TooLong;
        else if (!Uri.TryCreate(url, UriKind.Absolute, out _))
            refusal = NoAddress;
        return refusal is null ? url : null;
    }

    public static string? Of(string text) => Of(text, out _);

    private const string TooLong = "is longer than 2000 characters";
    private const string NoAddress = "is no http or https address";

    private static string? Refusal(string text)
    {
        if (text.Length > MaxLength)
            return TooLong;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return NoAddress;
        // A user name before the host is there to make one host look like another.
        return uri.UserInfo.Length > 0 ? "has a user name before its host" : null;
    }

    private static string Encoded(string text)
    {
        var url = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && Plain.Contains((char)rune.Value, StringComparison.Ordinal))
                url.Append((char)rune.Value);
            else
                foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                    url.Append('%').Append(Convert.ToHexString([b]));
        }
        return url.ToString();
    }
}
