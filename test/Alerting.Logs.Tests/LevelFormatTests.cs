using System.Text;
using CsCheck;

namespace Alerting.Logs.Tests;

/// <summary>
/// Lines made of a format, a level and a message with a trap: a level is never lost in any format, and a word in the
/// message never raises it.
/// </summary>
public class LevelFormatTests
{
    private static readonly (string Format, string[] Levels)[] Formats = [.. Read("formats.txt")
        .Select(line => line.Split(" ⇶ ")).Select(parts => (parts[0], parts[1].Split(' ')))];

    private static readonly string[] Traps = [.. Read("traps.txt")];

    private static readonly LogLevel[] Expected =
        [LogLevel.Info, LogLevel.Info, LogLevel.Warning, LogLevel.Error, LogLevel.Critical];

    private readonly LogClassifier _classifier = new(LogCases.IsSecretKey);

    [Fact]
    public void A_level_is_never_lost_and_a_trap_word_never_raises_it() =>
        Gen.Select(Gen.Int[0, Formats.Length - 1], Gen.Int[0, Expected.Length - 1], Gen.Int[0, Traps.Length - 1])
            .Sample((format, level, trap) => Check(format, level, trap).ShouldBeNull(), iter: 20_000, threads: 1);

    /// <summary>The same for each combination once, so that a failure names all that are wrong.</summary>
    [Fact]
    public void No_combination_is_wrong()
    {
        var wrong = new List<string>();
        for (var format = 0; format < Formats.Length; format++)
        {
            for (var level = 0; level < Expected.Length; level++)
            {
                for (var trap = 0; trap < Traps.Length; trap++)
                {
                    if (Check(format, level, trap) is { } sentence)
                    {
                        wrong.Add(sentence);
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void No_error_is_read_as_less() =>
        Wrong("errors.txt", level => level >= LogLevel.Error).ShouldBeEmpty();

    [Fact]
    public void Nobody_is_woken_by_a_word() =>
        Wrong("quiet.txt", level => level <= LogLevel.Warning).ShouldBeEmpty();

    [Fact]
    public void Good_news_is_information() =>
        Wrong("info.txt", level => level == LogLevel.Info).ShouldBeEmpty();

    [Fact]
    public void A_trap_word_alone_wakes_nobody() =>
        Traps.Where(trap => Classify(trap).Level > LogLevel.Warning).ShouldBeEmpty();

    [Theory]
    [InlineData("2026-01-31 10:00:00 ¶")]
    [InlineData("2026-01-31T10:00:00Z i-0abc123 us-east-1a ¶")]
    [InlineData("2026-01-31T10:00:00Z 3 12 ¶")]
    [InlineData("Jan 31 10:00:00 web-1 shop[12]: ¶")]
    [InlineData("{\"message\":\"¶\"}")]
    [InlineData("{\"log\":\"¶\\n\",\"stream\":\"stdout\"}")]
    [InlineData("  ¶,")]
    public void A_trap_word_without_a_level_wakes_nobody(string format) =>
        Traps.Select(trap => format.Replace("¶", trap, StringComparison.Ordinal))
            .Where(line => Classify(line).Level > LogLevel.Warning).ShouldBeEmpty();

    private IEnumerable<string> Wrong(string file, Predicate<LogLevel> isRight) => Read(file)
        .Select(line => (Line: line, Result: Classify(line))).Where(row => !isRight(row.Result.Level))
        .Select(row => $"{row.Line}  is {row.Result.Level} ({row.Result.Reason})");

    private static IEnumerable<string> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Levels", file))
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            .Select(LogCases.Unescape);

    private string? Check(int format, int level, int trap)
    {
        var (text, words) = Formats[format];
        // Some systems write errors and critical ones alike.
        var expected = words[level] == words[3] ? LogLevel.Error : Expected[level];
        var line = text.Replace("§", words[level], StringComparison.Ordinal)
            .Replace("¶", Traps[trap], StringComparison.Ordinal);
        var classified = Classify(line);
        return classified.Level == expected
            ? null
            : $"{line}  is {classified.Level} ({classified.Reason}), not {expected}";
    }

    private ClassifiedLine Classify(string line) => _classifier.Classify(Encoding.UTF8.GetBytes(line));
}
