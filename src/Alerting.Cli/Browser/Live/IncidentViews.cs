using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Cli.Browser.Views;
using Alerting.Cli.Incidents;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Cli.Browser.Live;

/// <summary>One incident with everything that is known of it.</summary>
internal sealed class IncidentViews(ConsoleBackend backend)
{
    private const int MaxAlerts = 20;

    public async Task<IncidentView> ReadAsync(string id, CancellationToken cancellation)
    {
        var found = await backend.Incidents.FindAsync(id, cancellation);
        var timeline = await backend.Incidents.TimelineAsync(found, cancellation);
        var records = await new DynamoOnCall(backend.Table).ListAsync(cancellation);
        var loaded = await backend.Config.ReadAsync(cancellation);
        var now = backend.Time.GetUtcNow();
        var names = new Names(loaded, records);
        var card = new IncidentCards(names, now).Of(found,
            [.. timeline.Where(entry => entry.Kind == TimelineKind.Delivery)]);
        if (found.Incident.OpenedAt == default && timeline.Count > 0)
            card = Remembered(card, timeline);
        return new IncidentView(card, found.IsOver, [.. timeline.Select(entry => Step(entry, names))],
            found.Incident.CountedEntries, Links(found), MessageOf(found, loaded.Config ?? new AlertingConfig(), now));
    }

    /// <summary>Of an incident that its group has forgotten, only the timeline says what it was.</summary>
    private static CardView Remembered(CardView card, IReadOnlyList<TimelineEntry> timeline)
    {
        var first = timeline.FirstOrDefault(entry => entry.Alert is not null);
        return card with
        {
            Title = first is null ? card.Title : Plain.Of(first.Alert!, 300),
            Severity = (timeline.Max(entry => entry.Severity) ?? Severity.Info).Name(),
            OpenedAt = timeline[0].At,
            Stand = card.Stand with { EndedAt = timeline[^1].At },
        };
    }

    private static StepView Step(TimelineEntry entry, Names names) => new(entry.At,
        IncidentJson.Kind(entry.Kind), entry.Code == ReasonCode.Other ? null : entry.Code.ToString(),
        Plain.Of(entry.Text, 1000), entry.Alert is { } alert ? Plain.Of(alert, 300) : null,
        entry.To is { Count: > 0 } to ? names.Of(to) : null, entry.By is { } by ? names.Of(by) : null, entry.Caller,
        IncidentCards.StateOf(entry));

    /// <summary>The runbooks first.</summary>
    private static IReadOnlyList<LinkView> Links(DeployedIncident found) =>
    [
        .. found.Alerts.Take(MaxAlerts).SelectMany(entry => SafeLinks.Of(entry.Alert.Signal).Links)
            .DistinctBy(link => link.Url).Select(link => new LinkView(Plain.Of(link.Text, 100), link.Url)),
    ];

    /// <summary>As a reminder would read now.</summary>
    private static string? MessageOf(DeployedIncident found, AlertingConfig config, DateTimeOffset now)
    {
        if (found.IsOver || found.Alerts.Count == 0)
            return null;
        return Plain.Of(PlainText.Of(new MessageWriter(config).Write(new Notification
        {
            Id = "", Receiver = "", Route = "", GroupKey = found.Address.Key, Kind = NotificationKind.Reminder,
            Reason = "", At = now, Alerts = [.. found.Alerts.Take(MaxAlerts).Select(entry => entry.Alert)],
            More = Math.Max(0, found.Alerts.Count - MaxAlerts) + found.More,
        })), 8000);
    }
}
