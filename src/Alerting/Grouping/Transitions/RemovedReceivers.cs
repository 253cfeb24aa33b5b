using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// A receiver that was removed from the configuration is sent nothing any more. If an alert has no other, the receivers
/// its route has now are notified that it fires.
/// </summary>
internal static class RemovedReceivers
{
    private static readonly Reason Removed = new(
        ReasonCode.NoReceiver, "Suppressed: whoever was notified is no longer in the configuration.");

    public static void Forget(GroupDraft group)
    {
        foreach (var entry in group.Entries.ToArray())
        {
            if (!entry.NotifiedReceivers.All(group.Rules.HasReceiver))
                group.Put(Without(entry, group));
        }
    }

    private static AlertEntry Without(AlertEntry entry, GroupDraft group)
    {
        var known = entry with
            { NotifiedReceivers = entry.NotifiedReceivers.RemoveAll(each => !group.Rules.HasReceiver(each)) };
        if (!known.NotifiedReceivers.IsEmpty)
            return known;
        if (entry.Pending == PendingNotification.Resolved)
        {
            group.Output.Decide(entry.Fingerprint, [], DecisionAction.Suppress, Removed, group.Now);
            return known with { Pending = PendingNotification.None };
        }
        return entry is { IsFiring: true, IsFlapping: false, Pending: PendingNotification.None }
            ? known with { Pending = PendingNotification.Firing, NotifiedSeverity = null }
            : known;
    }
}
