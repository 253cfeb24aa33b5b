using System.Globalization;
using System.Text;

namespace Alerting.Fakes;

/// <summary>Reads requests from and writes replies to one connection.</summary>
internal sealed class HttpConnection(Stream stream, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly BufferedStream _stream = new(stream, 16 * 1024);
    private readonly byte[] _one = new byte[1];

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>The next request, or null when the client has closed.</summary>
    public async Task<RecordedRequest?> ReadAsync()
    {
        if (await ReadLineAsync().ConfigureAwait(false) is not { Length: > 0 } requestLine)
        {
            return null;
        }

        var parts = requestLine.Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync().ConfigureAwait(false) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (headers.GetValueOrDefault("Expect") == "100-continue")
        {
            await WriteTextAsync("HTTP/1.1 100 Continue\r\n\r\n").ConfigureAwait(false);
        }

        return new RecordedRequest(parts[0], parts[1], headers, await ReadBodyAsync(headers).ConfigureAwait(false));
    }

    public async Task WriteAsync(HttpReply reply)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Reply\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.Body.Length}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {reply.ContentType}\r\n");
        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        head.Append("\r\n");
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), cancellationToken).ConfigureAwait(false);
        await _stream.WriteAsync(reply.Body, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadBodyAsync(Dictionary<string, string> headers)
    {
        if (headers.TryGetValue("Content-Length", out var length))
        {
            return await ReadBytesAsync(int.Parse(length, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        }

        return headers.ContainsKey("Transfer-Encoding") ? await ReadChunksAsync().ConfigureAwait(false) : [];
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = await ReadLineAsync().ConfigureAwait(false) ?? "0";
            var length = int.Parse(size.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(await ReadBytesAsync(length).ConfigureAwait(false));
            await ReadLineAsync().ConfigureAwait(false);
            if (length == 0)
            {
                return body.ToArray();
            }
        }
    }

    private async Task<byte[]> ReadBytesAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (await _stream.ReadAsync(_one, cancellationToken).ConfigureAwait(false) == 1)
        {
            if (_one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)_one[0]);
        }

        return line.Length == 0 ? null : line.ToString();
    }

    private async Task WriteTextAsync(string text)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
