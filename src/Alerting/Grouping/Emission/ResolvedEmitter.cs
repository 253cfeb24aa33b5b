using Alerting.Alerts;
using Alerting.Grouping.Overflow;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>Emits resolutions to those who were notified of the firing, and records that they know.</summary>
internal sealed class ResolvedEmitter(GroupDraft group)
{
    private readonly RecipientSelector _recipients = new(group);
    private readonly DigestSender _digests = new(group);

    public void Emit(IReadOnlyList<AlertEntry> entries, Reason reason)
    {
        var more = group.State.HasOverflow ? OverflowResolution.TakeCount(group) : 0;
        // Receivers of a digest may have to be notified of many resolutions at about the same time, too.
        var isGathered = entries.Any(entry => entry.GatheredAt is not null);
        if (isGathered)
        {
            foreach (var same in entries.GroupBy(entry => entry.NotifiedSeverity ?? entry.Severity))
                _digests.Withdraw([.. same], receiver => !group.SendsResolved(receiver, same.First()));
            _digests.Send(
                DigestCause.Resolved, NotificationKind.Resolved, entries, _recipients.OfResolved, reason, more);
        }
        else
        {
            new NotificationFactory(group)
                .Write(NotificationKind.Resolved, entries, _recipients.OfResolved, reason, more);
        }
        foreach (var entry in entries)
        {
            _recipients.Decide(entry, _recipients.OfResolved(entry), reason);
            RecordResolvedNotWanted(entry);
            group.Put(Ended(entry, isGathered, group));
        }
    }

    /// <summary>Nobody is left to notify of it.</summary>
    public static AlertEntry Ended(AlertEntry entry, bool isGathered, GroupDraft group) => entry with
    {
        GatheredAt = isGathered ? group.Now : null,
        Pending = PendingNotification.None,
        NotifiedReceivers = [],
        NotifiedSeverity = null,
        IsHeld = false,
        Because = null,
    };

    private void RecordResolvedNotWanted(AlertEntry entry)
    {
        foreach (var receiver in entry.NotifiedReceivers)
        {
            if (!group.SendsResolved(receiver, entry))
            {
                group.Output.Decide(entry.Fingerprint, [receiver], DecisionAction.Suppress,
                    new Reason(ReasonCode.ResolvedNotWanted, $"Suppressed: send_resolved is false for {receiver}."),
                    group.Now);
            }
        }
    }
}
