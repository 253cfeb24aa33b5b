namespace Alerting.Notifications;

/// <summary>The hosts whose links stay tappable: <c>wiki.example.com</c>, <c>*.example.com</c>.</summary>
internal sealed class LinkHosts(IReadOnlyList<string> named)
{
    /// <summary>What may follow a host in a sentence.</summary>
    private const string Punctuation = "),;!*+$&=]'";

    /// <param name="host">In lower case.</param>
    public bool Include(ReadOnlySpan<char> host)
    {
        foreach (var name in named)
        {
            if (name.StartsWith("*.", StringComparison.Ordinal)
                ? host.Length >= name.Length && host.EndsWith(name.AsSpan(1), StringComparison.OrdinalIgnoreCase)
                : host.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The end of the URL if its host is named, otherwise 0.</summary>
    /// <param name="start">After the slashes.</param>
    /// <param name="end">Where the host ends, with what may stand before and after it.</param>
    public int EndOfUrl(string text, int start, int end)
    {
        var authority = text.AsSpan(start, end - start);
        var length = authority.IndexOfAnyExcept(LinkText.HostLetters);
        var host = (length < 0 ? authority : authority[..length]).TrimEnd('.');
        // A user name, an escape or another alphabet hides the real host.
        if (named.Count == 0 || authority.ContainsAny('@', '%') || !Include(host))
            return 0;
        var rest = authority[host.Length..].TrimStart('.');
        if (rest is [':', ..])
            rest = rest[1..].TrimStart("0123456789");
        if (!rest.IsEmpty)
            return Punctuation.Contains(rest[0]) ? end - rest.Length : 0;
        while (end < text.Length && text[end] is > ' ' and <= '~' && !"\"'<>|`^{}\\".Contains(text[end]))
            end++;
        return BeforeNext(text, start, end);
    }

    /// <summary>A URL in the URL is one of its own.</summary>
    private static int BeforeNext(string text, int start, int end)
    {
        var next = text.IndexOf("://", start, end - start, StringComparison.Ordinal);
        if (next < 0)
            return end;
        while (char.IsAsciiLetter(text[next - 1]))
            next--;
        return next;
    }
}
