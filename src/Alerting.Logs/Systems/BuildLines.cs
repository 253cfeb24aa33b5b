using Alerting.Logs.Levels;

namespace Alerting.Logs.Systems;

/// <summary>
/// Reads the commands by which a build step logs: <c>##[error]boom</c>, <c>::error file=a.js,line=1::boom</c>
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands,
/// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
/// </remarks>
internal static class BuildLines
{
    public static bool TryRead(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        var rest = text[at..].TrimStart((byte)' ');
        if (rest.Length < 8 || rest[0] is not ((byte)'#' or (byte)':') || rest[1] != rest[0])
        {
            return false;
        }

        var end = 0;
        var level = rest[0] == ':' ? OfGitHub(rest, out end)
            : rest[2] == '[' ? InBracket(rest, 3, out end)
            : rest.StartsWith("##vso[task.logissue type="u8) ? InBracket(rest, 25, out end)
            : default;
        if (!LevelWords.IsLevel(level))
        {
            return false;
        }

        line.Format = LogFormat.Text;
        line.LevelText = level;
        line.Level = LevelWords.Parse(level);
        line.Message = rest[end..].TrimStart((byte)' ');
        return true;
    }

    private static ReadOnlySpan<byte> InBracket(ReadOnlySpan<byte> text, int start, out int end)
    {
        var close = text.IndexOf((byte)']');
        end = close + 1;
        return close < start ? default : FirstWord(text[start..close]);
    }

    private static ReadOnlySpan<byte> OfGitHub(ReadOnlySpan<byte> text, out int end)
    {
        var close = text[2..].IndexOf("::"u8);
        end = close + 4;
        return close < 0 ? default : FirstWord(text.Slice(2, close));
    }

    /// <summary>The word before the properties.</summary>
    private static ReadOnlySpan<byte> FirstWord(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)' ', (byte)';');
        return end < 0 ? text : text[..end];
    }
}
