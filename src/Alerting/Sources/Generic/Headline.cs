using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// The first line of a text without prefixes for state or severity: <c>[RESOLVED] disk full on db-1</c> and
/// <c>CRITICAL: disk full on db-1</c> are the same alert in two states.
/// </summary>
/// <param name="Title">The line, shortened.</param>
/// <param name="Line">The full line, which distinguishes long titles that begin alike.</param>
internal sealed record Headline(string Title, string Line, string? State, SeverityClaim? Severity)
{
    private const int Longest = 200;
    private const int LongestWord = 20;
    private const string Emoji = ":";

    /// <summary>Prefixes that are not a severity and not part of the title.</summary>
    private static readonly string[] Introductions =
        ["alert", "alarm", "notification", "problem", "firing", "triggered"];

    public static Headline Of(string text)
    {
        var line = FirstLine(text).ToString();
        string? state = null;
        SeverityClaim? severity = null;
        while (Prefix(line) is var (word, title) && title.Length > 0)
        {
            if (word == Emoji)
            {
                line = title;
                continue;
            }
            if (StateWords.IsResolved(word))
                state ??= word;
            else if (IsSeverity(word) && SeverityWords.Parse(word) is { } found)
                severity ??= new SeverityClaim(found, $"the text begins with {word}");
            else if (Array.Exists(Introductions, known => known.Equals(word, StringComparison.OrdinalIgnoreCase)))
                state ??= word;
            else
                break;
            line = title;
        }
        return new Headline(Cut(line, Longest), line, state, severity);
    }

    /// <summary>
    /// Whether the state in front of the title has a counterpart: <c>PROBLEM: …</c> ends with <c>RECOVERY: …</c>, while
    /// many texts begin with "alert" and never end.
    /// </summary>
    public bool HasEnd => State?.ToLowerInvariant() is not (null or "alert" or "alarm" or "notification");

    /// <summary>Whether a title would omit part of the text.</summary>
    public static bool Shortens(string text) =>
        FirstLine(text) is var line && (line.Length > Longest || line.Length < text.AsSpan().Trim().Length);

    /// <summary>In front of a colon, "alert", "none", "ok" and "page" do not mean a severity.</summary>
    private static bool IsSeverity(string word) =>
        !StateWords.IsResolved(word) && !Introductions.Contains(word.ToLowerInvariant())
            && word.ToLowerInvariant() is not ("none" or "page");

    private static ReadOnlySpan<char> FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        return end < 0 ? line : line[..end].TrimEnd();
    }

    /// <summary>A word in brackets, without the count of <c>[FIRING:3]</c>, or before a colon or dash.</summary>
    private static (string Word, string Title)? Prefix(string line)
    {
        // An emoji name: ":warning: …".
        if (line.StartsWith(':')
            && line.IndexOf(": ", 1, StringComparison.Ordinal) is > 1 and < LongestWord * 2 and var end)
        {
            return (Emoji, line[(end + 2)..].TrimStart());
        }
        if (line.StartsWith('[')
            && line.IndexOf(']', StringComparison.Ordinal) is > 1 and < LongestWord and var close)
        {
            return (line[1..close].Split(':')[0].Trim(), line[(close + 1)..].TrimStart(' ', ':', '-'));
        }
        var stop = line.AsSpan().IndexOfAny(": ");
        if (stop is < 1 or > LongestWord)
            return null;
        var rest = line[stop..].TrimStart(' ');
        return rest.StartsWith(':') || rest.StartsWith("- ", StringComparison.Ordinal)
            ? (line[..stop], rest.TrimStart(':', '-', ' '))
            : null;
    }

    public static string Cut(string line, int longest) => line.Length <= longest ? line
        : line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)] + "…";
}
