using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Routing;

namespace Alerting.Grouping.Handovers;

/// <summary>Which incidents are handed over with a schedule.</summary>
public sealed class HandoverScope
{
    private readonly AlertingConfig _config;
    private readonly string _schedule;
    private readonly Dictionary<string, Route> _routes = new(StringComparer.Ordinal);

    public HandoverScope(AlertingConfig config, string schedule)
    {
        (_config, _schedule) = (config, schedule);
        Add(config.Routes);
    }

    /// <summary>Whether any route notifies whoever is on call in the schedule.</summary>
    public bool IsUsed => _routes.Count > 0;

    /// <summary>Whether the incidents of a group may be handed over.</summary>
    public bool MayConcern(GroupAddress group) => _routes.ContainsKey(group.RouteId);

    /// <summary>
    /// Whether somebody was notified of it, it still fires, and the schedule was asked: by its route, or by a step that was
    /// taken.
    /// </summary>
    public bool Concerns(GroupState group) => _routes.TryGetValue(group.RouteId, out var route)
        && group is { IncidentId: not null, Incident: null or { IsOver: false } }
        && group.Entries.Any(entry => entry is { IsFiring: true, NotifiedReceivers.IsEmpty: false })
        && (route.To.Any(StandsForIt) || StepsTaken(route, group.Incident).Any(step => step.Notify.Any(StandsForIt)));

    private void Add(IReadOnlyList<Route> routes)
    {
        foreach (var route in routes)
        {
            if (route.To.Any(StandsForIt) || StepsOf(route).Any(step => step.Notify.Any(StandsForIt)))
                _routes[route.Id] = route;
            Add(route.Routes);
        }
    }

    private bool StandsForIt(string name) => _config.FindReceiver(name)?.OnCall.Contains(_schedule) == true;

    private IReadOnlyList<EscalationStep> StepsOf(Route route) =>
        route.Escalate is { } name && _config.Escalations.TryGetValue(name, out var policy) ? policy.Steps : [];

    private IEnumerable<EscalationStep> StepsTaken(Route route, Incident? incident) => incident?.Escalation switch
    {
        null => [],
        { Round: > 0 } => StepsOf(route),
        { NextStep: var next } => StepsOf(route).Take(next),
    };
}
