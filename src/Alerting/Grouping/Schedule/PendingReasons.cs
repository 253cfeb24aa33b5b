using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Schedule;

/// <summary>Records why nothing is sent yet.</summary>
internal static class PendingReasons
{
    private static readonly Reason StillFiring =
        new(ReasonCode.StillFiring, "Suppressed: still firing, already notified.");
    private static readonly Reason NoReceiver = new(ReasonCode.NoReceiver, "Suppressed: nobody to notify.");

    public static void Decide(AlertEntry entry, Plan plan, GroupDraft group)
    {
        var (action, reason, at) = Of(
            entry, plan.IsGrace ? Timing.AfterGrace(entry, plan, group) : plan, group);
        group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), action, reason, at);
    }

    private static (DecisionAction, Reason, DateTimeOffset) Of(AlertEntry entry, Plan plan, GroupDraft group) =>
        (entry.Phase, plan) switch
    {
        (_, { Mute: { } mute }) => (DecisionAction.Suppress, mute.Reason, group.Now),
        (AlertPhase.Flapping, _)
            or (AlertPhase.FlappingFiring, { At: null } or { Reason.Code: ReasonCode.StillDown }) =>
            (DecisionAction.Suppress, group.Policy!.StillFlapping, group.Now),
        (AlertPhase.Notified, _) => (DecisionAction.Suppress, StillFiring, group.Now),
        (AlertPhase.Resolved, _) => (DecisionAction.Suppress, NoReceiver, group.Now),
        (_, { IsHeld: true, At: { } at }) => (DecisionAction.Hold, plan.Reason, at),
        _ => (DecisionAction.Notify, plan.Reason, plan.At ?? group.Now),
    };
}
