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
}
