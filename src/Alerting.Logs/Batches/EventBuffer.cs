namespace Alerting.Logs.Batches;

/// <summary>
/// One text of joined events, and the next event unescaped right behind it, so that joining them copies nothing.
/// </summary>
internal sealed class EventBuffer
{
    /// <summary>
    /// Beyond this the text moves back to the start of the buffer, which keeps it in the processor's cache.
    /// </summary>
    private const int CompactThreshold = 32 * 1024;

    private byte[] _bytes = new byte[64 * 1024];
    private int _start, _end, _nextStart, _nextEnd;

    public bool HasText { get; private set; }

    public Span<byte> Text => _bytes.AsSpan(_start, _end - _start);

    public Span<byte> Next => _bytes.AsSpan(_nextStart, _nextEnd - _nextStart);

    public void Clear()
    {
        HasText = false;
        _start = _end = _nextStart = _nextEnd = 0;
    }

    public void DropText() => HasText = false;

    /// <summary>Unescapes the message of the next event behind the text.</summary>
    /// <param name="source">The JSON after the opening quote of the message.</param>
    /// <param name="used">The length of the string in <paramref name="source"/>, with its closing quote.</param>
    public bool TryUnescapeNext(ReadOnlySpan<byte> source, out int used)
    {
        if (_start > CompactThreshold)
        {
            MakeRoom(0);
        }

        _nextStart = HasText ? _end + 1 : 0;

        int written;
        while (!LogJsonText.TryUnescape(source, _bytes.AsSpan(_nextStart), out used, out written))
        {
            if (_bytes.Length - _nextStart > source.Length + 4)
            {
                return false;
            }

            MakeRoom(_bytes.Length);
        }

        _nextEnd = _nextStart + written;
        return true;
    }

    /// <summary>Makes the next event the text.</summary>
    public void StartText()
    {
        (_start, _end) = (_nextStart, _nextEnd);
        HasText = true;
    }

    /// <summary>Adds the next event to the text as a further line.</summary>
    public void JoinNext()
    {
        _bytes[_end] = (byte)'\n';
        _end = _nextEnd;
    }

    /// <summary>Replaces the text by a shorter one. The next event must be replaced as well.</summary>
    public void ReplaceText(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_start));
        _end = _start + text.Length;
    }

    /// <summary>Replaces the next event by a part of it or by a shorter text, right behind the text.</summary>
    public void ReplaceNext(ReadOnlySpan<byte> text)
    {
        _nextStart = _end + 1;
        text.CopyTo(_bytes.AsSpan(_nextStart));
        _nextEnd = _nextStart + text.Length;
    }

    /// <summary>Moves the text to the start of the buffer, or of a larger one.</summary>
    private void MakeRoom(int more)
    {
        var kept = HasText ? _end - _start : 0;
        var target = more == 0 ? _bytes : new byte[_bytes.Length + more];

        _bytes.AsSpan(_start, kept).CopyTo(target);
        _bytes = target;
        (_start, _end) = (0, kept);
        _nextStart = HasText ? kept + 1 : 0;
    }
}
