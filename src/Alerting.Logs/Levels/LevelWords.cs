using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>
/// Recognises the levels of all loggers, as a word, a letter or a number, and maps them to a <see cref="LogLevel"/>.
/// </summary>
internal static class LevelWords
{
    private const int Longest = 13;

    /// <summary>In upper case these are levels even if only a space follows.</summary>
    private static readonly ByteWordSet UnambiguousWords = new(ignoreCase: true,
        "trace debug info warn warning error err severe fatal critical notice verbose emerg crit failure");

    /// <summary>
    /// Fewer than <see cref="Levels"/>: <c>high</c> or <c>none</c> at the start of a line belongs to the message.
    /// </summary>
    private static readonly ByteWordSet HeaderWords = new(ignoreCase: true,
        "trace debug debug1 debug2 debug3 debug4 debug5 info information informational notice note warn warning " +
        "error err severe fatal critical crit emerg emergency alert panic verbose failure fine finer finest config " +
        "trce dbug fail log hint detail statement context exception dpanic success system wrn inf dbg ftl vrb");

    /// <summary>
    /// The value of a level field. Some are known to one system only: java.util.logging's FINE, dbug, trce, fail and
    /// crit of the .NET console, PostgreSQL's LOG, DETAIL and HINT, MySQL's Note, npm's http and silly.
    /// </summary>
    private static readonly ByteWordMap<LogLevel> Levels = new(ignoreCase: true,
        (LogLevel.Critical, "critical crit fatal emergency emerg alert panic disaster ftl p0 p1 sev0 sev1 sev-1"),
        (LogLevel.Error, "error err severe high major failure page fail exception dpanic p2 sev2 sev-2"),
        (LogLevel.Warning, "warning warn medium moderate minor wrn p3 sev3 sev-3"),
        (LogLevel.Info,
            "info information informational notice debug trace verbose low none ok p4 p5 sev4 sev5 sev-4 sev-5 fine " +
            "finer finest config trce dbug log hint detail statement context note debug1 debug2 debug3 debug4 debug5 " +
            "success system audit silly http inf dbg vrb unspecified"));

    /// <summary>Whether the word is a level even without punctuation: <c>ERROR</c>.</summary>
    public static bool IsUnambiguous(ReadOnlySpan<byte> word) =>
        word.Length is >= 3 and <= Longest && ByteClasses.IsUpper(word[0]) && ByteClasses.IsUpper(word[1])
            && UnambiguousWords.Contains(word)
        && !word.ContainsAnyInRange((byte)'a', (byte)'z');

    /// <summary>Whether the word is a level if punctuation sets it apart: <c>[error]</c>, <c>Warning:</c>.</summary>
    public static bool IsLevel(ReadOnlySpan<byte> word) =>
        word.Length is >= 3 and <= Longest && HeaderWords.Contains(word);

    public static LogLevel? Parse(ReadOnlySpan<byte> word) =>
        word.Length == 1 ? FromLetter(word[0]) : Levels.Find(word.Trim(" \t\r\n"u8));

    /// <summary>The one-letter levels of logcat, glog, klog, Ruby and zerolog's console.</summary>
    /// <remarks>https://developer.android.com/tools/logcat#filteringOutput</remarks>
    public static LogLevel? FromLetter(byte letter) => letter switch
    {
        (byte)'V' or (byte)'D' or (byte)'I' or (byte)'T' or (byte)'N' => LogLevel.Info,
        (byte)'W' => LogLevel.Warning,
        (byte)'E' => LogLevel.Error,
        (byte)'F' or (byte)'C' or (byte)'A' => LogLevel.Critical,
        _ => null,
    };

    /// <summary>
    /// Numeric levels: syslog and GELF up to 7, pino and bunyan in tens from 10. Only OpenTelemetry uses the numbers in
    /// between; where both are possible, other fields decide.
    /// </summary>
    /// <remarks>https://github.com/pinojs/pino/blob/main/docs/api.md#level-string and RFC 5424, 6.2.1.</remarks>
    public static LogLevel? FromNumber(long number) => number switch
    {
        < 0 => null,
        <= 2 => LogLevel.Critical,
        3 => LogLevel.Error,
        4 => LogLevel.Warning,
        > 7 and <= 24 when number % 10 != 0 => FromOpenTelemetry(number),
        <= 39 => LogLevel.Info,
        <= 49 => LogLevel.Warning,
        <= 59 => LogLevel.Error,
        <= 100 => LogLevel.Critical,
        _ => null,
    };

    /// <summary>OpenTelemetry's severity number.</summary>
    /// <remarks>https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber</remarks>
    public static LogLevel? FromOpenTelemetry(long number) => number switch
    {
        < 1 or > 24 => null,
        <= 12 => LogLevel.Info,
        <= 16 => LogLevel.Warning,
        <= 20 => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
