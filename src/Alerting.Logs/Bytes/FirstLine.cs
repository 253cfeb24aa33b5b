namespace Alerting.Logs.Bytes;

internal static class FirstLine
{
    /// <param name="rest">The text below, which is empty if there is one line.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        var end = text.IndexOf((byte)'\n');
        rest = end < 0 ? default : text[(end + 1)..];
        return (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
    }
}
