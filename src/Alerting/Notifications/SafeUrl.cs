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
    public static string? Of(string text)
    {
        text = text.Trim();
        // A user name before the host is there to make one host look like another.
        if (text.Length > MaxLength || !Uri.TryCreate(text, UriKind.Absolute, out var uri) ||
            uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0)
            return null;
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
        return url.Length <= MaxLength && Uri.TryCreate(url.ToString(), UriKind.Absolute, out _) ? url.ToString() : null;
    }
}
