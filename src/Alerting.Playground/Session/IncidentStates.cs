using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Playground.Views;
using Alerting.Text;

namespace Alerting.Playground.Session;

/// <summary>Who is on the incident of a group, and who is asked next.</summary>
internal sealed class IncidentStates(AlertingConfig config, GroupRules rules, SimulatedOnCall onCall)
{
    /// <summary>Null for an incident that nobody answered, and that escalates to nobody.</summary>
    public IncidentStateView? Of(GroupState group, DateTimeOffset now)
    {
        if (group.Incident is not { } incident || incident is { By: null, Escalation: null })
            return null;
        var next = incident.NextStepAt is { } at && Next(group, incident, now) is { } names ? (at, names) : default;
        return new IncidentStateView(
            incident.Code, incident.State.Name(), incident.By?.Name, incident.By?.At, incident.Until,
            [.. (incident.Escalation?.Asked ?? []).Select(step => new AskedView(step.At,
                [.. step.To.Select(name => SimulatedOnCall.NameOf(config, name)).Distinct()]))],
            next.names is null ? null : next.at, next.names, incident.NobodyAnswered);
    }

    public string NamesOf(IEnumerable<string> recipients) =>
        Listing.Of(recipients.Select(name => SimulatedOnCall.NameOf(config, name)));

    /// <summary>As of now: a step asks whoever is on call when it is due. Null after the last step.</summary>
    private IReadOnlyList<string>? Next(GroupState group, Incident incident, DateTimeOffset now)
    {
        if (rules.Route(group.RouteId)?.Route.Escalate is not { } name
            || !config.Escalations.TryGetValue(name, out var policy) || incident.Escalation is not { } escalation)
        {
            return null;
        }
        var isAgain = escalation.NextStep >= policy.Steps.Count;
        return isAgain && escalation.Round >= policy.Repeat ? null
            : onCall.NamesOf(config, policy.Steps[isAgain ? 0 : escalation.NextStep].Notify, Worst(group), now);
    }

    private static Alerts.Severity Worst(GroupState group) =>
        group.Entries.Where(entry => entry.IsOpen).Select(entry => entry.Severity).DefaultIfEmpty().Max();
}
