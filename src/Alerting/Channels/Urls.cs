namespace Alerting.Channels;

/// <summary>Adds to configured addresses, which may have a query already.</summary>
internal static class Urls
{
    public static string WithQuery(string url, string query) => url + (url.Contains('?', StringComparison.Ordinal) ? '&' : '?') + query;

    /// <summary>A path below the address's own, its query kept.</summary>
    public static string Below(string url, string path)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? $"{url.TrimEnd('/')}/{path}" : $"{url[..query].TrimEnd('/')}/{path}{url[query..]}";
    }
}
