namespace Alerting.Redaction;

/// <summary>
/// Tokens in the paths of links that are sent to people: <c>/reset-password/9f8e7d6c5b4a39281706f5e4</c>
/// </summary>
internal static class PathTokens
{
    /// <summary>What such a link is for. One of the two path segments after it is the token.</summary>
    public static readonly string[] Words =
        ["reset", "invit", "verif", "confirm", "activat", "magic", "unsubscribe", "passwordless", "one-time"];

    private const int LeastToken = 16;

    /// <summary>So many changes between letters and digits no word has.</summary>
    private const int LeastChanges = 4;

    /// <summary>At the slash before the segment that says what the link is for.</summary>
    public static bool Token(ref TextCursor text)
    {
        var end = EndOfSegment(text, text.Position);
        if (text[end] != '/' || !IsAboutLinks(text.Between(text.Position + 1, end)))
            return false;
        for (var i = 0; i < 2 && text[end] == '/'; i++)
        {
            var start = end + 1;
            end = EndOfSegment(text, end);
            if (IsToken(text.Between(start, end)) && text[end] != '.')
                return text.Redact(start, end);
        }
        return false;
    }

    private static int EndOfSegment(in TextCursor text, int slash) => text.EndOf(slash + 1, "-_");

    private static bool IsAboutLinks(ReadOnlySpan<char> segment)
    {
        foreach (var word in Words)
        {
            if (segment.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static bool IsToken(ReadOnlySpan<char> segment)
    {
        var changes = 0;
        for (var at = 1; at < segment.Length; at++)
        {
            changes += char.IsAsciiDigit(segment[at]) != char.IsAsciiDigit(segment[at - 1])
                && char.IsAsciiLetterOrDigit(segment[at]) && char.IsAsciiLetterOrDigit(segment[at - 1]) ? 1 : 0;
        }
        return segment.Length >= LeastToken && changes >= LeastChanges;
    }
}
