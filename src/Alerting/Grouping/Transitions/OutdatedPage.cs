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
    public static void Apply(Alert alert, AlertEntry? known, GroupDraft group)
    {
        group.Suppress(alert, Suppression.Older);
        if (known is null || !alert.IsFiring || !group.IsRetried || !alert.Severity.IsPage())
            return;
        if (known.IsFiring || known.IsFlapping)
        {
            group.Put(known with { PagedAs = PagedAs(alert, group) ?? known.PagedAs });
            return;
        }
        IncidentOpening.Apply(alert, group);
        group.Put(known with
        {
            Since = known.Since == default ? EventOrder.TimeOf(alert, group.Now) : known.Since,
            PagedAs = PagedAs(alert, group),
            Pending = PendingNotification.Resolved,
            NotifiedReceivers = [.. group.ReceiversOf(known)],
            NotifiedSeverity = alert.Severity,
        });
        group.RequestReview();
    }

    /// <summary>Null unless a page without state had another id than the group's incident has.</summary>
    public static string? PagedAs(Alert alert, GroupDraft group) =>
        group.IsRetried && alert.Severity.IsPage() && IncidentIds.Of(group.State.Key, alert) is var own
            && own != group.State.IncidentId ? own : null;
}
