namespace Alerting.Text;

/// <summary>Checks and extends configured URLs, which may already have a query.</summary>
internal static class Urls
{
    public static string WithQuery(string url, string query) =>
        url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;

    /// <summary>Appends to the path and keeps the query.</summary>
    public static string Below(string url, string path)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? $"{url.TrimEnd('/')}/{path}" : $"{url[..query].TrimEnd('/')}/{path}{url[query..]}";
    }

    /// <summary>Checks the form of a URL, not whether it exists: encrypted, except on this machine.</summary>
    public static bool IsEncryptedOrLocal(string text)
    {
        var fits = Host(text, "https://").Length > 0 || IsLoopback(Host(text, "http://"));
        return fits && text.IndexOf(' ', StringComparison.Ordinal) < 0 && !text.Any(char.IsControl);
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
