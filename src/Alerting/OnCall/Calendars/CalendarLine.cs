namespace Alerting.OnCall.Calendars;

/// <summary>One property of a calendar: <c>DTSTART;TZID=Europe/London:20261102T090000</c>.</summary>
internal sealed record CalendarLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    public bool IsDate => Parameters.GetValueOrDefault("VALUE") == "DATE";

    /// <summary>Lines that are folded are joined; a line that is no property is left out.</summary>
    public static IEnumerable<CalendarLine> Read(string text)
    {
        var whole = "";
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t')
            {
                whole += line[1..];
                continue;
            }
            if (Parse(whole) is { } property)
                yield return property;
            whole = line;
        }
        if (Parse(whole) is { } last)
            yield return last;
    }

    public string Text => Value.Replace("\\n", " ", StringComparison.OrdinalIgnoreCase)
        .Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal)
        .Replace("\\\\", "\\", StringComparison.Ordinal).Trim();

    private static CalendarLine? Parse(string line)
    {
        var parts = Split(line);
        if (parts is not [var head, var value])
            return null;
        var words = SplitOutsideQuotes(head, ';');
        var parameters = words.Skip(1).Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0].ToUpperInvariant())
            .ToDictionary(same => same.Key, same => same.First()[1].Trim('"'));
        return new CalendarLine(words[0].ToUpperInvariant(), parameters, value);
    }

    private static string[] Split(string line)
    {
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                isQuoted = !isQuoted;
            else if (line[i] == ':' && !isQuoted)
                return [line[..i], line[(i + 1)..]];
        }
        return [];
    }

    private static List<string> SplitOutsideQuotes(string text, char separator)
    {
        var parts = new List<string>();
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                isQuoted = !isQuoted;
            if (text[i] != separator || isQuoted)
                continue;
            parts.Add(text[start..i]);
            start = i + 1;
        }
        parts.Add(text[start..]);
        return parts;
    }
}
