using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Lines;

/// <summary>Takes a message or a level from the lines below a header that lacks them.</summary>
internal static class LinesBelow
{
    public static void Apply(ref LogLine line)
    {
        TakeMessageFromBelow(ref line);
        if (!line.HasLevel && !line.Time.IsEmpty)
        {
            TakeLevelFromBelow(ref line);
        }
    }

    /// <summary>.NET's console logger puts the message on the second line.</summary>
    private static void TakeMessageFromBelow(ref LogLine line)
    {
        if (!line.Message.Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        line.Message = FirstLine.Of(line.Stack.TrimStart(" \t\r\n"u8), out var rest);
        line.Stack = rest;
    }

    /// <summary>java.util.logging puts time and class on the first line, level and message on the second.</summary>
    private static void TakeLevelFromBelow(ref LogLine line)
    {
        var below = FirstLine.Of(line.Stack, out var rest);
        var colon = below.IndexOf(": "u8);
        if (colon <= 0 || !LevelWords.IsLevel(below[..colon]))
        {
            return;
        }

        line.LevelText = below[..colon];
        line.Level = LevelWords.Parse(line.LevelText);
        line.Message = below[(colon + 2)..];
        line.Stack = rest;
    }
}
