using Alerting.Logs.Levels;

namespace Alerting.Logs.Systems;

/// <summary>Reads npm's lines: its name, the level, the message. <c>npm ERR! code ELIFECYCLE</c></summary>
/// <remarks>https://docs.npmjs.com/cli/using-npm/logging; since version 10 levels are whole words in lower
/// case.</remarks>
internal static class NpmLines
{
    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (!text.StartsWith("npm "u8))
        {
            return false;
        }

        var rest = text[4..].TrimStart((byte)' ');
        var end = rest.IndexOf((byte)' ');
        var word = end < 0 ? rest : rest[..end];
        var level = word.TrimEnd((byte)'!');
        if (!LevelWords.IsLevel(level) && !level.SequenceEqual("http"u8) && !level.SequenceEqual("silly"u8))
        {
            return false;
        }

        line.Format = LogFormat.Text;
        line.LevelText = level;
        line.Level = LevelWords.Parse(level);
        line.Logger = "npm"u8;
        line.Message = end < 0 ? word : rest[(end + 1)..].TrimStart((byte)' ');
        return true;
    }
}
