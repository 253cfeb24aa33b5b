using Alerting.Grouping.Storage;
using Alerting.Routing;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// A group of a null route only knows which of its alerts fire, because they may inhibit others. It notifies nobody.
/// </summary>
internal static class NullRoute
{
    public static void Apply(GroupDraft group)
    {
        if (group.Policy is not { Route: { IsNull: true } route })
            return;
        foreach (var fingerprint in group.Subjects)
        {
            if (group.Find(fingerprint) is { } entry)
                Apply(entry, route, group);
        }
    }

    private static void Apply(AlertEntry entry, Route route, GroupDraft group)
    {
        if (entry.Pending is PendingNotification.Firing or PendingNotification.Flapping)
            group.Put(entry with { Pending = PendingNotification.None });
        if (!group.Output.HasDecided(entry.Fingerprint))
        {
            group.Output.Decide(
                entry.Fingerprint, [], DecisionAction.Suppress, Suppression.ByNullRoute(route), group.Now);
        }
    }
}
