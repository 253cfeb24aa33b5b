using Alerting.Logs.Levels;

namespace Alerting.Logs.Lines;

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

        line.Message = FirstLine(line.Stack.TrimStart(" \t\r\n"u8), out var rest);
        line.Stack = rest;
    }

    /// <summary>java.util.logging puts time and class on the first line, level and message on the second.</summary>
    private static void TakeLevelFromBelow(ref LogLine line)
    {
        var below = FirstLine(line.Stack, out var rest);
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

    public static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> rest)
    {
        var end = text.IndexOf((byte)'\n');
        rest = end < 0 ? default : text[(end + 1)..];
        return (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
    }
}
