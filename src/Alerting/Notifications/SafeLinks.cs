using System.Buffers;
using System.Text;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>
/// The alert's links that are safe to click, the description's runbook first, and a sentence for each link left out.
/// </summary>
internal sealed record SafeLinks(IReadOnlyList<Link> Links, IReadOnlyList<string> Problems)
{
    private const int LongestText = 100;

    public static SafeLinks Of(Signal signal) => Of(Runbook.Find(signal.Description).Link, signal);

    internal static SafeLinks Of(Link? runbook, Signal signal)
    {
        var links = new List<Link>();
        var problems = new List<string>();
        foreach (var link in runbook is null ? signal.Links : [runbook, .. signal.Links])
        {
            var text = TextCut.Line(link.Text, LongestText);
            if (SafeUrl.Of(link.Url, out var refusal) is { } url)
                links.Add(link with { Text = text, Url = url });
            else
                problems.Add($"Link {text} left out: {refusal}.");
        }
        return new SafeLinks(links, problems);
    }
}

/// <summary>
/// Finds the runbook in a description: <c>runbook: https://…</c> or <c>runbook_url=…</c>. Only http and https URLs
/// count.
/// </summary>
internal sealed record Runbook(Link? Link, string? Rest)
{
    private static readonly SearchValues<char> EndOfUrl = SearchValues.Create(" \t\r\n\"'<>");
    private static readonly string[] Keys = ["runbook_url", "runbook-url", "runbook"];

    public static Runbook Find(string? description)
    {
        if (string.IsNullOrWhiteSpace(description))
            return new Runbook(null, null);
        var start = description.IndexOf("runbook", StringComparison.OrdinalIgnoreCase);
        while (start >= 0)
        {
            if (At(description, start) is var (url, end))
                return new Runbook(new Link("Runbook", url), Without(description, start, end));
            start = description.IndexOf("runbook", start + 1, StringComparison.OrdinalIgnoreCase);
        }
        return new Runbook(null, description.Trim());
    }

    private static (string Url, int End)? At(string text, int start)
    {
        var key = Array.Find(Keys, key => text.AsSpan(start).StartsWith(key, StringComparison.OrdinalIgnoreCase))!;
        var rest = text.AsSpan(start + key.Length).TrimStart();
        if (rest is not [':' or '=', ..])
            return null;
        rest = rest[1..].TrimStart(" \t\"'<");
        var at = text.Length - rest.Length;
        var length = rest.IndexOfAny(EndOfUrl);
        var url = (length < 0 ? rest : rest[..length]).TrimEnd(".,;)").ToString();
        var isLink = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";
        return isLink ? (url, at + url.Length) : null;
    }

    private static string? Without(string text, int start, int end)
    {
        var rest = (text[..start].TrimEnd(" \t(-–|,;".ToCharArray()) + " " +
            text[end..].TrimStart(" \t\"'>).,;".ToCharArray())).Trim();
        return rest.Length == 0 ? null : rest;
    }
}

/// <summary>
/// Accepts URLs that are safe to click, and encodes them so that they cannot break out of any channel's markup.
/// </summary>
internal static class SafeUrl
{
    /// <summary>Some channels refuse longer URLs, and some mail clients cut them.</summary>
    public const int MaxLength = 2000;

    private const string TooLong = "its URL is longer than 2,000 characters";
    private const string NotHttp = "its URL does not begin with https:// or http://";

    /// <summary>
    /// What RFC 3986 allows, except characters that end a link in some markup: brackets, quotes, backticks, asterisks,
    /// bars.
    /// </summary>
    private const string Plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$&+,;=%";

    /// <summary>The http or https URL with all other characters percent-encoded, or null if it is not safe.</summary>
    /// <param name="refusal">What is wrong with it, to follow a colon.</param>
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
            refusal = NotHttp;
        return refusal is null ? url : null;
    }

    private static string? Refusal(string text)
    {
        if (text.Length > MaxLength)
            return TooLong;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return NotHttp;
        // https://bank.example@evil.example looks like another host.
        return uri.UserInfo.Length > 0 ? "its URL has a user name before the host" : null;
    }

    private static string Encoded(string text)
    {
        var url = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && Plain.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                url.Append((char)rune.Value);
            }
            else
            {
                foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                    url.Append('%').Append(Convert.ToHexString([b]));
            }
        }
        return url.ToString();
    }
}
