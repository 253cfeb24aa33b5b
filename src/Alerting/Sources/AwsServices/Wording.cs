using System.Text;

namespace Alerting.Sources.AwsServices;

/// <summary>Turns the names and texts of services into parts of a title.</summary>
internal static class Wording
{
    /// <summary><c>OPERATIONAL_ISSUE</c> and <c>OperationalIssue</c> become "operational issue".</summary>
    public static string Words(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var isBoundary = c is '_' or '-' or ' ';
            var startsWord = char.IsUpper(c) && i > 0 && char.IsLower(name[i - 1]);
            if ((isBoundary || startsWord) && words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
            if (!isBoundary)
                words.Append(char.ToLowerInvariant(c));
        }
        return words.ToString().Trim();
    }

    /// <summary>The name after the last separator of an ARN or path.</summary>
    public static string LastPart(string path)
    {
        var name = path.TrimEnd('/', ':');
        return name[(name.LastIndexOfAny(['/', ':']) + 1)..];
    }

    /// <summary><c>title: reason</c>, with only the first sentence of the reason.</summary>
    public static string WithReason(string title, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return title;
        return $"{title}: {FirstSentence(reason)}";
    }

    /// <summary>The text up to the first empty line.</summary>
    public static string Paragraph(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        var end = lines.IndexOf("\n\n", StringComparison.Ordinal);
        return (end < 0 ? lines : lines[..end]).Trim();
    }

    public static string FirstSentence(string text)
    {
        const int longest = 160;
        var line = text.Trim();
        var end = line.AsSpan().IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end].TrimEnd();
        var stop = line.IndexOf(". ", StringComparison.Ordinal);
        line = stop < 0 ? line.TrimEnd('.') : line[..stop];
        if (line.Length <= longest)
            return line;
        // Not in the middle of a surrogate pair.
        var cut = char.IsHighSurrogate(line[longest - 1]) ? longest - 1 : longest;
        return line[..cut] + "…";
    }
}
