using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Emission;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// Another group notified some receivers of the firing and handed them over. From now on this group notifies them of
/// the resolution, even if the alert is silenced here.
/// </summary>
internal static class ReceiverTransfer
{
    private static readonly Reason NotifiedElsewhere = new(
        ReasonCode.OtherGroup, "Suppressed: already notified by another group; this group will send the resolution.");

    public static void Apply(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        if (message.NotifiedReceivers.Count == 0 || !alert.IsFiring || group.Before.Seen.Contains(KeyOf(message)))
        {
            group.Suppress(alert, Suppression.Duplicate);
            return;
        }
        group.MarkSeen(KeyOf(message));
        var known = group.Find(alert.Fingerprint);
        if (known is not { IsOpen: true })
        {
            NotifyResolved(message, known, group);
        }
        else if (message.NotifiedReceivers.Any(receiver => !known.NotifiedReceivers.Contains(receiver)))
        {
            group.Put(known with
            {
                NotifiedReceivers = [.. known.NotifiedReceivers.Union(message.NotifiedReceivers)],
                NotifiedSeverity = known.NotifiedSeverity ?? message.NotifiedSeverity,
            });
        }
        group.Output.Decide(alert.Fingerprint, message.NotifiedReceivers, DecisionAction.Suppress,
            NotifiedElsewhere, group.Now);
    }

    /// <summary>Several groups may hand over the same event, and each of these messages may be redelivered.</summary>
    public static ulong KeyOf(AlertArrived message) =>
        SeenEvents.Hash($"{message.Alert.Signal.EventKey}|{string.Join(',', message.NotifiedReceivers)}");

    /// <summary>
    /// Hands over receivers this group notified and another group notifies from now on: that group sends them the
    /// resolution, even if the alert is silenced there.
    /// </summary>
    public static AlertEntry HandOver(AlertArrived message, AlertEntry known, GroupDraft group)
    {
        if (message.ExcludedReceivers.Count == 0 || !known.NotifiedReceivers.Any(IsExcluded))
            return known;
        var groups = GroupsOf(message.Alert, group);
        foreach (var (to, notified) in Assign([.. known.NotifiedReceivers.Where(IsExcluded)],
            groups, group.Rules))
        {
            if (notified.Count == 0 || to.Key == group.Before.Key)
                continue;
            group.Output.Send(to, new AlertArrived(message.Alert)
                { NotifiedReceivers = notified, NotifiedSeverity = known.NotifiedSeverity });
            known = known with { NotifiedReceivers = [.. known.NotifiedReceivers.Except(notified)] };
        }
        return known;

        bool IsExcluded(string name) => message.ExcludedReceivers.Contains(RecipientName.Parse(name).Receiver);
    }

    /// <summary>
    /// True if a receiver of the route was not notified, because it was left to another group at the previous severity
    /// or joined the route since.
    /// </summary>
    public static bool IsOursToNotify(AlertArrived message, AlertEntry known, GroupDraft group)
    {
        if (known is not { Pending: PendingNotification.None, IsFlapping: false, NotifiedReceivers.IsEmpty: false })
            return false;
        foreach (var name in group.RecipientsOf(known.Severity, message.ExcludedReceivers).Names)
        {
            if (!RecipientSelector.Knows(known, name))
                return true;
        }
        return false;
    }

    /// <summary>The alert's groups under the current configuration.</summary>
    public static IReadOnlyList<GroupAddress> GroupsOf(Alert alert, GroupDraft group) =>
        [.. group.Rules.Router.Match(alert).Select(match => new GroupAddress(match.GroupKey, match.Route.Id))
            .Distinct()];

    /// <summary>
    /// Assigns each receiver's resolution to the group that notifies it anyway, or else to the first.
    /// </summary>
    public static IReadOnlyList<(GroupAddress To, IReadOnlyList<string> Notified)> Assign(
        ImmutableArray<string> notified, IReadOnlyList<GroupAddress> groups, GroupRules rules)
    {
        var assigned = notified.ToLookup(receiver =>
            groups.FirstOrDefault(group => IsOf(group, RecipientName.Parse(receiver).Receiver))
                ?? (groups.Count > 0 ? groups[0] : null));
        return [.. groups.Select(group => (group, (IReadOnlyList<string>)[.. assigned[group]]))];

        bool IsOf(GroupAddress group, string receiver) =>
            rules.Route(group.RouteId)?.Route.To.Contains(receiver) == true;
    }

    /// <summary>The alert resolved while the message was in transit.</summary>
    private static void NotifyResolved(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        var entry = known ?? new AlertEntry
            { Alert = StoredAlert.Of(message.Alert, group), Since = message.Alert.StartsAt ?? group.Now };
        if (entry.Alert.IsFiring)
            entry = entry with { Alert = entry.ResolvedAs(message.Alert, group.Now) };
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
