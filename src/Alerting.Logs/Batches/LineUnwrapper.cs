namespace Alerting.Logs.Batches;

/// <summary>Removes what syslog or a container runtime put around a line. It reuses its buffer for each line.</summary>
internal sealed class LineUnwrapper
{
    private byte[] _log = new byte[4096];

    /// <summary>The program's own text, and the prefix before it, which is empty if the line is not wrapped.</summary>
    public ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> prefix)
    {
        if (line is [(byte)'{', ..])
        {
            prefix = line[..LogFieldStart(line)];
            return prefix.IsEmpty ? line : UnescapeLogField(line[prefix.Length..], line);
        }

        var length = LinePrefix.Length(line, out var from);
        prefix = length > 0 ? line[from..length] : default;
        return line[length..];
    }

    /// <summary>
    /// The position after the opening quote of the field <c>log</c>, or 0. The fields before it, such as the
    /// container's name, are the same in all lines of one container.
    /// </summary>
    /// <remarks>
    /// https://docs.docker.com/engine/logging/drivers/json-file/,
    /// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_firelens.html
    /// </remarks>
    private static int LogFieldStart(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOf("\"log\":"u8) + 6;
        if (at >= 6 && at < line.Length && line[at] == ' ')
        {
            at++;
        }

        return at >= 6 && at < line.Length && line[at] == '"' ? at + 1 : 0;
    }

    private ReadOnlySpan<byte> UnescapeLogField(ReadOnlySpan<byte> written, ReadOnlySpan<byte> line)
    {
        if (_log.Length < written.Length + 4)
        {
            _log = new byte[(written.Length * 2) + 4];
        }

        ReadOnlySpan<byte> log = _log;
        return LogJsonText.TryUnescape(written, _log, out _, out var length) ? log[..length].TrimEnd("\r\n"u8) : line;
    }
}
