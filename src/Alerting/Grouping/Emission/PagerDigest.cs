using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>
/// Held alerts for pagers. A pager opens and closes incidents by group key, so each group notifies pagers itself
/// instead of joining the digest of all groups.
/// </summary>
internal sealed class PagerDigest(GroupDraft group, RecipientSelector recipients)
{
    private static readonly Reason NoIncidentOpened =
        new(ReasonCode.Recovered, "Suppressed: recovered while held, so no incident was opened.");

    private readonly NotificationFactory _factory = new(group) { IsForPagers = true };

    public void Notify(IReadOnlyList<AlertEntry> entries)
    {
        var more = group.State.Overflow.PendingCount;
        var firing = Of(entries, entry =>
            entry is { IsFiring: true, Pending: not (PendingNotification.None or PendingNotification.Flapping) });
        var isStorm = firing.Count + more >= NotificationEmitter.StormSize;
        Write(isStorm ? NotificationKind.Storm : NotificationKind.Firing, firing, recipients.OfDigest, more);
        var flapping = Of(entries, entry => entry is { IsFiring: true, Pending: PendingNotification.Flapping });
        Write(NotificationKind.Flapping, flapping, recipients.OfDigest);
        // A flapping alert that recovered while held matters only to receivers that were notified of it.
        var resolved = Of(entries, entry => entry is { IsFiring: false, Pending: not PendingNotification.Recovered });
        Write(NotificationKind.Resolved, resolved, recipients.OfResolved);
        var reminded = Of(entries, entry => entry is { IsFiring: true, Pending: PendingNotification.None });
        Write(NotificationKind.Reminder, reminded, recipients.OfDigest);
    }

    /// <summary>A receiver that gets no digest is not notified of what recovered while held.</summary>
    public void Decide(AlertEntry entry)
    {
        string[] withoutDigest = entry.Pending == PendingNotification.Recovered
            ? [.. group.ReceiversOf(entry).Where(receiver => !group.Rules.TakesDigest(receiver))] : [];
        if (withoutDigest.Length > 0)
        {
            group.Output.Decide(entry.Fingerprint, withoutDigest, DecisionAction.Suppress, NoIncidentOpened,
                group.Now);
        }
        if (withoutDigest.Length == 0 || recipients.OfDigest(entry).Count > 0)
            recipients.Decide(entry, recipients.OfDigest(entry), group.Policy!.HoldReleased);
    }

    /// <summary>
    /// Closes the pager's incident of an alert that continues in another group: that group has another key and would
    /// leave it open.
    /// </summary>
    public static void CloseMoved(AlertEntry known, Alert alert, GroupDraft group, Reason reason) =>
        new NotificationFactory(group) { IsForPagers = true }.Write(
            NotificationKind.Resolved,
            [known with
            {
                Alert = known.ResolvedAs(alert, group.Now, new Ending(ReasonCode.Moved, reason.Text.TrimEnd('.'))),
            }],
            entry => [.. entry.NotifiedReceivers.Where(
                receiver => group.Rules.HasPager(receiver) && group.SendsResolved(receiver, known))], reason);

    private static List<AlertEntry> Of(IReadOnlyList<AlertEntry> entries, Predicate<AlertEntry> isIncluded) =>
        [.. entries.Where(entry => isIncluded(entry))];

    private void Write(NotificationKind kind, List<AlertEntry> entries,
        Func<AlertEntry, IReadOnlyList<string>> notified, int more = 0) =>
        _factory.Write(kind, entries, entry => [.. notified(entry).Where(group.Rules.HasPager)],
            group.Policy!.HoldReleased, more);
}
