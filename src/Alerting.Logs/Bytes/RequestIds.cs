using System.Buffers;

namespace Alerting.Logs.Bytes;

internal static class RequestIds
{
    private static readonly SearchValues<byte> UuidBytes = SearchValues.Create("0123456789abcdefABCDEF-"u8);

    /// <summary>8-4-4-4-12 hexadecimal digits.</summary>
    public static bool IsUuid(ReadOnlySpan<byte> text) =>
        text.Length == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-'
        && text.IndexOfAnyExcept(UuidBytes) < 0;
}
