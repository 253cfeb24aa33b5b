using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;
using Alerting.Logs.Times;

namespace Alerting.Logs.Headers;

/// <summary>Reads syslog lines in the old and the new format, with or without a priority.</summary>
/// <remarks>RFC 3164, 4.1 and RFC 5424, 6.</remarks>
internal static class SyslogHeader
{
    private static readonly byte[][] Severities =
        [.. "emerg alert crit err warning notice info debug".Split(' ').Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Reads <c>&lt;34&gt;</c>: eight times the facility plus the severity.</summary>
    public static bool TryPriority(ReadOnlySpan<byte> text, out int end, ref LogLine line)
    {
        var close = text[..Math.Min(text.Length, 5)].IndexOf((byte)'>');
        end = close + 1;
        if (close < 2 || !int.TryParse(text[1..close], out var priority) || priority > 191)
        {
            return false;
        }

        line.LevelText = Severities[priority % 8];
        line.Level = NumberedLevels.FromSyslog(priority % 8);
        return true;
    }

    public static void Read(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        line.Format = LogFormat.Syslog;
        var structured = text.Length > at + 2 && ByteClasses.IsDigit(text[at]) && text[at + 1] == ' ';
        at += structured ? 2 : 0;
        var length = TimeScanner.Match(text, at);
        line.Time = text.Slice(at, length);
        if (!structured && length == 0)
        {
            // A service that prints for systemd writes only a priority, so the first word is not a host.
            InnerText.Read(text, TagEnd(text, at, ref line) is > 0 and var tag && text[tag - 2] == ']' ? tag : at,
                ref line);
            return;
        }

        if (!structured)
        {
            ReadAfterTime(text, at + length, ref line);
            return;
        }

        at = SkipField(text, length == 0 ? SkipField(text, at) : at + length + 1);
        var name = SkipField(text, at);
        line.Logger = text[at..Math.Max(at, name - 1)];
        at = SkipField(text, SkipField(text, name));
        line.Message = text[SkipStructuredData(text, at)..];
    }

    /// <summary>Reads host, tag and message: <c>combo sshd(pam_unix)[19939]: message</c></summary>
    public static void ReadAfterTime(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        line.Format = LogFormat.Syslog;
        at = Math.Min(at + 1, text.Length);
        if (TagEnd(text, at, ref line) is > 0 and var noHost)
        {
            at = noHost;
        }
        else
        {
            var host = SkipField(text, at);
            at = TagEnd(text, host, ref line) is > 0 and var end ? end : host;
        }

        InnerText.Read(text, at, ref line);
    }

    /// <summary>The position after rsyslog's host and <c>name[pid]:</c>, which follow an ISO time; or 0.</summary>
    public static int TagAfterHost(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        if (at >= text.Length || text[at] != ' ')
        {
            return 0;
        }

        var host = SkipField(text, at + 1);
        var length = text[host..].IndexOfAny((byte)' ', (byte)'[');
        return length > 0 && text[host + length] == '[' && TagEnd(text, host, ref line) is > 0 and var end
            && text[end - 2] == ']' ? end : 0;
    }

    /// <summary>The end of the tag <c>name(note)[pid] (more):</c> at <paramref name="at"/>, or 0.</summary>
    private static int TagEnd(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        var rest = text[Math.Min(at, text.Length)..Math.Min(text.Length, at + 160)];
        var name = rest.IndexOfAny(" [(:"u8);
        if (name <= 0)
        {
            return 0;
        }

        var end = name;
        while (end < rest.Length && rest[end] is (byte)'[' or (byte)'('
            || (end > name && end + 1 < rest.Length && rest[end] == ' ' && rest[end + 1] == '('))
        {
            var close = rest[end..].IndexOfAny("])"u8);
            if (close < 0)
            {
                return 0;
            }

            end += close + 1;
            end += end < rest.Length && rest[end] == ')' ? 1 : 0;
        }

        if (end >= rest.Length || rest[end] != ':')
        {
            return 0;
        }

        line.Logger = rest[..name];
        return at + end + 1;
    }

    private static int SkipField(ReadOnlySpan<byte> text, int at)
    {
        var length = text[Math.Min(at, text.Length)..].IndexOf((byte)' ');
        return length < 0 ? text.Length : at + length + 1;
    }

    private static int SkipStructuredData(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] == '[')
        {
            var close = text[at..].IndexOf((byte)']');
            at = close < 0 ? text.Length : at + close + 1;
        }

        var skipped = at >= text.Length ? 0 : text[at] == '-' ? 2 : text[at] == ' ' ? 1 : 0;
        return Math.Min(at + skipped, text.Length);
    }
}
