using Alerting.Alerts;
using Alerting.Cli.Browser.Views;
using Alerting.Cli.Incidents;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Incidents;

namespace Alerting.Cli.Browser.Live;

/// <summary>Incidents as the page shows them.</summary>
internal sealed class IncidentCards(Names names, DateTimeOffset now)
{
    private const int MaxAlerts = 8;

    public CardView Of(DeployedIncident found, IReadOnlyList<TimelineEntry> deliveries) => new(
        found.Incident.Id, Plain.Of(found.Title, 300), found.Severity.Name(),
        Plain.Of(names.OfRoute(found.Address.RouteId), 200), Labels(found), found.Incident.OpenedAt, Stand(found),
        [.. found.Alerts.Take(MaxAlerts).Select(entry => Of(entry, found.State!))],
        Math.Max(0, found.Alerts.Count - MaxAlerts) + (found.IsOver ? 0 : found.More), Latest(deliveries));

    /// <summary>The latest to each recipient on each channel, what went wrong first.</summary>
    public IReadOnlyList<DeliveryView> Latest(IReadOnlyList<TimelineEntry> deliveries) =>
    [
        .. deliveries.Where(entry => entry.To is { Count: > 0 })
            .GroupBy(entry => (entry.To![0], entry.Channel)).Select(same => same.Last())
            .Select(entry => new DeliveryView(names.Of(entry.To![0]),
                RecipientName.Parse(entry.To[0]).Channel ?? entry.Channel ?? "", StateOf(entry)!,
                Plain.Of(entry.Text, 500), entry.At))
            .OrderBy(delivery => delivery.State == "delivered").ThenBy(delivery => delivery.To, StringComparer.Ordinal),
    ];

    /// <summary>Null unless it is about a delivery. Its sentence begins with the state.</summary>
    public static string? StateOf(TimelineEntry entry) => entry.Kind != TimelineKind.Delivery ? null
        : entry.Text.StartsWith("Delivered", StringComparison.Ordinal) ? "delivered"
        : entry.Text.StartsWith("Retried", StringComparison.Ordinal) ? "retry"
        : entry.Text.StartsWith("Not sent", StringComparison.Ordinal) ? "not sent" : "failed";

    /// <summary>The group's key without its route.</summary>
    public static string LabelsOf(string key, string routeId) => Plain.Of(
        key.StartsWith(routeId + "/", StringComparison.Ordinal) ? key[(routeId.Length + 1)..] : key, 500);

    private static string Labels(DeployedIncident found) => LabelsOf(found.Address.Key, found.Address.RouteId);

    private StandView Stand(DeployedIncident found)
    {
        var incident = found.Incident;
        var state = found.IsOver && !incident.IsOver ? IncidentState.Resolved : incident.State;
        var next = found.IsOver || found.State is null ? null : incident.NextStepAt;
        return new StandView(incident.Code, state.Name(), incident.By is { } by ? Plain.Of(by.Name, 200) : null,
            incident.By?.At, incident.Until,
            [.. (incident.Escalation?.Asked ?? []).Select(step => new AskedView(step.At, names.Of(step.To)))],
            next, next is null ? null : names.Next(found.State!, incident, now), incident.NobodyAnswered,
            incident.Comment is { } why ? Plain.Of(why, 500) : null, incident.EndedAt, incident.Answers,
            incident.Escalation?.Number, names.CanEscalate(found.Address.RouteId));
    }

    private AlertView Of(AlertEntry entry, GroupState group)
    {
        var (state, why, until) = State(entry, group);
        return new AlertView(Plain.Of(entry.Alert.Name, 300), Plain.Of(entry.Alert.Title, 300), entry.Severity.Name(),
            entry.IsFiring, entry.Since, entry.Count, state, Plain.Of(why, 500), until);
    }

    private (string State, string Why, DateTimeOffset? Until) State(AlertEntry entry, GroupState group) => entry switch
    {
        { MutedBy: { } mute, IsOpen: true } => (entry.IsInhibited ? "inhibited" : "silenced", mute, null),
        { IsHeld: true, Pending: not PendingNotification.None } when names.HoldOf(group.RouteId) is { } hours =>
            ("held", $"Outside {hours.Name}.", hours.NextOpening(now)),
        { IsHeld: true, Pending: not PendingNotification.None } => ("held", "Outside its time interval.", null),
        { IsFlapping: true } => ("flapping", "Notified only if it stays down, and when it is stable.", null),
        { Pending: not PendingNotification.None } => ("waiting", "Sent with the next batch.", group.WakeUp),
        { IsFiring: false } => ("resolved", "", null),
        { NotifiedReceivers.IsEmpty: false } => ("told", string.Join(", ", names.Of(entry.NotifiedReceivers)), null),
        _ => ("quiet", "No receiver to notify.", null),
    };
}
