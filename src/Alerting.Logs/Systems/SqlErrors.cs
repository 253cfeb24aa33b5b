namespace Alerting.Logs.Systems;

/// <summary>Errors of databases as their clients print them.</summary>
internal static class SqlErrors
{
    /// <summary>From here on SQL Server counts errors. Below are messages.</summary>
    /// <remarks>https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-error-severities</remarks>
    private const int LeastSeverity = 11;

    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, out string program)
    {
        program = "error of the database: ";
        if (message[0] == 'O' && IsOracle(message))
        {
            program = "error of Oracle: ";
            return message[..9];
        }

        if (message[0] == 'S' && message.StartsWith("SQLSTATE["u8) && message.Length > 15 && message[14] == ']')
        {
            // The classes of success, warning and no data.
            return message.Slice(9, 2).SequenceEqual("00"u8) || message.Slice(9, 2).SequenceEqual("01"u8)
                || message.Slice(9, 2).SequenceEqual("02"u8) ? default : message[..15];
        }

        return message[0] == 'M' && message.StartsWith("Msg "u8) ? OfSqlServer(message) : default;
    }

    /// <summary>The alert log of Oracle has only the code: <c>ORA-00600: internal error code</c></summary>
    private static bool IsOracle(ReadOnlySpan<byte> message) =>
        message.StartsWith("ORA-"u8) && message[9] == ':' && !message.StartsWith("ORA-00000"u8)
        && message[4..9].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    /// <summary><c>Msg 208, Level 16, State 1, Server db, Line 1</c></summary>
    private static ReadOnlySpan<byte> OfSqlServer(ReadOnlySpan<byte> message)
    {
        var level = message[..Math.Min(message.Length, 20)].IndexOf(", Level "u8);
        var digits = level > 0 ? message[(level + 8)..] : default;
        var end = digits.IndexOf((byte)',');
        return end > 0 && int.TryParse(digits[..end], out var severity) && severity >= LeastSeverity
            ? message[..(level + 8 + end)]
            : default;
    }
}
