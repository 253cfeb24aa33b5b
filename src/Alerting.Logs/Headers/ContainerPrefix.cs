using Alerting.Logs.Bytes;

namespace Alerting.Logs.Headers;

/// <summary>The prefix of a container runtime, after its time.</summary>
internal static class ContainerPrefix
{
    /// <summary>The position after the kubelet's <c>2026-01-31T10:00:00.123Z stderr F </c>, or 0.</summary>
    public static int End(ReadOnlySpan<byte> text, int at)
    {
        var isContainer = text[at..].StartsWith(" stdout "u8) || text[at..].StartsWith(" stderr "u8);
        return isContainer && at + 10 < text.Length && text[at + 8] is (byte)'F' or (byte)'P' && text[at + 9] == ' '
            ? at + 10
            : 0;
    }

    /// <summary>
    /// The position after the name that Docker Compose writes before each line, <c>api-1  | </c>, or 0.
    /// </summary>
    public static int ComposeEnd(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !ByteClasses.IsLower(text[0]))
        {
            return 0;
        }

        var bar = text[..Math.Min(text.Length, 48)].IndexOf((byte)'|');
        if (bar < 3 || text[bar - 1] != ' ' || bar + 2 >= text.Length || text[bar + 1] != ' ')
        {
            return 0;
        }

        var name = text[..bar].TrimEnd((byte)' ');
        foreach (var b in name)
        {
            if (!ByteClasses.IsWord(b) && b is not ((byte)'-' or (byte)'.'))
            {
                return 0;
            }
        }

        return bar + 2;
    }
}
