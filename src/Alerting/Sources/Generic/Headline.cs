using Alerting.Alerts;
using Alerting.Classification;

namespace Alerting.Sources.Generic;

/// <summary>
/// The first line of a text, without the words before it that tell state or severity: <c>[RESOLVED] disk full on
/// db-1</c> and <c>CRITICAL: disk full on db-1</c> are the same thing in two states.
/// </summary>
/// <param name="Title">Cut to what people read.</param>
/// <param name="Line">All of the line: what tells two long titles apart that begin alike.</param>
internal sealed record Headline(string Title, string Line, string? State, SeverityClaim? Severity)
{
    private const int Longest = 200;
    private const int LongestWord = 20;
    private const string Emoji = ":";

    /// <summary>Words that introduce anything: no state, no severity, and no part of the title.</summary>
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
            if (StateWords.IsOver(word))
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

    /// <summary>Whether a text says more than fits a title.</summary>
    public static bool IsPartOf(string text) =>
        FirstLine(text) is var line && (line.Length > Longest || line.Length < text.AsSpan().Trim().Length);

    /// <summary>
    /// "Alert: …" introduces anything, and "none" or "ok" before a colon is no severity of anything.
    /// </summary>
    private static bool IsSeverity(string word) =>
        !StateWords.IsOver(word) && !Introductions.Contains(word.ToLowerInvariant())
            && word.ToLowerInvariant() is not ("none" or "page");

    private static ReadOnlySpan<char> FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        var end = line.IndexOfAny('\r', '\n');
        return end < 0 ? line : line[..end].TrimEnd();
    }

    /// <summary>
    /// A word in brackets (a count after a colon is dropped: <c>[FIRING:3]</c>), or one before a colon or dash.
    /// </summary>
    private static (string Word, string Title)? Prefix(string line)
    {
        // An emoji by its name, as chats spell it: ":warning: …".
        if (line.StartsWith(':')
            && line.IndexOf(": ", 1, StringComparison.Ordinal) is > 1 and < LongestWord * 2 and var end)
            return (Emoji, line[(end + 2)..].TrimStart());
        if (line.StartsWith('[')
            && line.IndexOf(']', StringComparison.Ordinal) is > 1 and < LongestWord and var close)
            return (line[1..close].Split(':')[0].Trim(), line[(close + 1)..].TrimStart(' ', ':', '-'));
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
