using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>Reads PHP's own errors: <c>PHP Warning:  message</c>.</summary>
/// <remarks>https://www.php.net/manual/errorfunc.constants.php; fatal ones end the request.</remarks>
internal static class PhpLines
{
    private static readonly ByteWordSet Fatal = new(ignoreCase: true, "fatal parse core compile recoverable");

    /// <summary>
    /// Separates the level from a message that starts with <c>PHP </c>, except for uncaught exceptions.
    /// </summary>
    public static void Read(ref LogLine line)
    {
        var text = line.Message[4..];
        var colon = text[..Math.Min(text.Length, 32)].IndexOf((byte)':');
        if (colon <= 0 || text[(colon + 1)..].TrimStart((byte)' ').StartsWith("Uncaught "u8))
        {
            return;
        }

        var levelText = text[..colon];
        var first = levelText.IndexOf((byte)' ') is > 0 and var space ? levelText[..space] : levelText;
        LogLevel? level = levelText.EndsWith("error"u8) && Fatal.Contains(first) ? LogLevel.Error
            : levelText.SequenceEqual("Warning"u8) ? LogLevel.Warning
            : levelText.SequenceEqual("Notice"u8) || levelText.SequenceEqual("Deprecated"u8)
                || levelText.SequenceEqual("Strict Standards"u8) ? LogLevel.Info
            : null;
        if (level is null)
        {
            return;
        }

        line.Format = LogFormat.Text;
        line.LevelText = levelText;
        line.Level = level;
        line.Logger = "PHP"u8;
        line.Message = text[(colon + 1)..].TrimStart((byte)' ');
    }
}
