using System.Text;
using Alerting.Logs;
using Alerting.Sources.Logs;

namespace Alerting.Benchmarks;

/// <summary>
/// Accuracy on labelled logs: NAME.log has raw lines, and NAME.csv their labels in the columns EventId and Level.
/// </summary>
/// <remarks>
/// Grouping accuracy is the share of lines whose kind has exactly the lines of one labelled event
/// (https://arxiv.org/abs/1811.03509). One large kind can decide it, so the F1 of whole kinds is beside it: the harmonic
/// mean of the share of found kinds that are right and the share of labelled events that are found
/// (https://arxiv.org/abs/2308.10828).
/// </remarks>
internal static class LogAccuracy
{
    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["V"] = LogLevel.Info, ["D"] = LogLevel.Info, ["I"] = LogLevel.Info, ["W"] = LogLevel.Warning,
        ["E"] = LogLevel.Error, ["F"] = LogLevel.Critical,
        ["INFO"] = LogLevel.Info, ["DEBUG"] = LogLevel.Info, ["NOTICE"] = LogLevel.Info,
        ["WARN"] = LogLevel.Warning, ["WARNING"] = LogLevel.Warning, ["ERROR"] = LogLevel.Error,
        ["SEVERE"] = LogLevel.Error, ["FATAL"] = LogLevel.Critical, ["FAILURE"] = LogLevel.Critical,
    };

    public static void Run(string folder, TextWriter output)
    {
        var scores = new List<Score>();
        foreach (var labels in Directory.EnumerateFiles(folder, "*.csv").Order())
        {
            var score = Of(Path.ChangeExtension(labels, ".log"), labels);
            scores.Add(score);
            output.WriteLine($"{Path.GetFileNameWithoutExtension(labels),-12} {score}");
        }

        var (rated, right) = (scores.Sum(score => score.Rated), scores.Sum(score => score.Right));
        output.WriteLine($"{"mean",-12} {new Score(
            scores.Average(score => score.Grouping), scores.Average(score => score.F1), rated, right)}");
    }

    private static Score Of(string log, string labels)
    {
        var rows = Csv(File.ReadAllText(labels));
        var (eventId, level) = (rows[0].IndexOf("EventId"), rows[0].IndexOf("Level"));
        var classifier = new LogClassifier(SecretLogKeys.IsSecret);
        var lines = File.ReadAllText(log).Split('\n').Select(line => line.TrimEnd('\r')).Zip(rows.Skip(1), (line, row) =>
            (Found: classifier.Classify(Encoding.UTF8.GetBytes(line)), Event: row[eventId],
                Level: level >= 0 && Levels.TryGetValue(row[level], out var known) ? known : (LogLevel?)null)).ToList();
        var events = lines.CountBy(line => line.Event).ToDictionary();
        var kinds = lines.GroupBy(line => line.Found.Fingerprint).ToList();
        var right = kinds.Where(kind =>
            kind.DistinctBy(line => line.Event).Count() == 1 && kind.Count() == events[kind.First().Event]).ToList();
        return new Score(
            right.Sum(kind => kind.Count()) / (double)lines.Count,
            2.0 * right.Count / (kinds.Count + events.Count),
            lines.Count(line => line.Level is not null),
            lines.Count(line => line.Level == line.Found.Level));
    }

    /// <summary>
    /// The rows of a CSV file, without any quotes. A quoted field may contain commas and line breaks.
    /// </summary>
    private static List<List<string>> Csv(string text)
    {
        var rows = new List<List<string>> { new() };
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in text)
        {
            // Two quotes in a quoted field leave and enter it again.
            quoted ^= c == '"';
            if (c == '"' || (c == '\r' && !quoted))
            {
                continue;
            }

            if (quoted || c is not (',' or '\n'))
            {
                field.Append(c);
                continue;
            }

            rows[^1].Add(field.ToString());
            field.Clear();
            if (c == '\n')
            {
                rows.Add([]);
            }
        }

        return [.. rows.Where(row => row.Count > 1)];
    }

    private sealed record Score(double Grouping, double F1, int Rated, int Right)
    {
        public override string ToString() =>
            $"grouping {Grouping:0.000}  F1 of kinds {F1:0.000}  severity "
            + (Rated == 0 ? "-" : $"{Right / (double)Rated:0.0000}");
    }
}
