using Alerting.Logs.Levels;

namespace Alerting.Logs.Systems;

/// <summary>Reads the reports of Erlang's error logger: <c>=ERROR REPORT==== 31-Jan-2026::10:00:00 ===</c></summary>
/// <remarks>https://www.erlang.org/doc/apps/kernel/logger_chapter.html</remarks>
internal static class ErlangReport
{
    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        var end = text[0] == '=' ? text[..Math.Min(text.Length, 32)].IndexOf(" REPORT===="u8) : -1;
        if (end < 2)
        {
            return false;
        }

        var kind = text[1..end];
        line.Level = LevelWords.Parse(kind)
            ?? (kind.SequenceEqual("CRASH"u8) || kind.SequenceEqual("SUPERVISOR"u8) ? LogLevel.Error : LogLevel.Info);
        line.LevelText = kind;
        line.Format = LogFormat.Text;
        line.Message = text[1..(end + " REPORT"u8.Length)];
        return true;
    }
}
