using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// A page that is older than what the group knows. If its message failed before, it was probably sent without the
/// group's state: whoever got it is notified of the end.
/// </summary>
internal static class OutdatedPage
{
    /// <summary>Closing each costs a call. A source that says the same more often in one outage is rare.</summary>
    private const int MostIds = 10;

    public static void Apply(Alert alert, AlertEntry? known, GroupDraft group)
    {
        group.Suppress(alert, Suppression.Older);
        if (known is null || !alert.IsFiring || !group.IsRetried || !alert.Severity.IsPage())
            return;
        if (known.IsFiring || known.IsFlapping)
        {
            group.Put(Note(known, alert, group));
            return;
        }
        IncidentOpening.Apply(alert, group);
        group.LeavePlace();
        group.Put(Note(known, alert, group) with
        {
            Since = known.Since == default ? EventOrder.TimeOf(alert, group.Now) : known.Since,
            Pending = PendingNotification.Resolved,
            NotifiedReceivers = [.. group.ReceiversOf(known)],
            NotifiedSeverity = alert.Severity,
        });
        group.RequestReview();
    }

    /// <summary>
    /// With the id that the page had if it went without the group's state. An earlier one may be open on pagers, too, when
    /// the source said the same twice.
    /// </summary>
    public static AlertEntry Note(AlertEntry entry, Alert alert, GroupDraft group) =>
        PagedAs(alert, group) is { } own && own != entry.PagedAs
            ? entry with { PagedAs = own, PagedAlso = Others(entry, own) is [_, ..] others ? others : null }
            : entry;

    /// <summary>A process that did not know of its end may have sent the page under the incident before.</summary>
    public static AlertEntry NoteLast(AlertEntry entry, string? lastIncident, GroupDraft group) =>
        group.IsRetried && entry.Severity.IsPage() && lastIncident is { } last && IncidentIds.IsKey(last)
            && last != group.State.IncidentId
            ? entry with { PagedAlso = [.. (entry.PagedAlso ?? []).Where(id => id != last), last] }
            : entry;

    private static string[] Others(AlertEntry entry, string own) =>
        [.. entry.AllPagedAs.Where(id => id != own).TakeLast(MostIds)];

    /// <summary>Null unless a page without state had another id than the group's incident has.</summary>
    private static string? PagedAs(Alert alert, GroupDraft group) =>
        group.IsRetried && alert.Severity.IsPage() && IncidentIds.Of(group.State.Key, alert) is var own
            && own != group.State.IncidentId ? own : null;
}
