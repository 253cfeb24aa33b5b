namespace Alerting.Grouping.Rules;

/// <summary>Records why nothing is sent yet.</summary>
internal static class Reasons
{
    public static void Pending(AlertEntry entry, Plan plan, GroupDraft group)
    {
        var (action, reason, at) = Of(entry, plan, group);
        group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), action, reason, at);
    }

    private static (DecisionAction, string, DateTimeOffset) Of(AlertEntry entry, Plan plan, GroupDraft group) => (entry, plan) switch
    {
        (_, { Mute: { } mute }) => (DecisionAction.Suppress, mute.Reason, group.Now),
        ({ IsFlapping: true, Pending: not PendingNotification.Flapping }, _) =>
            (DecisionAction.Suppress, group.Rules.StillFlapping, group.Now),
        ({ Pending: PendingNotification.None, IsFiring: true }, _) =>
            (DecisionAction.Suppress, "Suppressed: still firing, already notified.", group.Now),
        ({ Pending: PendingNotification.None }, _) => (DecisionAction.Suppress, "Suppressed: nobody to notify.", group.Now),
        (_, { IsHeld: true, At: { } at }) => (DecisionAction.Hold, plan.Reason, at),
        _ => (DecisionAction.Notify, plan.Reason, plan.At ?? group.Now),
    };
}
