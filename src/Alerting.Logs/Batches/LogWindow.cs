using System.Text.Json;

namespace Alerting.Logs.Batches;

/// <summary>The part of a payload that is being read. It grows only for an event that does not fit into it.</summary>
/// <param name="size">What is read at once; small enough for the processor's cache.</param>
internal sealed class LogWindow(int size = 128 * 1024)
{
    /// <summary>CloudWatch Logs takes events of up to 1 MB, and JSON escapes make six bytes of one.</summary>
    private const int Longest = 8 * 1024 * 1024;

    private byte[] _bytes = new byte[size];
    private int _end;
    private LogPayload? _payload;

    public ReadOnlySpan<byte> Json => _bytes.AsSpan(0, _end);

    /// <summary>Whether nothing follows the window.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Begins a payload. Only a window of the usual size is kept from the one before.</summary>
    public void Open(LogPayload payload)
    {
        _bytes = _bytes.Length > size ? new byte[size] : _bytes;
        _payload = payload;
        _end = 0;
        IsFinal = false;
        MoveTo(0);
    }

    /// <summary>Moves the window, so that it starts at <paramref name="at"/> and holds more of the payload.</summary>
    /// <exception cref="JsonException">Nothing follows.</exception>
    public void MoveTo(int at)
    {
        if (IsFinal)
        {
            throw new JsonException();
        }

        Drop(at);
        Grow();
        while (_end < _bytes.Length && !IsFinal)
        {
            var read = _payload!.Read(_bytes.AsSpan(_end));
            _end += read;
            IsFinal = read == 0;
        }
    }

    /// <summary>Makes the window start at <paramref name="at"/>.</summary>
    public void Drop(int at)
    {
        Json[at..].CopyTo(_bytes);
        _end -= at;
    }

    /// <summary>Unpacks what follows without reading it, which finds damage there.</summary>
    public void Skip()
    {
        while (!IsFinal)
        {
            MoveTo(_end);
        }
    }

    private void Grow()
    {
        if (_end < _bytes.Length)
        {
            return;
        }

        if (_bytes.Length >= Longest)
        {
            throw new LogBatchException(
                $"An event of the log batch is larger than {Longest / 1024 / 1024} MiB, so none of its lines were read.");
        }

        Array.Resize(ref _bytes, _bytes.Length * 2);
    }
}
