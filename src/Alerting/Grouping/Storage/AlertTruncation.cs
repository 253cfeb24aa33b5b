using Alerting.Alerts;

namespace Alerting.Grouping.Storage;

/// <summary>Takes away from an alert that is too large.</summary>
internal static class AlertTruncation
{
    /// <summary>
    /// Applied in this order until the alert fits the limit in bytes. Each text has its own share, so no single one can
    /// crowd out the others.
    /// </summary>
    public static readonly Func<Alert, int, Alert>[] TruncationOrder =
    [
        (alert, _) =>
            alert with { Signal = alert.Signal with { Samples = [], Problems = [], Facts = [], Measurement = null } },
        (alert, room) => alert with { Labels = Fit(alert.Labels, room / 5, out _) },
        (alert, room) =>
            alert with { Signal = alert.Signal with { Summary = JsonSize.Cut(alert.Signal.Summary, room / 8) } },
        (alert, room) => alert with
            { Signal = alert.Signal with { Description = JsonSize.Cut(alert.Signal.Description, room / 4) } },
        (alert, room) => alert with { Signal = alert.Signal with { Links = Fit(alert.Signal.Links, room / 4) } },
        (alert, _) => KeepIdentity(alert),
        (alert, _) => alert with { Signal = alert.Signal with { Description = null, Summary = null } },
        (alert, _) => alert with { Labels = Fit(alert.Labels, 100, out _), Signal = alert.Signal with { Links = [] } },
    ];

    /// <summary>Keeps the shortest labels: those used in silences and rules are short.</summary>
    public static IReadOnlyDictionary<string, string> Fit(IReadOnlyDictionary<string, string> labels, int bytes,
        out int size)
    {
        size = JsonSize.Of(labels);
        if (size <= bytes)
            return labels;
        size = 0;
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels.OrderBy(label => label.Key.Length + label.Value.Length))
        {
            if (size + JsonSize.Of(name, value) > bytes)
                continue;
            kept[name] = value;
            size += JsonSize.Of(name, value);
        }
        return kept;
    }

    /// <summary>Keeps the first links: the runbook and the console.</summary>
    private static List<Link> Fit(IReadOnlyList<Link> links, int bytes)
    {
        var kept = new List<Link>();
        foreach (var link in links.Select(link => link with { Text = JsonSize.Cut(link.Text, 60)! }))
        {
            var size = JsonSize.Of(link.Text, link.Url);
            if (size > bytes)
                continue;
            kept.Add(link);
            bytes -= size;
        }
        return kept;
    }

    /// <summary>For hostile text: keeps just enough to recognise the alert.</summary>
    private static Alert KeepIdentity(Alert alert) => alert with
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
