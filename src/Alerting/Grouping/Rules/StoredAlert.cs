using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Cuts an alert to what the state has room for. The first alerts of a group keep what people read; a message about a
/// crowd has no room for it anyway.
/// </summary>
public static class StoredAlert
{
    private const int InDetail = 12;

    internal static Alert Of(Alert alert, GroupDraft group) => Cut(alert, isBrief: group.Incidents.Length > InDetail);

    public static Alert Cut(Alert alert, bool isBrief)
    {
        var signal = alert.Signal;
        var text = isBrief ? 100 : 400;
        return alert with
        {
            Labels = Fit(alert.Labels, isBrief ? 300 : 1000),
            Signal = signal with
            {
                Name = Cut(signal.Name, 256)!,
                Title = Cut(signal.Title, 256)!,
                // The fingerprint stands for it.
                Identity = "",
                EventKey = Cut(signal.EventKey, 300)!,
                Claims = [],
                Fallback = null,
                Labels = NoLabels,
                Summary = Cut(signal.Summary, text),
                Description = isBrief ? null : Cut(signal.Description, text),
                Facts = isBrief ? [] : First(signal.Facts, 6, fact => fact.Value.Length <= 100, fact => fact with { Value = Cut(fact.Value, 100)! }),
                Links = First(signal.Links, isBrief ? 1 : 3, link => link.Url.Length <= (isBrief ? 200 : 500), _ => null),
                Samples = isBrief ? [] : First(signal.Samples, 3, sample => sample.Length <= 300, sample => Cut(sample, 300)),
                Problems = isBrief ? [] : First(signal.Problems, 3, problem => problem.Length <= 200, problem => Cut(problem, 200)),
                Measurement = isBrief ? null : signal.Measurement,
            },
        };
    }

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    /// <summary>The first ones, each cut or left out where it does not fit; the list itself where all do, as most often.</summary>
    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> list, int count, Func<T, bool> fits, Func<T, T?> cut)
        where T : class
    {
        if (list.Count == 0 || (list.Count <= count && list.All(fits)))
            return list;
        return [.. list.Select(each => fits(each) ? each : cut(each)).OfType<T>().Take(count)];
    }

    private static string? Cut(string? text, int length) => text is null || text.Length <= length
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");

    /// <summary>The shortest labels stay: those that silences and rules name are short.</summary>
    private static IReadOnlyDictionary<string, string> Fit(IReadOnlyDictionary<string, string> labels, int characters)
    {
        var total = 0;
        foreach (var (name, value) in labels)
            total += name.Length + value.Length + 6;
        if (total <= characters)
            return labels;
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels.OrderBy(label => label.Key.Length + label.Value.Length))
            if ((characters -= name.Length + value.Length + 6) >= 0)
                kept[name] = value;
        return kept;
    }
}
