using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Facts, links and labels without those the event has no value for.</summary>
internal static class NonEmpty
{
    public static IReadOnlyList<Fact> Facts(params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var shown = new List<Fact>();
        foreach (var (name, value) in facts)
        {
            if (!string.IsNullOrWhiteSpace(value))
                shown.Add(new Fact(name, value.Trim()));
        }
        return shown;
    }

    /// <summary>Only absolute http and https links: people will click them.</summary>
    public static IReadOnlyList<Link> Links(params ReadOnlySpan<(string Text, string? Url)> links)
    {
        var shown = new List<Link>();
        foreach (var (text, url) in links)
        {
            if (IsWeb(url))
                shown.Add(new Link(text, url!.Trim()));
        }
        return shown;
    }

    public static Dictionary<string, string> Labels(params ReadOnlySpan<(string Name, string? Value)> labels)
    {
        var shown = new Dictionary<string, string>();
        foreach (var (name, value) in labels)
        {
            if (!string.IsNullOrWhiteSpace(value))
                shown[name] = value;
        }
        return shown;
    }

    public static bool IsWeb(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            && uri.Host.Length > 0;
}
