using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Cuts an alert to what the state has room for. The first alerts of a group keep what people read; a message about a
/// crowd has no room for it anyway.
/// </summary>
public static class StoredAlert
{
    private const int InDetail = 12;

    /// <summary>Bytes for the texts of one: with dates and names, 200 brief ones and a few messages stay within 400 KB.</summary>
    private const int DetailedRoom = 4000;

    private const int BriefRoom = 800;

    /// <summary>What goes, in this order, until the rest fits.</summary>
    private static readonly Func<Alert, Alert>[] Sacrifices =
    [
        alert => alert with { Signal = alert.Signal with { Samples = [], Problems = [], Facts = [], Measurement = null } },
        alert => alert with { Signal = alert.Signal with { Description = null, Summary = JsonWeight.Cut(alert.Signal.Summary, 100) } },
        alert => alert with { Labels = Fit(alert.Labels, 200, out _) },
        alert => alert with { Signal = alert.Signal with { Links = [], Summary = null } },
        Least,
    ];

    internal static Alert Of(Alert alert, GroupDraft group) => Cut(alert, isBrief: group.Incidents.Length > InDetail);

    public static Alert Cut(Alert alert, bool isBrief)
    {
        var labels = Fit(alert.Labels, isBrief ? 300 : 1000, out var weight);
        var (cut, room) = (CutEach(alert, labels, isBrief), isBrief ? BriefRoom : DetailedRoom);
        if (weight + JsonWeight.WithoutLabels(cut) <= room)
            return cut;
        foreach (var sacrifice in Sacrifices)
            if (JsonWeight.Of(cut) > room)
                cut = sacrifice(cut);
            else
                break;
        return cut;
    }

    private static Alert CutEach(Alert alert, IReadOnlyDictionary<string, string> labels, bool isBrief)
    {
        var signal = alert.Signal;
        var text = isBrief ? 100 : 400;
        return alert with
        {
            Labels = labels,
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

    /// <summary>Text that was made to take room: enough is left to know the alert by.</summary>
    private static Alert Least(Alert alert) => alert with
    {
        SeverityReason = JsonWeight.Cut(alert.SeverityReason, 60)!,
        Labels = Fit(alert.Labels, 100, out _),
        Signal = alert.Signal with
        {
            Source = JsonWeight.Cut(alert.Signal.Source, 30)!,
            Name = JsonWeight.Cut(alert.Signal.Name, 100)!,
            Title = JsonWeight.Cut(alert.Signal.Title, 100)!,
            EventKey = Fingerprint.Of(alert.Signal.EventKey),
            State = JsonWeight.Cut(alert.Signal.State, 20),
            PreviousState = JsonWeight.Cut(alert.Signal.PreviousState, 20),
            Account = JsonWeight.Cut(alert.Signal.Account, 20),
            Region = JsonWeight.Cut(alert.Signal.Region, 20),
            Service = JsonWeight.Cut(alert.Signal.Service, 40),
        },
    };

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
    private static IReadOnlyDictionary<string, string> Fit(IReadOnlyDictionary<string, string> labels, int bytes, out int weight)
    {
        weight = JsonWeight.Of(labels);
        if (weight <= bytes)
            return labels;
        weight = 0;
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels.OrderBy(label => label.Key.Length + label.Value.Length))
        {
            if (weight + JsonWeight.Of(name, value) > bytes)
                continue;
            kept[name] = value;
            weight += JsonWeight.Of(name, value);
        }
        return kept;
    }
}
