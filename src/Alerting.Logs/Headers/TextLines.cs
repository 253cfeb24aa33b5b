using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;
using Alerting.Logs.Systems;

namespace Alerting.Logs.Headers;

/// <summary>Reads a line that is neither JSON nor logfmt: finds the time, then the fields after it.</summary>
internal static class TextLines
{
    public static void Read(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (text.Length > 4 && text[0] == '<' && ByteClasses.IsDigit(text[1])
            && SyslogHeader.TryPriority(text, out var start, ref line))
        {
            SyslogHeader.Read(text, start, ref line);
            return;
        }

        text = text[ContainerPrefix.ComposeEnd(text)..];
        text = text[LeadingSymbol.End(text)..];
        if (AccessLog.TryRead(text, ref line) || (text[0] == 'n' && NpmLines.TryRead(text, ref line)))
        {
            return;
        }

        ReadHeader(text, isInside: false, ref line);
    }

    public static void ReadHeader(ReadOnlySpan<byte> text, bool isInside, ref LogLine line)
    {
        ReadFields(text, isInside, ref line);
        if (!line.HasLevel && line.HttpStatus == 0 && text.Overlaps(line.Message, out var start) && start > 0
            && EmbeddedLevel.FindIn(text[..start]) is { IsEmpty: false } level)
        {
            // A reader took the level for a host or a column.
            line.LevelText = level;
            line.Level = LevelWords.Parse(level);
        }
    }

    private static void ReadFields(ReadOnlySpan<byte> text, bool isInside, ref LogLine line)
    {
        var at = HeaderTime.Find(text, out var time, out var syslog);
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

        if (!isInside && at > 0 && InnerText.TryReadAfterTime(text, at, ref line))
        {
            return;
        }

        if (at == 0 && ErlangReport.TryRead(text, ref line))
        {
            return;
        }

        if (WebSphereLines.TryRead(text, at, ref line) || BuildLines.TryRead(text, at, ref line))
        {
            return;
        }

        at = WriterPrefix.Skip(text, at, ref line);
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
}
