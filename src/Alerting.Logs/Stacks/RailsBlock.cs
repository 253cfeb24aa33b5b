namespace Alerting.Logs.Stacks;

/// <summary>
/// Rails logs an exception as several lines, each with its own header: an empty one, the message, an empty one, the
/// frames.
/// </summary>
/// <remarks>https://api.rubyonrails.org/classes/ActionDispatch/DebugExceptions.html</remarks>
internal static class RailsBlock
{
    /// <summary>The position after the header of a line that continues the text's block, or 0.</summary>
    public static int ContinuationStart(ReadOnlySpan<byte> text, ReadOnlySpan<byte> line)
    {
        if (line.Length < 8 || line[1] != ',' || line[0] is not ((byte)'E' or (byte)'F') || text.Length < 8
            || text[0] != line[0] || text[1] != ',')
        {
            return 0;
        }

        var content = ContentStart(line);
        return content > 0 && (IsPart(text, line[content..]) || IsOnlyHeader(text)) ? content : 0;
    }

    /// <summary>
    /// Whether this is an empty line, a frame, or indented source code. An empty line after the frames begins the next
    /// block.
    /// </summary>
    private static bool IsPart(ReadOnlySpan<byte> text, ReadOnlySpan<byte> rest)
    {
        var trimmed = rest.Trim(" \t\r\n"u8);
        return trimmed.IsEmpty ? !HasFrame(text) : rest[0] is (byte)' ' or (byte)'\t' || HasFrame(trimmed);
    }

    private static bool HasFrame(ReadOnlySpan<byte> text) =>
        text.IndexOf(".rb:"u8) is > 0 and var file && text[file..].IndexOf(":in "u8) > 0;

    private static bool IsOnlyHeader(ReadOnlySpan<byte> text) =>
        text.IndexOf((byte)'\n') < 0 && ContentStart(text) is > 0 and var content
            && text[content..].Trim(" \t\r"u8).IsEmpty;

    /// <summary>The position after <c>F, [2026-01-31T10:00:00.123456 #1] FATAL -- : [request] </c>, or 0.</summary>
    private static int ContentStart(ReadOnlySpan<byte> line)
    {
        var dashes = line[..Math.Min(line.Length, 120)].IndexOf("-- "u8);
        var colon = dashes < 0 ? -1 : line[dashes..].IndexOf((byte)':');
        if (colon < 0 || line[2] != ' ' || line[3] != '[')
        {
            return 0;
        }

        var at = Math.Min(line.Length, dashes + colon + 2);
        while (at < line.Length && line[at] == '[' && line[at..].IndexOf((byte)']') is > 0 and var close)
        {
            at = Math.Min(line.Length, at + close + 2);
        }

        return at;
    }
}
