using Alerting.Sources.Logs.Lines;

namespace Alerting.Sources.Logs;

/// <summary>What syslog or the runtime of a container puts in front of each line a program writes.</summary>
internal static class LinePrefix
{
    private const int ShortestLine = 24;
    private const int LongestTime = 40;
    private const int LongestTag = 200;

    /// <summary>Where what the program wrote begins; 0 where nothing carries the line.</summary>
    /// <param name="line">One line.</param>
    /// <param name="from">Where the part begins that is the same in each line of one writer: what follows the time.</param>
    public static int Length(ReadOnlySpan<byte> line, out int from)
    {
        from = TimeEnd(line);
        if (from == 0)
        {
            return 0;
        }

        return TextLines.AfterContainerPrefix(line, from) is > 0 and var container ? container : AfterTag(line, from);
    }

    /// <summary>By the places of its signs, because each line is asked: <c>Mar  1 10:15:22 </c>, <c>2024-03-01T10:15:22.1Z </c></summary>
    private static int TimeEnd(ReadOnlySpan<byte> line)
    {
        if (line.Length < ShortestLine)
        {
            return 0;
        }

        if (line[4] == '-' && line[10] == 'T')
        {
            return Math.Max(0, line[..Math.Min(line.Length, LongestTime)].IndexOf((byte)' '));
        }

        var at = line[0] == '<' ? line[..6].IndexOf((byte)'>') + 1 : 0;
        return line[at + 3] == ' ' && line[at + 6] == ' ' && line[at + 9] == ':' && line[at + 12] == ':' && line[at + 15] == ' ' ? at + 15 : 0;
    }

    /// <summary>Behind <c> host name[pid]: </c>; a tag without a process number may be the beginning of a message.</summary>
    private static int AfterTag(ReadOnlySpan<byte> line, int at)
    {
        var rest = line[at..Math.Min(line.Length, at + LongestTag)];
        var end = rest.IndexOf("]: "u8);
        return end > 0 && rest[..end].Count((byte)' ') == 2 && rest[..end].IndexOf((byte)'[') > 0 ? at + end + 3 : 0;
    }
}
