namespace Alerting.Grouping.Rules;

/// <summary>Who hears what of an incident: those who were told know it already, and only they hear the end.</summary>
internal sealed class RecipientSelector(GroupDraft group)
{
    /// <summary>All, when it is news to all; otherwise those who were not told by another group or before.</summary>
    public IReadOnlyList<string> OfFiring(AlertEntry entry)
    {
        var all = group.ReceiversOf(entry);
        if (entry.NotifiedReceivers.IsEmpty || entry.NotifiedSeverity is null || entry.Severity > entry.NotifiedSeverity)
            return all;
        return [.. all.Where(receiver => !entry.NotifiedReceivers.Contains(receiver))];
    }

    public IReadOnlyList<string> OfEnd(AlertEntry entry) =>
        entry.NotifiedReceivers.All(group.Rules.SendsResolved) ? entry.NotifiedReceivers : [.. entry.NotifiedReceivers.Where(group.Rules.SendsResolved)];

    public IReadOnlyList<string> OfDigest(AlertEntry entry) => entry.Pending switch
    {
        PendingNotification.Resolved => OfEnd(entry),
        PendingNotification.Recovered => [.. group.ReceiversOf(entry).Where(receiver => group.Rules.SendsResolved(receiver) && group.Rules.TakesDigest(receiver))],
        PendingNotification.None => entry.NotifiedReceivers,
        _ => OfFiring(entry),
    };
}
