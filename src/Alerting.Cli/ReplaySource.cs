using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Alerting.Cli;

/// <summary>
/// The bytes of a replay. They are read twice, once to find the lines and once when the time of each comes, and never
/// held as a whole. A pipe is copied to a temporary file as it arrives.
/// </summary>
internal sealed class ReplaySource : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly Stream _input;

    /// <summary>The input itself, if it is a file.</summary>
    private readonly SafeFileHandle _file;

    private ReplaySource(Stream input)
    {
        _input = input;
        _file = input is FileStream { CanSeek: true } file ? file.SafeFileHandle : File.OpenHandle(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite,
            options: FileOptions.DeleteOnClose);
    }

    public static ReplaySource Open(string path) =>
        new(path == "-" ? Console.OpenStandardInput() : Inputs.OpenFile(path));

    public void Dispose()
    {
        _file.Dispose();
        _input.Dispose();
    }

    /// <summary>Each line without its end and where it begins. A line is valid until the next one is asked for.</summary>
    public async IAsyncEnumerable<(ReadOnlyMemory<byte> Line, long From)> LinesAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var buffer = new byte[BufferSize];
        var (start, end, from) = (0, 0, 0L);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return (buffer.AsMemory(start, length), from);
                (start, from) = (start + length + 1, from + length + 1);
                continue;
            }
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = await ReadAsync(buffer.AsMemory(end), from + end, cancellation);
            if (read == 0)
                break;
            end += read;
        }
        yield return (buffer.AsMemory(start, end - start), from);
    }

    public ReadOnlyMemory<byte> Read(long from, int length)
    {
        var line = new byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(_file, line.AsSpan(read), from + read) is > 0 and var more)
            read += more;
        return line.AsMemory(0, read);
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, long from, CancellationToken cancellation)
    {
        if (_input is FileStream { CanSeek: true })
            return await RandomAccess.ReadAsync(_file, buffer, from, cancellation);
        var read = await _input.ReadAsync(buffer, cancellation);
        await RandomAccess.WriteAsync(_file, buffer[..read], from, cancellation);
        return read;
    }
}
