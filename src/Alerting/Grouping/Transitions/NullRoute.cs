using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// A group of a null route only knows which of its alerts fire, because they may inhibit others. It notifies nobody.
/// </summary>
internal static class NullRoute
{
    public static void Apply(GroupDraft group)
    {
        if (group.Policy is not { Route: { IsNull: true } route } || group.Subject is not { } fingerprint
            || group.Find(fingerprint) is not { } entry)
        {
            return;
        }
        if (entry.Pending is PendingNotification.Firing or PendingNotification.Flapping)
            group.Put(entry with { Pending = PendingNotification.None });
        if (!group.Output.HasDecided(fingerprint))
        {
            group.Output.Decide(
                fingerprint, [], DecisionAction.Suppress, Suppression.ByNullRoute(route), group.Now);
        }
    }
}
