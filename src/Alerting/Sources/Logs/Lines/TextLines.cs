using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs.Lines;

/// <summary>Reads a line that is neither JSON nor key=value: finds the time, then the fields behind it.</summary>
internal static partial class TextLines
{
    public static void Read(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (text.Length > 4 && text[0] == '<' && ByteClasses.IsDigit(text[1]) && SyslogHeader.TryPriority(text, out var start, ref line))
        {
            SyslogHeader.Read(text, start, ref line);
            return;
        }

        if (ByteClasses.IsDigit(text[0]) && AccessLog.TryRead(text, ref line))
        {
            return;
        }

        if (text[0] == 'n' && NpmLines.TryRead(text, ref line))
        {
            return;
        }

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

        if (at > 0 && SyslogHeader.TagAfterHost(text, at, ref line) is > 0 and var tag)
        {
            line.Format = LogFormat.Syslog;
            line.Message = text[HeaderFields.Read(text, tag, hasTime: false, ref line)..];
            return;
        }

        at = LetterHeader.Read(text, at, ref line);
        if (line.HasLevel && KlogFields.TryRead(text[at..], ref line))
        {
            line.Format = LogFormat.Text;
            return;
        }

        at = HeaderFields.Read(text, at, at > 0, ref line);
        line.Format = at > 0 ? LogFormat.Text : LogFormat.Plain;
        line.Message = text[at..];
    }
}
