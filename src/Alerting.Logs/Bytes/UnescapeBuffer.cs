namespace Alerting.Logs.Bytes;

/// <summary>
/// A buffer for unescaped text. It grows only before a line is read, so spans into it stay valid while the line is
/// used.
/// </summary>
internal sealed class UnescapeBuffer
{
    private byte[] _bytes = new byte[4096];
    private int _used;

    /// <summary>Unescaped text is never longer than the line it comes from.</summary>
    public void Reset(int lineLength)
    {
        _used = 0;
        if (_bytes.Length < lineLength + 64)
        {
            _bytes = new byte[Math.Max(lineLength + 64, _bytes.Length * 2)];
        }
    }

    public Span<byte> Free => _bytes.AsSpan(_used);

    public ReadOnlySpan<byte> Take(int length)
    {
        var taken = _bytes.AsSpan(_used, length);
        _used += length;
        return taken;
    }
}
