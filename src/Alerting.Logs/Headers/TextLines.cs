using Alerting.Logs.Bytes;
using Alerting.Logs.Systems;

namespace Alerting.Logs.Headers;

/// <summary>Reads a line that is neither JSON nor logfmt: finds the time, then the fields after it.</summary>
internal static partial class TextLines
{
    public static void Read(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (text.Length > 4 && text[0] == '<' && ByteClasses.IsDigit(text[1]) && SyslogHeader.TryPriority(text, out var start, ref line))
        {
            SyslogHeader.Read(text, start, ref line);
            return;
        }

        if (AccessLog.TryRead(text, ref line) || (text[0] == 'n' && NpmLines.TryRead(text, ref line)))
        {
            return;
        }

        ReadHeader(text, isInside: false, ref line);
    }

    private static void ReadHeader(ReadOnlySpan<byte> text, bool isInside, ref LogLine line)
    {
        var at = AfterTime(text, out var time, out var syslog);
        line.Time = time;
        if (at > 0)
        {
            line.Format = LogFormat.Text;
        }

        if (syslog)
        {
            SyslogHeader.ReadAfterTime(text, at, ref line);
            return;
        }

        if (!isInside && at > 0 && TryReadWrapped(text, at, ref line))
        {
            return;
        }

        at = AfterWriterPrefix(text, at, ref line);
        at = LetterHeader.Read(text, at, ref line);
        if (line.HasLevel && KlogFields.TryRead(text[at..], ref line))
        {
            line.Format = LogFormat.Text;
            return;
        }

        at = HeaderFields.Read(text, at, at > 0, ref line);
        line.Format = at > 0 ? LogFormat.Text : LogFormat.Plain;
        line.Message = text[at..];
        if (!line.HasLevel && line.Message.StartsWith("PHP "u8))
        {
            PhpLines.Read(ref line);
        }
    }

    /// <summary>Skips what single systems write directly after the time.</summary>
    private static int AfterWriterPrefix(ReadOnlySpan<byte> text, int at, ref LogLine line)
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
        if (text[at] == ' ' && text[at + 2] == ' ' && text[at + 1] is (byte)'#' or (byte)'*' or (byte)'-' or (byte)'.' && IsRedis(text))
        {
            line.LevelText = text.Slice(at + 1, 1);
            line.Level = text[at + 1] == '#' ? LogLevel.Warning : LogLevel.Info;
            return at + 3;
        }

        return AfterContainerPrefix(text, at) is > 0 and var container ? container : at;
    }

    /// <summary>The position after the kubelet's <c>2026-01-31T10:00:00.123Z stderr F </c>, or 0.</summary>
    public static int AfterContainerPrefix(ReadOnlySpan<byte> text, int at)
    {
        var isContainer = text[at..].StartsWith(" stdout "u8) || text[at..].StartsWith(" stderr "u8);
        return isContainer && at + 10 < text.Length && text[at + 8] is (byte)'F' or (byte)'P' && text[at + 9] == ' ' ? at + 10 : 0;
    }

    /// <summary>Whether the line starts with Redis's process id and role, <c>1:M</c>.</summary>
    /// <remarks>https://redis.io/docs/latest/develop/reference/ and redis.conf's <c>loglevel</c>: <c>. - * #</c> are debug to warning.</remarks>
    private static bool IsRedis(ReadOnlySpan<byte> text)
    {
        var digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits > 0 && text[digits] == ':' && text.Length > digits + 2 && text[digits + 1] is (byte)'M' or (byte)'S' or (byte)'C' or (byte)'X' && text[digits + 2] == ' ';
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
