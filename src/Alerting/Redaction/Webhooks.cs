using System.Buffers;

namespace Alerting.Redaction;

/// <summary>Addresses of webhooks, with which anybody can post. The host stays, to show which service it is.</summary>
internal static class Webhooks
{
    private const int LongestHost = 256;

    private static readonly SearchValues<char> UrlEnd = SearchValues.Create(" \t\r\n\"'<>|`\\)]}");

    /// <summary><c>https://hooks.slack.com/services/T…</c></summary>
    public static bool Url(ref TextCursor text)
    {
        if (!text.IsUrl)
            return false;
        var start = text.Position + 3;
        var slash = text.From(start, LongestHost).IndexOf('/');
        if (slash <= 0)
            return false;
        var host = text.From(start, slash);
        host = host.IndexOf(':') is > 0 and var port ? host[..port] : host;
        foreach (var (name, path) in SecretWords.Webhooks)
        {
            if (IsHost(host, name) && text.StartsWith(start + slash, path))
                return Path(ref text, start + slash + path.Length);
        }
        return false;
    }

    private static bool IsHost(ReadOnlySpan<char> host, string name) => name[0] == '.'
        ? host.EndsWith(name, StringComparison.OrdinalIgnoreCase)
        : host.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Path(ref TextCursor text, int start)
    {
        var length = text.From(start).IndexOfAny(UrlEnd);
        var end = length < 0 ? text.Length : start + length;
        return end > start && text.Redact(start, end);
    }
}
