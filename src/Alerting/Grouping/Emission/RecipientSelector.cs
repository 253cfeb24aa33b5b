using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Emission;

/// <summary>
/// Selects the receivers of each notification. Only receivers notified of a firing get its resolution.
/// </summary>
internal sealed class RecipientSelector(GroupDraft group)
{
    /// <summary>All if nobody was notified or the severity rose; otherwise those not yet notified.</summary>
    public IReadOnlyList<string> OfFiring(AlertEntry entry)
    {
        var all = group.ReceiversOf(entry);
        if (entry.NotifiedReceivers.IsEmpty || entry.NotifiedSeverity is null
            || entry.Severity > entry.NotifiedSeverity)
        {
            return all;
        }
        return [.. all.Where(receiver => !entry.NotifiedReceivers.Contains(receiver))];
    }

    public IReadOnlyList<string> OfResolved(AlertEntry entry) =>
        entry.NotifiedReceivers.All(group.Rules.SendsResolved)
            ? entry.NotifiedReceivers : [.. entry.NotifiedReceivers.Where(group.Rules.SendsResolved)];

    public IReadOnlyList<string> OfDigest(AlertEntry entry) => entry.Pending switch
    {
        PendingNotification.Resolved => OfResolved(entry),
        PendingNotification.Recovered =>
            [.. group.ReceiversOf(entry)
                .Where(receiver => group.Rules.SendsResolved(receiver) && group.Rules.TakesDigest(receiver))],
        PendingNotification.None => entry.NotifiedReceivers,
        _ => OfFiring(entry),
    };
}
