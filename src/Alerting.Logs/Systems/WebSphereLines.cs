using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>
/// Reads what WebSphere writes after the time: <c>[…] 0000004a WebContainer  E   SRVE0255E: no group</c>. The column with
/// the letter is the level.
/// </summary>
/// <remarks>https://www.ibm.com/docs/en/was/9.0.5?topic=SSEQTP_9.0.5/com.ibm.websphere.base.doc/ae/rtrb_readmsglogs.htm</remarks>
internal static class WebSphereLines
{
    private const int ThreadDigits = 8;

    /// <summary>The name of a zone before the bracket: <c> EEST</c></summary>
    private const int LongestZone = 6;

    public static bool TryRead(ReadOnlySpan<byte> text, int at, ref LogLine line)
    {
        if (at == 0 || text[0] != '['
            || text[at..Math.Min(text.Length, at + LongestZone)].IndexOf((byte)']') is not (>= 0 and var close))
        {
            return false;
        }

        var rest = text[(at + close + 1)..].TrimStart((byte)' ');
        if (rest.Length < ThreadDigits + 8 || rest[ThreadDigits] != ' ' || !IsThread(rest[..ThreadDigits]))
        {
            return false;
        }

        rest = rest[(ThreadDigits + 1)..];
        var name = rest.IndexOf((byte)' ');
        var column = name <= 0 ? default : rest[name..].TrimStart((byte)' ');
        if (column.Length < 3 || column[1] != ' ' || LevelOf(column[0]) is not { } level)
        {
            return false;
        }

        line.Format = LogFormat.Text;
        line.Logger = rest[..name];
        line.LevelText = column[..1];
        line.Level = level;
        line.Message = column[2..].TrimStart((byte)' ');
        return true;
    }

    private static bool IsThread(ReadOnlySpan<byte> digits)
    {
        foreach (var b in digits)
        {
            if ((ByteClasses.Of(b) & (ByteClass.Digit | ByteClass.HexLetter)) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Audit, configuration, detail and the program's output are information.</summary>
    private static LogLevel? LevelOf(byte letter) => letter switch
    {
        (byte)'F' => LogLevel.Critical,
        (byte)'E' => LogLevel.Error,
        (byte)'W' => LogLevel.Warning,
        (byte)'I' or (byte)'A' or (byte)'C' or (byte)'D' or (byte)'O' => LogLevel.Info,
        _ => null,
    };
}
