using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Schedule;

/// <summary>
/// A page whose message failed before has probably been sent without the group's state. It is notified now, under the
/// same id: in a later batch it would be notified again.
/// </summary>
internal static class RetriedPages
{
    /// <summary>After this many within the interval even a retried page waits, because it may be a storm.</summary>
    private const int Most = 10;

    public static readonly Reason NotBatched =
        new(ReasonCode.NewAlert, "New alert; not batched, because its message failed before.");

    public static bool Contains(AlertEntry entry, GroupDraft group) =>
        group.IsRetried && group.IsSubject(entry.Fingerprint) && entry is { IsLessSevere: false }
        && entry.Severity.IsPage() && !IsStorm(group);

    private static bool IsStorm(GroupDraft group)
    {
        var since = group.Now - group.Policy!.Route.Interval;
        var notified = 0;
        foreach (var entry in group.Entries)
        {
            if (entry.NotifiedAt > since)
                notified++;
        }
        return notified >= Most;
    }
}
