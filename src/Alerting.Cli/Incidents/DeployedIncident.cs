using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using NodaTime;

namespace Alerting.Cli.Incidents;

/// <summary>An incident with its group.</summary>
/// <param name="State">Null when the group is forgotten: then only the timeline is known.</param>
internal sealed record DeployedIncident(Incident Incident, GroupAddress Address, GroupState? State)
{
    /// <summary>Those that fire, the most severe first.</summary>
    public IReadOnlyList<AlertEntry> Alerts { get; } = State is null || State.IncidentId != Incident.Id ? []
        : [.. State.Entries.Where(entry => entry.IsOpen).OrderByDescending(entry => entry.Severity)
            .ThenBy(entry => entry.Alert.Name, StringComparer.Ordinal)];

    public string Code => IncidentCode.Of(Incident.Id);

    public Severity Severity => Alerts.Count > 0 ? Alerts[0].Severity : Severity.Info;

    public bool IsPage => Severity.IsPage();

    public bool IsOver => State?.IncidentId != Incident.Id;

    public int More => State?.OverflowFiring ?? 0;

    public IEnumerable<string> Notified => Alerts.SelectMany(entry => entry.NotifiedReceivers).Distinct();

    public string Title => Alerts.Count == 0 ? Address.Key
        : Alerts[0].Alert.Title + (Alerts.Count + More > 1 ? $" and {Alerts.Count + More - 1} more" : "");

    public string Name => $"Incident {Code}";

    /// <summary>Where it stands.</summary>
    public string Stand(DateTimeZone zone, DateTimeOffset now) => Incident.NobodyAnswered ? "Nobody answered."
        : IsOver && !Incident.IsOver ? "It is over." : IncidentText.StandOf(Incident, zone, now);

    public bool IsChangedFrom(DeployedIncident before) =>
        Incident.Answers != before.Incident.Answers
        || Incident.Escalation?.Number != before.Incident.Escalation?.Number;

    /// <summary>The canary is no incident.</summary>
    public static DeployedIncident? OpenOf(GroupState state) =>
        state is { IncidentId: { } id, RouteId: not Canary.RouteId } && state.OpenCount + state.OverflowFiring > 0
            ? Of(state, id) : null;

    /// <summary>An earlier version may have opened it.</summary>
    public static DeployedIncident Of(GroupState state, string id) => new(
        state.Incident is { } known && known.Id == id ? known
            : new Incident(id, state.IncidentId == id ? state.OpenedAt ?? default : default),
        new GroupAddress(state.Key, state.RouteId), state);

    public static DeployedIncident Forgotten(IncidentPlace place) =>
        new(new Incident(place.IncidentId, default), new GroupAddress(place.GroupKey, place.RouteId), null);
}
