namespace Alerting.Text;

/// <summary>Extends configured URLs, which may already have a query.</summary>
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
}
