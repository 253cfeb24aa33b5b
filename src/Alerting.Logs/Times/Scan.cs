using Alerting.Logs.Bytes;

namespace Alerting.Logs.Times;

/// <summary>Looks at a position that may be beyond the end of the text.</summary>
internal static class Scan
{
    public static int Digits(ReadOnlySpan<byte> text, int at)
    {
        var end = at;
        while (end < text.Length && end < at + 16 && ByteClasses.IsDigit(text[end]))
        {
            end++;
        }

        return end - at;
    }

    public static byte At(ReadOnlySpan<byte> text, int at) => at < text.Length ? text[at] : (byte)0;
}
