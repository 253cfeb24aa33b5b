using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Creates facts, links and labels, leaving out those without a value.</summary>
internal static class NonEmpty
{
    public static IReadOnlyList<Fact> Facts(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var kept = new List<Fact>();
        foreach (var (name, value) in facts)
        {
            if (!string.IsNullOrWhiteSpace(value))
                kept.Add(new Fact(name, value.Trim()));
        }
        return kept;
    }

    /// <summary>Only absolute http and https links, because people click them.</summary>
    public static IReadOnlyList<Link> Links(params ReadOnlySpan<(string Text, string? Url)> links)
    {
        var kept = new List<Link>();
        foreach (var (text, url) in links)
        {
            if (IsWeb(url))
                kept.Add(new Link(text, url!.Trim()));
        }
        return kept;
    }

    public static Dictionary<string, string> Labels(params ReadOnlySpan<(string Name, string? Value)> labels)
    {
        var kept = new Dictionary<string, string>();
        foreach (var (name, value) in labels)
        {
            if (!string.IsNullOrWhiteSpace(value))
                kept[name] = value;
        }
        return kept;
    }

    public static bool IsWeb(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            && uri.Host.Length > 0;
}
