using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.OnCall;

namespace Alerting.Cli.Browser.Live;

/// <summary>What people are called, and who is asked next, as far as the configuration is known.</summary>
internal sealed class Names(LoadedConfig loaded, OnCallRecords records)
{
    /// <summary>The person or the receiver.</summary>
    public string Of(string recipient) => RecipientName.Parse(recipient).Person is var person
        && loaded.Config?.People.GetValueOrDefault(person ?? recipient) is { } known ? known.Name : person ?? recipient;

    public IReadOnlyList<string> Of(IEnumerable<string> recipients) => [.. recipients.Select(Of).Distinct()];

    public string OfRoute(string id) => loaded.Rules?.Route(id)?.Route.Display ?? id;

    /// <summary>The interval outside which the route's notifications are held; null if that is not known.</summary>
    public TimeInterval? HoldOf(string routeId) => loaded.Rules?.Route(routeId)?.Hold;

    public bool CanEscalate(string routeId) => loaded.Rules?.Route(routeId)?.Route.Escalate is not null;

    /// <summary>As of now: a step asks whoever is on call when it is due. Null after the last step.</summary>
    public IReadOnlyList<string>? Next(GroupState group, Incident incident, DateTimeOffset now)
    {
        if (loaded is not { Config: { } config, Rules: { } rules } || incident.Escalation is not { } escalation
            || rules.Route(group.RouteId)?.Route.Escalate is not { } name
            || !config.Escalations.TryGetValue(name, out var policy))
        {
            return null;
        }
        var isAgain = escalation.NextStep >= policy.Steps.Count;
        if (isAgain && escalation.Round >= policy.Repeat)
            return null;
        var worst = group.Entries.Where(entry => entry.IsOpen).Select(entry => entry.Severity)
            .DefaultIfEmpty(Severity.Info).Max();
        var step = policy.Steps[isAgain ? 0 : escalation.NextStep];
        return Of(rules.Recipients.Of(step.Notify, worst, records, now).Names);
    }
}
