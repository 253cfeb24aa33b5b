using System.Buffers.Binary;

namespace Alerting.Logs.Bytes;

internal static class ShortWord
{
    /// <summary>Up to seven bytes as one number, the first as the lowest, by reads that overlap instead of a loop.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes)
    {
        var length = bytes.Length;
        if (length >= 4)
        {
            ulong low = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            ulong high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(length - 4)..]);
            return low | (high << (8 * (length - 4)));
        }

        if (length == 0)
        {
            return 0;
        }

        var middle = length / 2;
        return bytes[0] | ((ulong)bytes[middle] << (8 * middle)) | ((ulong)bytes[length - 1] << (8 * (length - 1)));
    }
}
