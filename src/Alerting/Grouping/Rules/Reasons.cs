using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Records why nothing is sent yet.</summary>
internal static class Reasons
{
    private static readonly Reason StillFiring = new(ReasonCode.StillFiring, "Suppressed: still firing, already notified.");
    private static readonly Reason NoReceiver = new(ReasonCode.NoReceiver, "Suppressed: nobody to notify.");

    public static void Pending(AlertEntry entry, Plan plan, GroupDraft group)
    {
        var (action, reason, at) = Of(entry, plan, group);
        group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), action, reason, at);
    }

    private static (DecisionAction, Reason, DateTimeOffset) Of(AlertEntry entry, Plan plan, GroupDraft group) => (entry, plan) switch
    {
        (_, { Mute: { } mute }) => (DecisionAction.Suppress, mute.Reason, group.Now),
        ({ IsFlapping: true, Pending: not PendingNotification.Flapping }, _) =>
            (DecisionAction.Suppress, group.Rules.StillFlapping, group.Now),
        ({ Pending: PendingNotification.None, IsFiring: true }, _) =>
            (DecisionAction.Suppress, StillFiring, group.Now),
        ({ Pending: PendingNotification.None }, _) => (DecisionAction.Suppress, NoReceiver, group.Now),
        (_, { IsHeld: true, At: { } at }) => (DecisionAction.Hold, plan.Reason, at),
        _ => (DecisionAction.Notify, plan.Reason, plan.At ?? group.Now),
    };
}
