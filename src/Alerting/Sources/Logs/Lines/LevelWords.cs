using Alerting.Alerts;
using Alerting.Sources.Logs.Templates;

namespace Alerting.Sources.Logs.Lines;

/// <summary>Recognises levels in log headers and maps them to a <see cref="Severity"/>.</summary>
/// <remarks>
/// Stricter than <see cref="SeverityWords"/>, because <c>high</c> or <c>none</c> at the start of a line belongs to the message.
/// Also knows levels of single systems: java.util.logging's FINE, dbug, trce, fail and crit of the .NET console,
/// PostgreSQL's LOG, DETAIL and HINT, MySQL's Note.
/// </remarks>
internal static class LevelWords
{
    private const int Longest = 13;

    /// <summary>In upper case these are levels even if only a space follows.</summary>
    private static readonly ByteWordSet UnambiguousWords = new(ignoreCase: true,
        "trace debug info warn warning error err severe fatal critical notice verbose emerg crit failure");

    private static readonly ByteWordSet HeaderWords = new(ignoreCase: true,
        "trace debug debug1 debug2 debug3 debug4 debug5 info information informational notice note warn warning error err severe " +
        "fatal critical crit emerg emergency alert panic verbose failure fine finer finest config trce dbug fail log hint detail " +
        "statement context exception dpanic success system wrn inf dbg ftl vrb");

    private static readonly Dictionary<string, Severity>.AlternateLookup<ReadOnlySpan<char>> SystemSpecific =
        new Dictionary<string, Severity>(StringComparer.OrdinalIgnoreCase)
        {
            ["fine"] = Severity.Info, ["finer"] = Severity.Info, ["finest"] = Severity.Info, ["config"] = Severity.Info,
            ["trce"] = Severity.Info, ["dbug"] = Severity.Info, ["fail"] = Severity.Error, ["log"] = Severity.Info,
            ["hint"] = Severity.Info, ["detail"] = Severity.Info, ["statement"] = Severity.Info, ["context"] = Severity.Info,
            ["note"] = Severity.Info, ["debug1"] = Severity.Info, ["debug2"] = Severity.Info, ["debug3"] = Severity.Info,
            ["debug4"] = Severity.Info, ["debug5"] = Severity.Info, ["exception"] = Severity.Error, ["dpanic"] = Severity.Error,
            ["success"] = Severity.Info, ["system"] = Severity.Info, ["audit"] = Severity.Info, ["silly"] = Severity.Info,
            ["http"] = Severity.Info, ["wrn"] = Severity.Warning, ["inf"] = Severity.Info, ["ftl"] = Severity.Critical,
            ["dbg"] = Severity.Info, ["vrb"] = Severity.Info, ["unspecified"] = Severity.Info,
        }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the word is a level even without punctuation: <c>ERROR</c>.</summary>
    public static bool IsUnambiguous(ReadOnlySpan<byte> word) =>
        word.Length is >= 3 and <= Longest && ByteClasses.IsUpper(word[0]) && ByteClasses.IsUpper(word[1]) && UnambiguousWords.Contains(word)
        && !word.ContainsAnyInRange((byte)'a', (byte)'z');

    /// <summary>Whether the word is a level if punctuation sets it apart: <c>[error]</c>, <c>Warning:</c>.</summary>
    public static bool IsLevel(ReadOnlySpan<byte> word) => word.Length is >= 3 and <= Longest && HeaderWords.Contains(word);

    public static Severity? Parse(ReadOnlySpan<byte> word)
    {
        if (word.Length is < 2 or > 24)
        {
            return word.Length == 1 ? FromLetter(word[0]) : null;
        }

        Span<char> chars = stackalloc char[24];
        for (var i = 0; i < word.Length; i++)
        {
            chars[i] = (char)word[i];
        }

        return SeverityWords.TryParse(chars[..word.Length], out var severity) || SystemSpecific.TryGetValue(chars[..word.Length], out severity)
            ? severity
            : null;
    }

    /// <summary>The one-letter levels of logcat, glog, klog, Ruby and zerolog's console.</summary>
    /// <remarks>https://developer.android.com/tools/logcat#filteringOutput</remarks>
    public static Severity? FromLetter(byte letter) => letter switch
    {
        (byte)'V' or (byte)'D' or (byte)'I' or (byte)'T' or (byte)'N' => Severity.Info,
        (byte)'W' => Severity.Warning,
        (byte)'E' => Severity.Error,
        (byte)'F' or (byte)'C' or (byte)'A' => Severity.Critical,
        _ => null,
    };

    /// <summary>
    /// Numeric levels: syslog and GELF up to 7, pino and bunyan in tens from 10. Only OpenTelemetry uses the numbers in between;
    /// where both are possible, other fields decide.
    /// </summary>
    /// <remarks>https://github.com/pinojs/pino/blob/main/docs/api.md#level-string and RFC 5424, 6.2.1.</remarks>
    public static Severity? FromNumber(long number) => number switch
    {
        < 0 => null,
        <= 2 => Severity.Critical,
        3 => Severity.Error,
        4 => Severity.Warning,
        > 7 and <= 24 when number % 10 != 0 => FromOpenTelemetry(number),
        <= 39 => Severity.Info,
        <= 49 => Severity.Warning,
        <= 59 => Severity.Error,
        <= 100 => Severity.Critical,
        _ => null,
    };

    /// <summary>OpenTelemetry's severity number.</summary>
    /// <remarks>https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber</remarks>
    public static Severity? FromOpenTelemetry(long number) => number switch
    {
        < 1 or > 24 => null,
        <= 12 => Severity.Info,
        <= 16 => Severity.Warning,
        <= 20 => Severity.Error,
        _ => Severity.Critical,
    };
}
