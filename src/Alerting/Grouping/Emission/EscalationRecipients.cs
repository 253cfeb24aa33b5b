using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Text;

namespace Alerting.Grouping.Emission;

/// <summary>Who the steps of a policy stand for at this moment. The names are recorded with the step.</summary>
internal sealed class EscalationRecipients(GroupDraft group, Incident incident, Severity severity)
{
    /// <summary>Each name by itself, because one that stands for nobody leaves the others.</summary>
    public (IReadOnlyList<string> To, Reason? Why) Of(EscalationStep step)
    {
        var names = new List<string>();
        foreach (var name in step.Notify.Where(group.Rules.HasReceiver))
        {
            var found = group.Rules.Recipients.Of([name], severity, group.OnCall, group.Now);
            if (found.Gaps.Count == 0)
                names.AddRange(found.Names);
        }
        string[] all = [.. names.Distinct()];
        return (step.RoundRobin ? OneOf(all) : all, all.Length > 0 ? null : new Reason(
            ReasonCode.NobodyOnCall, $"Step skipped: nobody to ask in {Listing.Of(step.Notify)}."));
    }

    /// <summary>Nobody is on call in any step: the configuration's fallback is asked, or everybody.</summary>
    public IReadOnlyList<string> Fallback(EscalationPolicy policy)
    {
        var names = policy.Steps.SelectMany(step => step.Notify).Where(group.Rules.HasReceiver)
            .Select(name => group.Rules.Recipients.Of([name], severity, group.OnCall, group.Now))
            .FirstOrDefault(found => found.Gaps.Count > 0)?.Names ?? group.Policy?.Route.To ?? [];
        var people = Listing.Of(names.Select(group.Rules.NameOfRecipient));
        group.Output.Decide(incident.Id, names, DecisionAction.Notify, new Reason(ReasonCode.NobodyOnCall,
            $"Nobody is on call in any step of {policy.Name}: {people} notified instead."), group.Now);
        return names;
    }

    /// <summary>When it begins again, whoever answered is asked first: they did not know that it goes on.</summary>
    public IReadOnlyList<string> WithAnswerer(IReadOnlyList<string> to, Escalation escalation) =>
        escalation.Asked.Count > 0 || incident.By is not { } by ? to
            : [.. to.Union(escalation.AskedBefore.Where(name => RecipientName.Parse(name).Person == by.Person))];

    /// <summary>Another person for each incident, on all their channels.</summary>
    private string[] OneOf(string[] names)
    {
        var people = names.GroupBy(name => RecipientName.Parse(name).Person ?? name).ToArray();
        return people.Length == 0 ? [] : [.. people[(int)(SeenEvents.Hash(incident.Id) % (ulong)people.Length)]];
    }
}
