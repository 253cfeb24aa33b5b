using System.Text.RegularExpressions;

namespace Alerting.Tests.Channels;

/// <summary>
/// Finds what a phone, a mail program or a chat makes tappable, as their patterns do: greedy, and independent of ours.
/// </summary>
internal static partial class TappableLinks
{
    /// <summary>The hosts of all links in a text.</summary>
    public static IEnumerable<string> Hosts(string text)
    {
        // Clients ignore invisible characters, and read full-width ones like the plain ones.
        text = Unseen().Replace(text, "").Normalize(System.Text.NormalizationForm.FormKC).Replace('。', '.');
        foreach (Match url in Url().Matches(text))
            yield return HostOf(url.Groups["authority"].Value);
        foreach (Match bare in Bare().Matches(Url().Replace(text, " ")))
            yield return bare.Value.ToLowerInvariant();
        foreach (Match scheme in OtherScheme().Matches(text))
            yield return scheme.Value;
    }

    private static string HostOf(string authority) =>
        Host().Match(authority, authority.LastIndexOf('@') + 1).Value.TrimEnd('.').ToLowerInvariant();

    [GeneratedRegex(@"\G[\p{L}\p{N}._-]+")]
    private static partial Regex Host();

    [GeneratedRegex(@"https?:[/\\]{2,}(?<authority>[^\s/\\?#""<>]+)[^\s""<>|`]*", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?<![\w.-])(?:www\.[\w-]+(?:\.[\w-]+)*|[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|dev|app|example|test|info|co|ly|link|click|zip|xyz|ru|cn|de|рф))(?![\w-]|\.[\w-])",
        RegexOptions.IgnoreCase)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\b(?:javascript|vbscript|mailto|tel|sms):\S|\b[a-z][a-z0-9+.-]*(?<!https?)://", RegexOptions.IgnoreCase)]
    private static partial Regex OtherScheme();

    [GeneratedRegex(@"[\u200B-\u200F\u2060\u00AD\uFEFF\uFE00-\uFE0F]")]
    private static partial Regex Unseen();
}
