using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Fields;

/// <summary>Reads the value of a field that holds the level.</summary>
internal static class LevelValue
{
    /// <summary>A word, perhaps coloured.</summary>
    public static void Put(ReadOnlySpan<byte> value, ref LogLine line)
    {
        line.LevelText = AnsiColours.Plain(value);
        line.Level = LevelWords.Parse(line.LevelText);
    }

    /// <summary>MongoDB's F, E, W, I and D1 to D5, or the journal's 0 to 7.</summary>
    public static void PutLetter(ReadOnlySpan<byte> value, ref LogLine line)
    {
        line.LevelText = value;
        line.Level =
            ByteClasses.IsDigit(value[0]) ? NumberedLevels.FromSyslog(value[0] - '0') : LevelWords.FromLetter(value[0]);
    }
}
