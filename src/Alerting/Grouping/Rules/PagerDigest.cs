using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Rules;

/// <summary>
/// What was held, for channels that hold incidents: an incident there is one group's, opened and closed by the group's key. So
/// each group tells them itself what others read in the digest of all groups.
/// </summary>
internal sealed class PagerDigest(GroupDraft group, RecipientSelector recipients)
{
    public const string NoIncidentOpened = "healed by itself while it was held, so no incident was opened and there is none to close";

    private readonly NotificationFactory _factory = new(group) { IsForPagers = true };

    public void Notify(IReadOnlyList<AlertEntry> entries)
    {
        var more = group.State.Overflow.PendingCount;
        var firing = Of(entries, entry => entry is { IsFiring: true, Pending: not (PendingNotification.None or PendingNotification.Flapping) });
        Write(firing.Count + more >= NotificationEmitter.StormSize ? NotificationKind.Storm : NotificationKind.Firing, firing, recipients.OfDigest, more);
        Write(NotificationKind.Flapping, Of(entries, entry => entry is { IsFiring: true, Pending: PendingNotification.Flapping }), recipients.OfDigest);
        // What heals while it flaps is over for those who knew of it, and for others it never was.
        Write(NotificationKind.Resolved, Of(entries, entry => entry is { IsFiring: false, Pending: not PendingNotification.Recovered }), recipients.OfEnd);
        Write(NotificationKind.Reminder, Of(entries, entry => entry is { IsFiring: true, Pending: PendingNotification.None }), recipients.OfDigest);
    }

    /// <summary>The alert goes on in another group, by that one's key: what this group's key opened would stay open for ever.</summary>
    public static void Leave(AlertEntry known, Alert alert, GroupDraft group, string reason) =>
        new NotificationFactory(group) { IsForPagers = true }.Write(
            NotificationKind.Resolved, [known with { Alert = Resolution.Resolved(known, alert, group.Now) }],
            entry => [.. entry.NotifiedReceivers.Where(receiver => group.Rules.HasPager(receiver) && group.Rules.SendsResolved(receiver))], reason);

    private static List<AlertEntry> Of(IReadOnlyList<AlertEntry> entries, Predicate<AlertEntry> isMeant) =>
        [.. entries.Where(entry => isMeant(entry))];

    private void Write(NotificationKind kind, List<AlertEntry> entries, Func<AlertEntry, IReadOnlyList<string>> notified, int more = 0) =>
        _factory.Write(kind, entries, entry => [.. notified(entry).Where(group.Rules.HasPager)], group.Policy!.InDigest, more);
}
