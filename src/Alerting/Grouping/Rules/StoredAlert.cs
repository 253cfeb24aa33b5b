using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Cuts an alert to what the state has room for. The first alerts of a group keep what people read; a message about a
/// crowd has no room for it anyway.
/// </summary>
public static class StoredAlert
{
    private const int InDetail = 15;

    internal static Alert Of(Alert alert, GroupDraft group) => Cut(alert, isBrief: group.Incidents.Length > InDetail);

    public static Alert Cut(Alert alert, bool isBrief)
    {
        var signal = alert.Signal;
        var text = isBrief ? 120 : 400;
        return alert with
        {
            Labels = Fit(alert.Labels, isBrief ? 400 : 1000),
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
                Facts = isBrief ? [] : [.. signal.Facts.Take(6).Select(fact => fact with { Value = Cut(fact.Value, 100)! })],
                Links = [.. signal.Links.Where(link => link.Url.Length <= (isBrief ? 300 : 500)).Take(isBrief ? 1 : 3)],
                Samples = isBrief ? [] : [.. signal.Samples.Take(3).Select(sample => Cut(sample, 300)!)],
                Problems = isBrief ? [] : [.. signal.Problems.Take(3).Select(problem => Cut(problem, 200)!)],
                Measurement = isBrief ? null : signal.Measurement,
            },
        };
    }

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

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
