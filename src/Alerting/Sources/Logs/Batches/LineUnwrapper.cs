namespace Alerting.Sources.Logs;

/// <summary>Takes off what carries a line. Holds the memory for what must be unescaped: good until the next line.</summary>
internal sealed class LineUnwrapper
{
    private byte[] _log = new byte[4096];

    /// <summary>What Docker's runtime begins each line with.</summary>
    /// <remarks>https://docs.docker.com/engine/logging/drivers/json-file/</remarks>
    public static ReadOnlySpan<byte> Docker => "{\"log\":\""u8;

    /// <summary>What the program wrote, and who carried it: nothing where nobody did.</summary>
    public ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> carrier)
    {
        if (line.StartsWith(Docker))
        {
            carrier = Docker;
            return Log(line);
        }

        var length = LineCarrier.Length(line, out var from);
        carrier = length > 0 ? line[from..length] : default;
        return line[length..];
    }

    private ReadOnlySpan<byte> Log(ReadOnlySpan<byte> line)
    {
        if (_log.Length < line.Length + 4)
        {
            _log = new byte[line.Length * 2];
        }

        ReadOnlySpan<byte> log = _log;
        return LogJsonText.TryUnescape(line[Docker.Length..], _log, out _, out var written) ? log[..written].TrimEnd("\r\n"u8) : line;
    }
}
