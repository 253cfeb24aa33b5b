using System.Buffers;
using Alerting.Alerts;

namespace Alerting.Notifications;

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
