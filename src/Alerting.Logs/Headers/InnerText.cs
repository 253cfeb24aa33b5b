using Alerting.Logs.Bytes;
using Alerting.Logs.Systems;
using Alerting.Logs.Times;

namespace Alerting.Logs.Headers;

/// <summary>Reads what a program wrote after the prefix of syslog or a container runtime.</summary>
internal static class InnerText
{
    /// <summary>
    /// Reads syslog's host and tag or a container's stream after an ISO time. False if there is neither.
    /// </summary>
    public static bool TryReadAfterTime(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        if (SyslogHeader.TagAfterHost(text, at, ref line) is > 0 and var tag)
        {
            line.Format = LogFormat.Syslog;
            Read(text, tag, ref line);
            return true;
        }

        var inner = default(LogLine);
        if (ContainerPrefix.End(text, at) is not (> 0 and var container) || !TryRead(text[container..], ref inner))
        {
            return false;
        }

        Merge(inner, ref line);
        return true;
    }

    /// <summary>
    /// Reads what a program wrote, from <paramref name="at"/> on. If it has its own header, its level replaces the
    /// prefix's; otherwise it continues the fields of the prefix.
    /// </summary>
    public static void Read(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        var inside = text[at..].TrimStart((byte)' ');
        var inner = default(LogLine);
        if (!TryRead(inside, ref inner))
        {
            line.Message = text[HeaderFields.Read(text, at, hasTime: false, ref line)..];
            return;
        }

        Merge(inner, ref line);
    }

    /// <summary>False if the text has no header of its own. Does not unwrap a second time.</summary>
    private static bool TryRead(ReadOnlySpan<byte> inside, ref LogLine inner)
    {
        if (inside.IsEmpty)
        {
            return false;
        }

        if (AccessLog.TryRead(inside, ref inner))
        {
            return true;
        }

        if (!HasOwnHeader(inside))
        {
            return false;
        }

        TextLines.ReadHeader(inside, isInside: true, ref inner);
        return true;
    }

    private static bool HasOwnHeader(ReadOnlySpan<byte> inside) =>
        ByteClasses.IsDigit(inside[0]) ? TimeScanner.Match(inside, 0) > 0
        : inside[0] is (byte)'[' or (byte)'(' ? TimeScanner.Match(inside, 1) > 0
        : LetterHeader.Time(inside) > 0;

    /// <summary>Keeps the prefix's time and logger, if it has them.</summary>
    private static void Merge(in LogLine inner, ref LogLine line)
    {
        if (inner.HasLevel)
        {
            line.LevelText = inner.LevelText;
            line.Level = inner.Level;
        }

        line.Format = inner.Format == LogFormat.Access ? LogFormat.Access : line.Format;
        line.Logger = line.Logger.IsEmpty ? inner.Logger : line.Logger;
        line.RequestId = line.RequestId.IsEmpty ? inner.RequestId : line.RequestId;
        line.HttpStatus = inner.HttpStatus;
        line.Message = inner.Message;
    }
}
