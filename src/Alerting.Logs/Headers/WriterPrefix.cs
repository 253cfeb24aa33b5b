using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>Skips what single systems write directly after the time.</summary>
internal static class WriterPrefix
{
    private static readonly ByteWordSet MongoComponents = new(ignoreCase: false,
        "ACCESS COMMAND CONTROL ELECTION FTDC GEO INDEX INITSYNC JOURNAL NETWORK QUERY RECOVERY REPL ROLLBACK " +
        "SHARDING STORAGE TXN WRITE ASIO");

    public static int Skip(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        if (at == 0 || at + 4 >= text.Length)
        {
            return at;
        }

        if (text[at] == ':')
        {
            return at + PostgresPrefix(text[at..]);
        }

        // Redis: "1:M 31 Jan 2026 10:00:00.123 # message". The sign is the level.
        var isSign =
            text[at] == ' ' && text[at + 2] == ' ' && text[at + 1] is (byte)'#' or (byte)'*' or (byte)'-' or (byte)'.';
        if (isSign && IsRedis(text))
        {
            line.LevelText = text.Slice(at + 1, 1);
            line.Level = text[at + 1] == '#' ? LogLevel.Warning : LogLevel.Info;
            return at + 3;
        }

        if (text[at] == ' ' && IsLetter(text[(at + 1)..]))
        {
            line.LevelText = text.Slice(at + 1, 1);
            line.Level = LevelWords.FromLetter(text[at + 1]);
            return at + (text[at + 2] == '!' ? 3 : 2);
        }

        return ContainerPrefix.End(text, at) is > 0 and var container ? container : at;
    }

    /// <summary>Telegraf's <c>E! [outputs.x]</c>, or MongoDB's before 4.4: <c>E STORAGE  [conn1]</c></summary>
    /// <remarks>https://www.mongodb.com/docs/v4.2/reference/log-messages/</remarks>
    private static bool IsLetter(ReadOnlySpan<byte> text)
    {
        if (text.Length < 8 || text[0] is not ((byte)'E' or (byte)'W' or (byte)'I' or (byte)'D' or (byte)'F'))
        {
            return false;
        }

        if (text[1] != ' ')
        {
            return text[1] == '!' && text[2] == ' ';
        }

        var component = text[2..].IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        return component >= 3 && MongoComponents.Contains(text.Slice(2, component))
            && text[(2 + component)..].TrimStart((byte)' ') is [(byte)'[', ..];
    }

    /// <summary>Whether the line starts with Redis's process id and role, <c>1:M</c>.</summary>
    /// <remarks>https://redis.io/docs/latest/develop/reference/ and redis.conf's <c>loglevel</c>: <c>. - * #</c> are
    /// debug to warning.</remarks>
    private static bool IsRedis(ReadOnlySpan<byte> text)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits > 0 && text[digits] == ':' && text.Length > digits + 2 && text[digits + 2] == ' '
            && text[digits + 1] is (byte)'M' or (byte)'S' or (byte)'C' or (byte)'X';
    }

    /// <summary>The length of Amazon RDS's prefix <c>%t:%r:%u@%d:[%p]:</c>, or 0.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.overview.parameter-groups.html</remarks>
    private static int PostgresPrefix(ReadOnlySpan<byte> text)
    {
        text = text[..Math.Min(text.Length, 256)];
        var open = 0;
        while (text[(open + 1)..].IndexOf(":["u8) is >= 0 and var next)
        {
            open += next + 1;
            var process = text[(open + 2)..];
            var digits = process.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits > 0 && process[digits..].StartsWith("]:"u8))
            {
                return open + 2 + digits + 2;
            }
        }

        return 0;
    }
}
