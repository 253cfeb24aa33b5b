using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>
/// Recognises the levels of all loggers, as a word, a letter or a number, and maps them to a <see cref="LogLevel"/>.
/// </summary>
internal static class LevelWords
{
    private const int Longest = 24;

    /// <summary>In upper case these are levels even if only a space follows.</summary>
    private static readonly ByteWordSet UnambiguousWords = new(ignoreCase: true,
        "trace debug info warn warning error err severe fatal critical notice verbose emerg crit failure erro eror " +
        "fata debu dbug dbg inf wrn ftl fine finer finest fehler erreur errore fout");

    /// <summary>
    /// Fewer than <see cref="Levels"/>: <c>high</c> or <c>none</c> at the start of a line belongs to the message.
    /// </summary>
    private static readonly ByteWordSet HeaderWords = new(ignoreCase: true,
        "trace debug debug1 debug2 debug3 debug4 debug5 info information informational notice note warn warning " +
        "error err severe fatal critical crit emerg emergency alert panic verbose failure fine finer finest config " +
        "trce dbug fail log hint detail statement context exception dpanic success system wrn inf dbg ftl vrb erro " +
        "eror fata pani debu " + ForeignErrors.Levels + " " + ForeignErrors.LesserLevels);

    /// <summary>
    /// The value of a level field. Some are known to one system only: java.util.logging's FINE, dbug, trce, fail and
    /// crit of the .NET console, PostgreSQL's LOG, DETAIL and HINT, MySQL's Note, npm's http and silly, logrus' ERRO and
    /// FATA, log15's EROR; and those of databases in other languages.
    /// </summary>
    private static readonly ByteWordMap<LogLevel> Levels = new(ignoreCase: true,
        (LogLevel.Critical,
            "critical crit fatal emergency emerg alert panic disaster ftl fata pani p0 p1 sev0 sev1 sev-1"),
        (LogLevel.Error, "error err severe high major failure page fail exception dpanic erro eror p2 sev2 sev-2 " +
            ForeignErrors.Levels),
        (LogLevel.Warning, "warning warn medium moderate minor wrn p3 sev3 sev-3 warnung avertissement"),
        (LogLevel.Info,
            "info information informational notice debug trace verbose low none ok p4 p5 sev4 sev5 sev-4 sev-5 fine " +
            "finer finest config trce dbug log hint detail statement context note debug1 debug2 debug3 debug4 debug5 " +
            "success system audit silly http inf dbg debu vrb unspecified hinweis"));

    /// <summary>Whether the word is a level even without punctuation: <c>ERROR</c>.</summary>
    public static bool IsUnambiguous(ReadOnlySpan<byte> word) =>
        word.Length is >= 3 and <= Longest && ByteClasses.IsUpper(word[0]) && ByteClasses.IsUpper(word[1])
            && UnambiguousWords.Contains(word)
        && !word.ContainsAnyInRange((byte)'a', (byte)'z');

    /// <summary>Whether the word is a level of most loggers, in any case.</summary>
    public static bool IsCommon(ReadOnlySpan<byte> word) =>
        word.Length is >= 3 and <= Longest && UnambiguousWords.Contains(word);

    /// <summary>Whether the word is a level if punctuation sets it apart: <c>[error]</c>, <c>Warning:</c>.</summary>
    public static bool IsLevel(ReadOnlySpan<byte> word) =>
        word.Length is >= 3 and <= Longest && HeaderWords.Contains(word);

    /// <summary>The levels that shippers write as a status. Other states, such as failed, are results.</summary>
    private static readonly ByteWordSet StatusLevels =
        new(ignoreCase: true,
            "emergency emerg alert critical crit fatal error err warning warn notice info debug trace");

    public static bool IsStatusLevel(ReadOnlySpan<byte> word) => word.Length >= 3 && StatusLevels.Contains(word);

    public static LogLevel? Parse(ReadOnlySpan<byte> word) => word.Length == 1
        ? word[0] is (byte)'A' or (byte)'C' ? null : FromLetter(word[0])
        : FromWord(word.Trim(" \t\r\n"u8));

    private static LogLevel? FromWord(ReadOnlySpan<byte> word) =>
        Levels.Find(word) ?? (word.IsEmpty || !ByteClasses.IsDigit(word[^1]) ? null : Levels.Find(WithoutOffset(word)));

    /// <summary>Go's slog writes a level between two others as <c>ERROR+2</c>.</summary>
    /// <remarks>https://pkg.go.dev/log/slog#Level.String</remarks>
    public static ReadOnlySpan<byte> WithoutOffset(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty || !ByteClasses.IsDigit(word[^1]))
        {
            return word;
        }

        var name = word.TrimEnd("0123456789"u8);
        return name.Length < word.Length && name.Length > 1 && name[^1] is (byte)'+' or (byte)'-' ? name[..^1] : word;
    }

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
}
