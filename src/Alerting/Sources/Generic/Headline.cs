using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// The first line of a text without prefixes for state or severity: <c>[RESOLVED] disk full on db-1</c> and
/// <c>CRITICAL: disk full on db-1</c> are the same alert in two states.
/// </summary>
/// <param name="Title">The line, shortened.</param>
/// <param name="Line">The full line, which distinguishes long titles that begin alike.</param>
/// <param name="Subject">The line without a state at its end, which is the same when the alert ends.</param>
internal sealed partial record Headline(
    string Title, string Line, string Subject, string? State, SeverityClaim? Severity)
{
    private const int Longest = 200;
    private const int LongestWord = 20;
    private const int LongestBracket = 160;

    /// <summary>Longer lines are prose, and matching them would take long.</summary>
    private const int LongestPattern = 400;
    private const string Emoji = ":";

    /// <summary>Prefixes that are not a severity and not part of the title.</summary>
    private static readonly string[] Introductions =
        ["alert", "alarm", "notification", "problem", "firing", "triggered", "down"];

    public static Headline Of(string text)
    {
        var line = WithoutDecoration(FirstLine(text).ToString());
        if (line.Length <= LongestPattern && Nagios.Match(line) is { Success: true } nagios)
            return OfNagios(nagios);
        if (line.Length <= LongestPattern && Monitor().Match(line) is { Success: true } monitor)
            return OfMonitor(monitor);
        string? state = null;
        SeverityClaim? severity = null;
        if (line.Length <= LongestPattern && Change.Match(line) is { Success: true } change
            && ChangeIn(change.Groups["state"].Value) is { } changed)
        {
            (state, line) = (changed, WithoutDecoration(change.Groups["title"].Value));
        }
        while (Prefix(line) is var (word, title) && title.Length > 0)
        {
            if (word == Emoji)
            {
                line = title;
                continue;
            }
            if (StateIn(word, line[0] is '[' or '(') is { } found)
            {
                state ??= found;
                // [Warn on {host:web-1}] is a state and a severity.
                if (found != word && SeverityWords.Parse(found) is { } worst && !StateWords.IsResolved(found))
                    severity ??= new SeverityClaim(worst, $"the text begins with {found}");
            }
            else if (IsSeverity(word) && SeverityWords.Parse(word) is { } level)
            {
                severity ??= new SeverityClaim(level, $"the text begins with {word}");
            }
            else
            {
                break;
            }
            line = WithoutDecoration(title);
        }
        return line.Length <= LongestPattern && NamedBracket().Match(line) is { Success: true } named
            && StateIn(named.Groups["state"].Value, isBracket: true) is { } its
            ? Finished(named.Groups["name"].Value, line, state ?? its, severity) with { IsOfMonitor = true }
            : WithoutEnding(line, state, severity);
    }

    /// <summary>
    /// Whether the state in front of the title has a counterpart: <c>PROBLEM: …</c> ends with <c>RECOVERY: …</c>, while
    /// many texts begin with "alert" and never end.
    /// </summary>
    public bool HasEnd => HasPrefix && State?.ToLowerInvariant() is not (null or "alert" or "alarm" or "notification");

    /// <summary>
    /// Whether a program wrote the state: "Shop is down" may be all that ever comes, while "Shop is DOWN" has an end.
    /// </summary>
    private bool HasPrefix { get; init; } = true;

    /// <summary>Whether the line names a monitor and its state in brackets.</summary>
    public bool IsOfMonitor { get; private init; }

    /// <summary>Whether a title would omit part of the text.</summary>
    public static bool Shortens(string text) =>
        FirstLine(text) is var line && (line.Length > Longest || line.Length < text.AsSpan().Trim().Length);

    public static string Cut(string line, int longest) => line.Length <= longest ? line
        : line[..(char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest)] + "…";

    private static Headline Finished(string subject, string line, string? state, SeverityClaim? severity) =>
        new(Cut(line, Longest), line, subject, state, severity);

    /// <summary><c>PROBLEM Service Alert: web-1/CPU is CRITICAL</c>, <c>Check_MK: web-1/CPU OK -> CRIT</c>.</summary>
    private static Headline OfNagios(Match match)
    {
        var (subject, state) = (match.Groups["subject"].Value.Trim(), match.Groups["state"].Value);
        if (match.Groups["kind"] is { Success: true, Value: not ("PROBLEM" or "RECOVERY") and var kind })
            return Finished(subject, subject, kind == "CUSTOM" ? "commented" : kind, null);
        var word = SeverityWords.Parse(state) is not null && !StateWords.IsResolved(state) ? state : "error";
        var severity = StateWords.IsResolved(state) || state.StartsWith("UNK", StringComparison.OrdinalIgnoreCase)
            ? null
            : new SeverityClaim(SeverityWords.Parse(word)!.Value, $"the text says {state}");
        return Finished(subject, subject, state, severity);
    }

    /// <summary>
    /// "Shop is down" ends with "Shop is up": the words before the state identify the alert. The title stays whole.
    /// </summary>
    private static Headline WithoutEnding(string line, string? state, SeverityClaim? severity)
    {
        if (line.Length <= LongestPattern && StateAtEnd().Match(line) is { Success: true } last
            && StateWords.IsWord(last.Groups["state"].Value))
        {
            var (subject, word) = (last.Groups["subject"].Value, last.Groups["state"].Value);
            if (!StateWords.IsResolved(word) && SeverityWords.Parse(word) is { } level)
                severity ??= new SeverityClaim(level, $"the text ends with {word}");
            return new(Cut(subject, Longest), line, subject, state ?? word, severity);
        }
        if (line.Length > LongestPattern || Ending().Match(line) is not { Success: true } ending
            || StateWords.KindOf(ending.Groups["state"].Value) is null)
        {
            return Finished(line, line, state, severity);
        }
        return Finished(ending.Groups["subject"].Value, line, state ?? ending.Groups["state"].Value, severity) with
        {
            HasPrefix = state is not null || !ending.Groups["state"].ValueSpan.ContainsAnyInRange('a', 'z'),
        };
    }

    /// <summary>
    /// The state in a prefix: <c>RESOLVED</c>, <c>Triggered on {host:web-1}</c>, <c>✅ Up</c>. A word that is a severity,
    /// too, is one here. Before a colon only few words are a state: "ReferenceError: x" is a title.
    /// </summary>
    private static string? StateIn(string word, bool isBracket)
    {
        var known = word.IndexOf(" on {", StringComparison.Ordinal) is > 0 and var on ? word[..on] : word;
        if (isBracket ? StateWords.IsResolved(known) : StateWords.IsResolvedWord(known))
            return known;
        if (Array.Exists(Introductions, each => each.Equals(known, StringComparison.OrdinalIgnoreCase)))
            return known;
        return isBracket && StateWords.IsKnown(known) && (known != word || SeverityWords.Parse(known) is null)
            ? known
            : null;
    }

    /// <summary><c>Monitor is DOWN: Shop ( https://… ) - Reason: …</c>; what follows differs when it is up.</summary>
    private static Headline OfMonitor(Match match) =>
        Finished(match.Groups["subject"].Value, match.Groups["line"].Value, match.Groups["state"].Value, null);

    /// <summary>What happened to an alert: <c>Alert closed: …</c>, <c>Incident opened - …</c>.</summary>
    private static string? ChangeIn(string word) => word.Equals("updated", StringComparison.OrdinalIgnoreCase)
        ? "commented"
        : word.ToLowerInvariant() is "opened" or "open" or "triggered"
        or "started" or "raised" or "firing" or "fired" || StateWords.IsResolvedWord(word)
            ? word
            : null;

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

    /// <summary>Without emoji in front and without the stars around a line.</summary>
    private static string WithoutDecoration(string line)
    {
        var start = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (!IsDecoration(rune))
                break;
            start += rune.Utf16SequenceLength;
        }
        var rest = line.AsSpan(start).TrimStart();
        if (rest.StartsWith("**"))
            rest = rest.Trim('*').Trim();
        return rest.Length == 0 || rest.Length == line.Length ? line : rest.ToString();
    }

    private static bool IsDecoration(Rune rune) => rune.Value is 0x200D or 0xFE0F or ' '
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

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
            && line.IndexOf(']', StringComparison.Ordinal) is > 1 and < LongestBracket and var close)
        {
            var word = line[1..close];
            if (!word.Contains(" on {", StringComparison.Ordinal))
                word = word.Split(':')[0];
            return (word.Trim(), line[(close + 1)..].TrimStart(' ', ':', '-'));
        }
        if (line.StartsWith('(') && line.IndexOf(')', StringComparison.Ordinal) is > 1 and < LongestWord and var last)
            return (line[1..last].Trim(), line[(last + 1)..].TrimStart(' ', ':', '-'));
        var stop = line.AsSpan().IndexOfAny(": ");
        if (stop is < 1 or > LongestWord)
            return null;
        var rest = line[stop..].TrimStart(' ');
        return rest.StartsWith(':') || rest.StartsWith("- ", StringComparison.Ordinal)
            ? (line[..stop], rest.TrimStart(':', '-', ' '))
            : null;
    }

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // Interpreted: few sources send these, and the generated code of this one and of Change is 30 kB of the executable.
    private static Regex Nagios => field ??= new("""
        ^(?:
          (?<kind>PROBLEM|RECOVERY|ACKNOWLEDGEMENT|CUSTOM|FLAPPING\w*|DOWNTIME\w*)\s+(?:Service|Host)\s+(?:Alert|Notification):?\s+
          (?<subject>.+?)\s+is\s+(?<state>[A-Z]+)[\s*!.]*
        | \[(?<kind>PROBLEM|RECOVERY|ACKNOWLEDGEMENT|CUSTOM|FLAPPING\w*|DOWNTIME\w*)\]\s+
          (?<subject>.+?)\s+is\s+(?<state>[A-Z]+)[\s*!.]*
        | (?<kind>PROBLEM|RECOVERY|ACKNOWLEDGEMENT)\s+[-:]\s+(?<subject>.+?)\s+is\s+(?<state>[A-Z]+)[\s*!.]*
        | (?:Check_?MK:\s+)(?<subject>.+?)\s+(?:OK|WARN|CRIT|UNKN|UP|DOWN|UNREACH|PEND)\s+->\s+(?<state>[A-Z]+)
        )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, Timeout);

    /// <summary><c>Disk - RESOLVED</c>, <c>Disk [RESOLVED]</c>, <c>Disk (resolved)</c>.</summary>
    [GeneratedRegex(
        @"^(?<subject>.{1,300}?)\s+(?:[-–—]\s+(?<state>[A-Z]{2,20})|\[(?<state>\p{L}{2,20})\]|\((?<state>\p{L}{2,20})\))$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex StateAtEnd();

    /// <summary><c>Alert closed: Disk</c>, and Zabbix's <c>Resolved in 5m 0s: Disk</c>.</summary>
    private static Regex Change => field ??= new("""
        ^(?:(?:alert|alarm|incident|problem|issue|event|monitor|check)\s+(?:(?:is|was|has\ been)\s+)?(?<state>\p{L}{2,20})
          | (?<state>Updated)\s+problem(?:\s+in(?:\s+\d+\s*[a-z]{1,8}){1,6})?
          | (?<state>Resolved)\s+in(?:\s+\d+\s*[a-z]{1,8}){1,6}
        )\s*(?::|\s[-–—])\s+(?<title>\S.*)$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Timeout);

    [GeneratedRegex(
        @"^Monitor is (?<state>UP|DOWN): (?<line>(?<subject>.{1,200}?(?:\s\(\s?\S+\s?\))?)(?:\.?\s+(?:-|It was)\s.*|\.)?)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Monitor();

    /// <summary><c>[Checkout] [Up] 200 - OK</c>.</summary>
    [GeneratedRegex(@"^\[(?<name>[^\]\[]{1,100})\]\s*\[(?<state>[^\]\[]{1,40})\]",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NamedBracket();

    [GeneratedRegex(
        @"^(?<subject>.{1,200}?)(?:\s+(?:is|are|has|went|was|now|back|been|to)){1,4}\s+(?<state>[\p{L}]{2,20})[\s!.*]*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Ending();
}
