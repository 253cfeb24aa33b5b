using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;

namespace Alerting.Logs.Batches;

/// <summary>
/// The unpacked JSON of a subscription's payload, in a buffer that <see cref="Dispose"/> returns if it is pooled.
/// </summary>
internal ref struct LogPayload
{
    /// <summary>
    /// An invocation carries 1 MB, and logs compress to about a tenth. Larger data is a decompression bomb.
    /// </summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>
    /// Larger buffers are rare and not pooled: the pool would keep each one that was outgrown, and memory is scarce.
    /// </summary>
    private const int MaxPooled = 8 * 1024 * 1024;

    private byte[]? _buffer;

    private LogPayload(byte[] buffer, int length)
    {
        _buffer = buffer;
        Json = buffer.AsSpan(0, length);
    }

    public ReadOnlySpan<byte> Json { get; private set; }

    public static LogPayload Decode(ReadOnlySpan<byte> base64, int maxBytes)
    {
        var compressed = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        try
        {
            if (Base64.DecodeFromUtf8(base64, compressed, out _, out var length) != OperationStatus.Done)
            {
                throw new LogBatchException("The data of the log event is not base64.");
            }

            return Inflate(compressed, length, maxBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    public void Dispose()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            Json = default;
            Return(buffer);
        }
    }

    private static LogPayload Inflate(byte[] compressed, int length, int maxBytes)
    {
        // Gzip ends with the unpacked size (RFC 1952, 2.3.1). It may be wrong, so the buffer still grows when needed.
        var hint = length < 18 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(compressed.AsSpan(length - 4));
        var buffer = Rent((int)Math.Clamp(hint + 1L, 4096, Math.Min(maxBytes, MaxPooled)));
        var used = 0;
        try
        {
            using var gzip =
                new GZipStream(new MemoryStream(compressed, 0, length, writable: false), CompressionMode.Decompress);
            while (gzip.Read(buffer, used, buffer.Length - used) is > 0 and var read)
            {
                used += read;
                if (used > maxBytes)
                {
                    throw new LogBatchException(
                        $"The log batch is larger than {maxBytes / 1024 / 1024} MiB when unpacked and was not read.");
                }

                buffer = used == buffer.Length ? Grow(buffer, used, hint, maxBytes) : buffer;
            }

            if (!IsComplete(buffer.AsSpan(0, used), hint))
            {
                throw new InvalidDataException();
            }

            return new LogPayload(buffer, used);
        }
        catch (InvalidDataException e)
        {
            Return(buffer);
            throw length >= 2 && compressed[0] == 0x1f && compressed[1] == 0x8b
                ? Truncated(used, e)
                : new LogBatchException("The data of the log event is not gzip.", e);
        }
        catch (LogBatchException)
        {
            Return(buffer);
            throw;
        }
    }

    /// <summary>Detects truncated data. A wrong size alone is accepted if the text ends like a JSON object.</summary>
    private static bool IsComplete(ReadOnlySpan<byte> json, long size) =>
        json.Length == size || json.TrimEnd(" \t\r\n"u8).EndsWith("}"u8);

    private static LogBatchException Truncated(int used, Exception inner) => new(
        $"The data of the log event is truncated or damaged gzip. Only {used} bytes could be unpacked, so none of " +
        "its lines were read.", inner);

    private static byte[] Grow(byte[] buffer, int used, long hint, int maxBytes)
    {
        // Beyond the pool, at once the size that gzip states, or the limit: what is not written takes no memory.
        var size = used < MaxPooled / 2 ? used * 2 : hint > used ? Math.Min(hint, maxBytes) + 1 : maxBytes + 1L;
        var larger = Rent((int)size);
        buffer.AsSpan(0, used).CopyTo(larger);
        Return(buffer);
        return larger;
    }

    private static byte[] Rent(int size) =>
        size <= MaxPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    private static void Return(byte[] buffer)
    {
        if (buffer.Length <= MaxPooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
