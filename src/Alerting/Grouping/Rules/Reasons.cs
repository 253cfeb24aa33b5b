namespace Alerting.Grouping.Rules;

/// <summary>Says of an event that leads to no message now what becomes of it.</summary>
internal static class Reasons
{
    public static void Pending(AlertEntry entry, Plan plan, GroupDraft group)
    {
        var (action, reason, at) = Of(entry, plan, group);
        group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), action, reason, at);
    }

    private static (DecisionAction, string, DateTimeOffset) Of(AlertEntry entry, Plan plan, GroupDraft group) => (entry, plan) switch
    {
        (_, { Mute: { } mute }) => (DecisionAction.Suppress, mute.By, group.Now),
        ({ IsFlapping: true, Pending: not PendingNotification.Flapping }, _) =>
            (DecisionAction.Suppress, "it flaps, and nothing more is told of it until it is stable", group.Now),
        ({ Pending: PendingNotification.None, IsFiring: true }, _) => (DecisionAction.Suppress, "still fires, and is told already", group.Now),
        ({ Pending: PendingNotification.None }, _) => (DecisionAction.Suppress, "nobody is to be told of it", group.Now),
        (_, { IsHeld: true, At: { } at }) => (DecisionAction.Hold, plan.Reason, at),
        _ => (DecisionAction.Notify, plan.Reason, plan.At ?? group.Now),
    };
}
