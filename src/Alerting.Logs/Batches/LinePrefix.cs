using Alerting.Logs.Headers;

namespace Alerting.Logs.Batches;

/// <summary>The prefix that syslog or a container runtime puts before each line of a program.</summary>
internal static class LinePrefix
{
    private const int ShortestLine = 24;
    private const int LongestTime = 40;
    private const int LongestTag = 200;

    /// <summary>The length of the prefix, or 0.</summary>
    /// <param name="line">One line.</param>
    /// <param name="from">The end of the time in the prefix. What follows it is the same in all lines of one
    /// program.</param>
    public static int Length(ReadOnlySpan<byte> line, out int from)
    {
        from = TimeEnd(line);
        if (from == 0)
        {
            return 0;
        }

        return ContainerPrefix.End(line, from) is > 0 and var container ? container : AfterTag(line, from);
    }

    /// <summary>Cheap, since it runs for every line: <c>Mar  1 10:15:22 </c>, <c>2024-03-01T10:15:22.1Z </c></summary>
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
        return line[at + 3] == ' ' && line[at + 6] == ' ' && line[at + 9] == ':' && line[at + 12] == ':'
            && line[at + 15] == ' ' ? at + 15 : 0;
    }

    /// <summary>
    /// The position after <c> host name[pid]: </c>. A tag without a process id could be the start of a message.
    /// </summary>
    private static int AfterTag(ReadOnlySpan<byte> line, int at)
    {
        var rest = line[at..Math.Min(line.Length, at + LongestTag)];
        var end = rest.IndexOf("]: "u8);
        return end > 0 && rest[..end].Count((byte)' ') == 2 && rest[..end].IndexOf((byte)'[') > 0 ? at + end + 3 : 0;
    }
}
