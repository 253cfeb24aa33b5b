using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Makes the parts of a stored alert fit.</summary>
internal static class AlertTruncation
{
    /// <summary>
    /// What goes, in this order, until the rest fits the room in bytes. Each text has a share of its own, so that no one of them, however
    /// it is made, takes what the others need.
    /// </summary>
    public static readonly Func<Alert, int, Alert>[] TruncationOrder =
    [
        (alert, _) => alert with { Signal = alert.Signal with { Samples = [], Problems = [], Facts = [], Measurement = null } },
        (alert, room) => alert with { Labels = Fit(alert.Labels, room / 5, out _) },
        (alert, room) => alert with { Signal = alert.Signal with { Summary = JsonSize.Cut(alert.Signal.Summary, room / 8) } },
        (alert, room) => alert with { Signal = alert.Signal with { Description = JsonSize.Cut(alert.Signal.Description, room / 4) } },
        (alert, room) => alert with { Signal = alert.Signal with { Links = Fit(alert.Signal.Links, room / 4) } },
        (alert, _) => Least(alert),
        (alert, _) => alert with { Signal = alert.Signal with { Description = null, Summary = null } },
        (alert, _) => alert with { Labels = Fit(alert.Labels, 100, out _), Signal = alert.Signal with { Links = [] } },
    ];

    /// <summary>The first ones, each cut or left out where it does not fit; the list itself where all do, as most often.</summary>
    public static IReadOnlyList<T> First<T>(IReadOnlyList<T> list, int count, Func<T, bool> fits, Func<T, T?> cut)
        where T : class
    {
        if (list.Count == 0 || (list.Count <= count && list.All(fits)))
            return list;
        return [.. list.Select(each => fits(each) ? each : cut(each)).OfType<T>().Take(count)];
    }

    /// <summary>The shortest labels stay: those that silences and rules name are short.</summary>
    public static IReadOnlyDictionary<string, string> Fit(IReadOnlyDictionary<string, string> labels, int bytes, out int weight)
    {
        weight = JsonSize.Of(labels);
        if (weight <= bytes)
            return labels;
        weight = 0;
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels.OrderBy(label => label.Key.Length + label.Value.Length))
        {
            if (weight + JsonSize.Of(name, value) > bytes)
                continue;
            kept[name] = value;
            weight += JsonSize.Of(name, value);
        }
        return kept;
    }

    /// <summary>The first links stay: the runbook, and the place to look.</summary>
    private static List<Link> Fit(IReadOnlyList<Link> links, int bytes)
    {
        var kept = new List<Link>();
        foreach (var link in links.Select(link => link with { Text = JsonSize.Cut(link.Text, 60)! }))
        {
            var weight = JsonSize.Of(link.Text, link.Url);
            if (weight > bytes)
                continue;
            kept.Add(link);
            bytes -= weight;
        }
        return kept;
    }

    /// <summary>Text that was made to take room: enough is left to know the alert by.</summary>
    private static Alert Least(Alert alert) => alert with
    {
        SeverityReason = JsonSize.Cut(alert.SeverityReason, 60)!,
        Signal = alert.Signal with
        {
            Source = JsonSize.Cut(alert.Signal.Source, 30)!,
            Name = JsonSize.Cut(alert.Signal.Name, 100)!,
            Title = JsonSize.Cut(alert.Signal.Title, 100)!,
            EventKey = Fingerprint.Of(alert.Signal.EventKey),
            State = JsonSize.Cut(alert.Signal.State, 20),
            PreviousState = JsonSize.Cut(alert.Signal.PreviousState, 20),
            Account = JsonSize.Cut(alert.Signal.Account, 20),
            Region = JsonSize.Cut(alert.Signal.Region, 20),
            Service = JsonSize.Cut(alert.Signal.Service, 40),
        },
    };
}
