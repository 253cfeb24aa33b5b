using Alerting.Configuration;

namespace Alerting.Channels;

/// <summary>Checks the form of a URL, not whether it exists: encrypted, except on this machine.</summary>
internal static class UrlCheck
{
    /// <summary>The error, or null.</summary>
    public static string? Of(string text)
    {
        var fits = Host(text, "https://").Length > 0 || IsLoopback(Host(text, "http://"));
        if (fits && text.IndexOf(' ', StringComparison.Ordinal) < 0 && !text.Any(char.IsControl))
            return null;
        return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ? "This URL is not encrypted. Write https://. Only localhost may use http://."
            : ConfigErrors.IsNot(text, "a URL", "Write it in full, beginning with https://.");
    }

    private static ReadOnlySpan<char> Host(string text, string scheme)
    {
        if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return default;
        var rest = text.AsSpan(scheme.Length);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }

    private static bool IsLoopback(ReadOnlySpan<char> host) =>
        IsHost(host, "localhost") || IsHost(host, "127.0.0.1") || IsHost(host, "[::1]");

    private static bool IsHost(ReadOnlySpan<char> host, string name) =>
        host.StartsWith(name, StringComparison.OrdinalIgnoreCase) &&
        (host.Length == name.Length ||
            host[name.Length] == ':' && host[(name.Length + 1)..].IndexOfAnyExceptInRange('0', '9') < 0);
}
