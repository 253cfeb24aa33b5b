using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>Whoever reads in a notice of a handover that the incident is open, reads how it goes on.</summary>
internal static class IncidentHandover
{
    public static void Apply(HandedOver handover, GroupDraft group)
    {
        var key = SeenEvents.Hash(handover.Id);
        if (group.Before.Seen.Contains(key) || IncidentMove.TrySendOn(handover, handover.IncidentId, group)
            || group.HasNothingOpen || group.State.IncidentId != handover.IncidentId)
        {
            return;
        }
        group.MarkSeen(key);
        group.Change(group.State with { Incident = group.Incident.HandedOver(handover.At, handover.Receivers) });
        group.Output.Decide(handover.IncidentId, handover.Receivers, DecisionAction.Notify,
            new Reason(ReasonCode.HandedOver, handover.Text), group.Now);
    }
}
