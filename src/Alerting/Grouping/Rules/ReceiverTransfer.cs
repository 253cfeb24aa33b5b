using System.Collections.Immutable;
using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Another group told some receivers that the alert fires, and left it to this one. From now on this one owes them the end,
/// even if it is silenced here.
/// </summary>
internal static class ReceiverTransfer
{
    public static void Take(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        if (message.NotifiedReceivers.Count == 0 || !alert.IsFiring || group.Before.Seen.Contains(KeyOf(message)))
        {
            AlertArrival.Suppress(alert, AlertArrival.SeenBefore, group);
            return;
        }
        group.MarkSeen(KeyOf(message));
        var known = group.Find(alert.Fingerprint);
        if (known is not { IsOpen: true })
            NotifyResolved(message, known, group);
        else if (message.NotifiedReceivers.Any(receiver => !known.NotifiedReceivers.Contains(receiver)))
            group.Put(known with { NotifiedReceivers = [.. known.NotifiedReceivers.Union(message.NotifiedReceivers)], NotifiedSeverity = known.NotifiedSeverity ?? message.NotifiedSeverity });
        group.Output.Decide(alert.Fingerprint, message.NotifiedReceivers, DecisionAction.Suppress,
            "another group told of it; its end is told from here", group.Now);
    }

    /// <summary>Several groups may hand over the same event, and each of these messages may come again.</summary>
    public static ulong KeyOf(AlertArrived message) =>
        SeenEvents.Hash($"{message.Alert.Signal.EventKey}|{string.Join(',', message.NotifiedReceivers)}");

    /// <summary>
    /// Those of the receivers this group told that another group tells from now on: that one owes them the end, even if it is
    /// silenced there.
    /// </summary>
    public static AlertEntry Pass(AlertArrived message, AlertEntry known, GroupDraft group)
    {
        if (message.ExcludedReceivers.Count == 0 || !known.NotifiedReceivers.Any(message.ExcludedReceivers.Contains))
            return known;
        var groups = GroupsOf(message.Alert, group);
        foreach (var (to, notified) in Share([.. known.NotifiedReceivers.Where(message.ExcludedReceivers.Contains)], groups, group.Rules))
        {
            if (notified.Count == 0 || to.Key == group.Before.Key)
                continue;
            group.Output.Send(to, new AlertArrived(message.Alert) { NotifiedReceivers = notified, NotifiedSeverity = known.NotifiedSeverity });
            known = known with { NotifiedReceivers = [.. known.NotifiedReceivers.Except(notified)] };
        }
        return known;
    }

    /// <summary>Routes depend on severity, and so does whom another group tells: somebody it told is to be told here now.</summary>
    public static bool IsOursToNotify(AlertArrived message, AlertEntry known)
    {
        if (known.ExcludedReceivers.IsEmpty || known is not { Pending: PendingNotification.None, IsFlapping: false })
            return false;
        foreach (var receiver in known.ExcludedReceivers)
            if (!message.ExcludedReceivers.Contains(receiver) && !known.NotifiedReceivers.Contains(receiver))
                return true;
        return false;
    }

    /// <summary>The groups the alert goes to by the present configuration.</summary>
    public static IReadOnlyList<GroupAddress> GroupsOf(Alert alert, GroupDraft group) =>
        [.. group.Rules.Router.Match(alert).Select(match => new GroupAddress(match.GroupKey, match.Route.Id)).Distinct()];

    /// <summary>Who owes the end to whom: the group that tells a receiver anyway, otherwise the first.</summary>
    public static IReadOnlyList<(GroupAddress To, IReadOnlyList<string> Told)> Share(
        ImmutableArray<string> notified, IReadOnlyList<GroupAddress> groups, GroupRules rules)
    {
        var heirs = notified.ToLookup(receiver =>
            groups.FirstOrDefault(group => rules.Route(group.RouteId)?.Route.To.Contains(receiver) == true) ?? (groups.Count > 0 ? groups[0] : null));
        return [.. groups.Select(group => (group, (IReadOnlyList<string>)[.. heirs[group]]))];
    }

    /// <summary>It ended while the message was on its way.</summary>
    private static void NotifyResolved(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var entry = known ?? new AlertEntry { Alert = StoredAlert.Of(message.Alert, group), Since = message.Alert.StartsAt ?? group.Now };
        if (entry.Alert.IsFiring)
            entry = entry with { Alert = Resolution.Resolved(entry, message.Alert, group.Now) };
        group.Put(entry with
        {
            ChangedAt = group.Now,
            NotifiedReceivers = [.. entry.NotifiedReceivers.Union(message.NotifiedReceivers)],
            NotifiedSeverity = entry.NotifiedSeverity ?? message.NotifiedSeverity,
            Pending = PendingNotification.Resolved,
        });
        group.RequestReview();
    }
}
