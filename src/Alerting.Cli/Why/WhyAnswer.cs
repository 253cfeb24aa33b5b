using Alerting.Text;

namespace Alerting.Cli.Why;

/// <summary>The record and the log together.</summary>
/// <param name="Entries">In the order in which it happened, each once.</param>
/// <param name="Read">What was read, a sentence each.</param>
/// <param name="Problems">What could not be read, a sentence each.</param>
internal sealed record WhyAnswer(
    WhyQuestion Question, IReadOnlyList<WhyEntry> Entries, IReadOnlyList<string> Read, IReadOnlyList<string> Problems)
{
    private const int MostMeant = 5;

    /// <summary>A line of the log is written within seconds of what the record says of it.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromMinutes(1);

    /// <summary>Names that may be meant, if nothing was found.</summary>
    public IReadOnlyList<string> Meant { get; init; } = [];

    public int Delivered => Entries.Count(IsDelivered);

    /// <summary>The last thing that somebody was, or was not, notified of.</summary>
    public WhyEntry? Last => Entries.LastOrDefault(IsDelivered)
        ?? Entries.LastOrDefault(entry => entry.Kind is "decision" or "delivery");

    public static WhyAnswer Of(WhyQuestion question, params IReadOnlyList<WhyRead> reads)
    {
        var record = reads.SelectMany(read => read.Entries).Where(entry => !entry.IsFromLog).ToArray();
        var unmatched = record.ToList();
        var log = reads.SelectMany(read => read.Entries).Where(entry => entry.IsFromLog && !TryTake(unmatched, entry));
        return new WhyAnswer(question, [.. record.Concat(log).OrderBy(entry => entry.At)],
            [.. reads.Select(read => read.Source).Where(source => source.Length > 0)],
            [.. reads.Select(read => read.Problem).OfType<string>()]);
    }

    /// <summary>Those that hold a word of the name, or nearly are it.</summary>
    public static IReadOnlyList<string> MeantBy(string text, IReadOnlyCollection<string> names)
    {
        var words = text.Split(' ', '-', '_', '.', '/', ':').Where(word => word.Length > 3).ToArray();
        var near = Suggestion.For(text, names);
        return
        [
            .. names.Where(name => name != near && Array.Exists(words,
                    word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.OrdinalIgnoreCase).Prepend(near).OfType<string>().Take(MostMeant),
        ];
    }

    private static bool IsDelivered(WhyEntry entry) =>
        entry.Kind == "delivery" && entry.Text.StartsWith("Delivered", StringComparison.Ordinal);

    private static bool TryTake(List<WhyEntry> record, WhyEntry line)
    {
        var at = record.FindIndex(entry => (entry.At - line.At).Duration() <= SameMoment && IsSame(entry, line));
        if (at >= 0)
            record.RemoveAt(at);
        return at >= 0;
    }

    private static bool IsSame(WhyEntry entry, WhyEntry line) => entry.Kind == line.Kind && line.Kind switch
    {
        "delivery" => entry.Channel == line.Channel && entry.To.Intersect(line.To).Any(),
        "event" => entry.Alert == line.Alert && entry.IsFiring == line.IsFiring,
        _ => entry.Code == line.Code && (entry.Alert is null || entry.Alert == line.Alert),
    };
}
