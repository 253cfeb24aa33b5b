using System.Text.RegularExpressions;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>Reads the lines of Markdown: headings, lists, quotes, tables, code. Lines that only held marks go.</summary>
internal static partial class MarkdownBlocks
{
    public static string Read(string markdown, DescriptionLinks links)
    {
        var lines = Break().Replace(markdown, "\n").ReplaceLineEndings("\n").Split('\n');
        foreach (var line in lines)
        {
            if (Definition().Match(line) is { Success: true } found)
                links.Named[found.Groups[1].Value] = found.Groups[2].Value;
        }
        var read = new List<string>();
        string? fence = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var mark = Fence().Match(lines[i]).Groups[1].Value;
            if (mark.Length > 0 && (fence ?? mark) == mark)
                fence = fence is null ? mark : null;
            else if (fence is not null)
                Add(read, lines[i].TrimEnd());
            else if (Line(lines, i, links) is { } line)
                Add(read, line);
        }
        return string.Join('\n', read).Trim();
    }

    /// <summary>At most one empty line in a row.</summary>
    private static void Add(List<string> read, string line)
    {
        if (line.Length > 0 || (read.Count > 0 && read[^1].Length > 0))
            read.Add(line);
    }

    /// <summary>Null for a line that has nothing to read.</summary>
    private static string? Line(string[] lines, int at, DescriptionLinks links)
    {
        var line = lines[at];
        if (line.AsSpan().Trim().IsEmpty)
            return "";
        if (Definition().IsMatch(line) || IsRule(line) || IsUnderline(lines, at) || IsTableRule(line))
            return null;
        var text = Quote().Replace(line, "");
        text = Heading().Replace(text, "$1");
        var (bullet, rest) = Item().Match(text) is { Success: true } item
            ? (item.Groups[1].Value + "- ", item.Groups[2].Value) : ("", text);
        if (!IsTable(lines, at))
            return MarkdownInline.Read(rest, links) is { } read ? bullet + read : null;
        var cells = Cells(rest).Select(cell => MarkdownInline.Read(cell, links)).OfType<string>().ToArray();
        return cells.Length == 0 ? null : string.Join(" · ", cells);
    }

    private static bool IsRule(string line) => ThematicBreak().IsMatch(line);

    /// <summary>A line of <c>===</c> or <c>---</c> under a heading.</summary>
    private static bool IsUnderline(string[] lines, int at) =>
        at > 0 && lines[at - 1].Trim().Length > 0 && Underline().IsMatch(lines[at]);

    private static bool IsTableRule(string line) => line.Contains('|', StringComparison.Ordinal)
        && TableRule().IsMatch(line);

    /// <summary>Lines with bars are a table only if a rule is among them.</summary>
    private static bool IsTable(string[] lines, int at)
    {
        bool HasBar(int index) => lines[index].Contains('|', StringComparison.Ordinal);
        if (!HasBar(at))
            return false;
        var first = at;
        while (first > 0 && HasBar(first - 1))
            first--;
        for (var i = first; i < lines.Length && HasBar(i); i++)
        {
            if (IsTableRule(lines[i]))
                return true;
        }
        return false;
    }

    private static IEnumerable<string> Cells(string row) =>
        row.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).Where(cell => cell.Length > 0);

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"^ {0,3}\[([^\]]+)\]:\s*<?(https?://[^\s>]+)>?(?:\s+[""'(].*)?$")]
    private static partial Regex Definition();

    [GeneratedRegex(@"^\s{0,3}(```|~~~)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s{0,3}(?:>\s?)+")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\s*)[-*+]\s+(?:\[[ xX]\]\s+)?(.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^\s{0,3}([-*_])(?:\s*\1){2,}\s*$")]
    private static partial Regex ThematicBreak();

    [GeneratedRegex(@"^\s{0,3}(?:=+|-{2,})\s*$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"^[\s|:-]*-[\s|:-]*$")]
    private static partial Regex TableRule();
}
