using Alerting.Logs.Bytes;

namespace Alerting.Logs.Levels;

/// <summary>
/// Recognises a level that a logger is set to, which is not that of the line: <c>LOG_LEVEL=ERROR</c>, <c>log level changed
/// to ERROR</c>, <c>logging.level.root=ERROR</c>
/// </summary>
internal static class LevelSetting
{
    private const int Longest = 48;

    private static readonly ByteWordSet Verbs = new(ignoreCase: true, "changed set to is now at from as the default");

    private static readonly ByteWordSet Names =
        new(ignoreCase: true, "level loglevel threshold minlevel min_level log_level verbosity");

    /// <param name="before">The text before the word.</param>
    /// <param name="word">The word.</param>
    public static bool IsValue(ReadOnlySpan<byte> before, ReadOnlySpan<byte> word)
    {
        if (!LevelWords.IsCommon(word))
        {
            return false;
        }

        before = before[Math.Max(0, before.Length - Longest)..];
        var key = before.TrimEnd(" =:\"'"u8);
        if (before[key.Length..].IndexOfAny("=:\""u8) >= 0)
        {
            return IsName(LastToken(key));
        }

        for (var token = LastToken(key); IsBetween(token) && key.Length > token.Length; token = LastToken(key))
        {
            key = key[..^token.Length].TrimEnd((byte)' ');
        }

        return Names.Contains(LastToken(key));
    }

    /// <summary>Between the name and the level, as in <c>log level from INFO to ERROR</c></summary>
    private static bool IsBetween(ReadOnlySpan<byte> token) => Verbs.Contains(token) || LevelWords.IsCommon(token);

    /// <summary><c>logging.level.root</c>, <c>rootLogger</c>, <c>log4j.logger.com.example</c></summary>
    private static bool IsName(ReadOnlySpan<byte> key) =>
        key.IndexOf("level"u8) >= 0 || key.StartsWith("log_min_"u8) || key.IndexOf("Level"u8) >= 0
        || key.IndexOf("LEVEL"u8) >= 0
        || key.IndexOf("ogger"u8) >= 0 || key.EndsWith("threshold"u8);

    private static ReadOnlySpan<byte> LastToken(ReadOnlySpan<byte> text) => text[(text.LastIndexOf((byte)' ') + 1)..];
}
