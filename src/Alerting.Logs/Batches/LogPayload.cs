using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.IO.Compression;

namespace Alerting.Logs.Batches;

/// <summary>
/// The JSON of a subscription's payload, unpacked piece by piece: never more of it is in memory than a window.
/// </summary>
internal sealed class LogPayload : IDisposable
{
    /// <summary>
    /// An invocation carries 1 MB, and logs compress to about a tenth. Larger data is a decompression bomb.
    /// </summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private readonly int _maxBytes;
    private readonly bool _looksLikeGzip;
    private readonly long _size;
    private readonly Stream _json;
    private byte[]? _packed;
    private int _used;
    private byte _last;

    /// <summary>JSON that is not packed.</summary>
    public LogPayload(byte[] json)
    {
        _json = new MemoryStream(json, writable: false);
        (_maxBytes, _size) = (int.MaxValue, json.Length);
    }

    /// <param name="base64">Base64 of gzip of JSON.</param>
    /// <exception cref="LogBatchException">It is not base64.</exception>
    public LogPayload(ReadOnlySpan<byte> base64, int maxBytes)
    {
        _maxBytes = maxBytes;
        _packed = ArrayPool<byte>.Shared.Rent(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        if (Base64.DecodeFromUtf8(base64, _packed, out _, out var length) != OperationStatus.Done)
        {
            ArrayPool<byte>.Shared.Return(_packed);
            throw new LogBatchException("The data of the log event is not base64.");
        }

        _looksLikeGzip = length >= 2 && _packed[0] == 0x1f && _packed[1] == 0x8b;
        // Gzip ends with the unpacked size (RFC 1952, 2.3.1).
        _size = length < 18 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(_packed.AsSpan(length - 4));
        _json = new GZipStream(
            new MemoryStream(_packed, 0, length, writable: false), CompressionMode.Decompress);
    }

    public void Dispose()
    {
        _json.Dispose();
        if (_packed is { } packed)
        {
            _packed = null;
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Unpacks the next bytes; 0 at the end.</summary>
    /// <exception cref="LogBatchException">It is damaged, truncated or too large.</exception>
    public int Read(Span<byte> target)
    {
        var read = Unpack(target);
        if (read == 0)
        {
            return IsComplete ? 0 : throw Truncated(null);
        }

        _used += read;
        if (_used > _maxBytes)
        {
            throw new LogBatchException(
                $"The log batch is larger than {_maxBytes / 1024 / 1024} MiB when unpacked and was not read.");
        }

        var text = target[..read].TrimEnd(" \t\r\n"u8);
        _last = text.IsEmpty ? _last : text[^1];
        return read;
    }

    /// <summary>Whether all was unpacked. A wrong size alone is accepted if the text ends like a JSON object.</summary>
    private bool IsComplete => _used == _size || _last == '}';

    private int Unpack(Span<byte> target)
    {
        try
        {
            return _json.Read(target);
        }
        catch (InvalidDataException e)
        {
            throw _looksLikeGzip ? Truncated(e) : new LogBatchException("The data of the log event is not gzip.", e);
        }
    }

    private LogBatchException Truncated(Exception? inner) => new(
        $"The data of the log event is truncated or damaged gzip. Only {_used} bytes could be unpacked, so none of " +
        "its lines were read.", inner!);
}
