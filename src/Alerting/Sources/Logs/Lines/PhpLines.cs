using Alerting.Alerts;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs.Lines;

/// <summary>Reads PHP's own errors: <c>PHP Warning:  message</c>.</summary>
/// <remarks>https://www.php.net/manual/errorfunc.constants.php; fatal ones end the request.</remarks>
internal static class PhpLines
{
    private static readonly ByteWordSet Fatal = new(ignoreCase: true, "fatal parse core compile recoverable");

    /// <summary>Separates the level from a message that starts with <c>PHP </c>, except for uncaught exceptions.</summary>
    public static void Read(ref LogLine line)
    {
        var text = line.Message[4..];
        var colon = text[..Math.Min(text.Length, 32)].IndexOf((byte)':');
        if (colon <= 0 || text[(colon + 1)..].TrimStart((byte)' ').StartsWith("Uncaught "u8))
        {
            return;
        }

        var level = text[..colon];
        var first = level.IndexOf((byte)' ') is > 0 and var space ? level[..space] : level;
        Severity? severity = level.EndsWith("error"u8) && Fatal.Contains(first) ? Severity.Error
            : level.SequenceEqual("Warning"u8) ? Severity.Warning
            : level.SequenceEqual("Notice"u8) || level.SequenceEqual("Deprecated"u8) || level.SequenceEqual("Strict Standards"u8) ? Severity.Info
            : null;
        if (severity is null)
        {
            return;
        }

        line.Format = LogFormat.Text;
        line.Level = level;
        line.Severity = severity;
        line.Logger = "PHP"u8;
        line.Message = text[(colon + 1)..].TrimStart((byte)' ');
    }
}
