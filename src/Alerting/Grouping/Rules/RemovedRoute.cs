using System.Collections.Immutable;
using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// A group whose route the configuration has no more sends what is open through routing again, with the names of those who
/// were told, and closes. While a deployment is under way, events still come by routes of the configuration before, or
/// already by those of the one after: these are sent on at once.
/// </summary>
internal static class RemovedRoute
{
    public static bool Applies(GroupMessage message, GroupDraft group) =>
        group.Policy is null && (message is AlertArrived || !group.Before.Entries.IsEmpty);

    public static void Close(GroupMessage message, GroupDraft group)
    {
        if (message is AlertMoved moved)
            SeverityReroute.Take(moved, group);
        else if (message is AlertArrived arrived)
            Take(arrived, group);
        foreach (var entry in group.Entries.ToArray())
        {
            if (entry is { IsOpen: false, Pending: PendingNotification.None })
                continue;
            if (entry.IsFiring && Route(entry, group))
                Leave(entry, group);
            else
                NotifyResolved(entry, group);
        }
        group.WakeNever();
        group.ForgetSeen();
        group.Change(group.State with
        {
            Overflow = OverflowAlerts.Empty, IncidentId = null, NotifiedSeverity = null,
            ForgetAt = group.Now,
        });
    }

    /// <summary>An end is told here, where people were told of the beginning; all else is for the groups there are now.</summary>
    private static void Take(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        var known = group.Find(alert.Fingerprint);
        var isOpen = known is { IsOpen: true } or { Pending: not PendingNotification.None };
        if (isOpen && (!alert.IsFiring || AlertArrival.IsOlder(alert, known, group.Now)))
        {
            AlertArrival.Take(message, group);
            return;
        }
        var notified = known is null ? [] : Remembered(known, group);
        if (!SendOn(alert, [.. notified.Union(message.NotifiedReceivers)], message.NotifiedSeverity ?? known?.NotifiedSeverity, message, group))
            AlertArrival.Suppress(alert, "its route is gone from the configuration, and no other takes it", group);
        else if (isOpen)
            Leave(known!, group);
    }

    private static bool Route(AlertEntry entry, GroupDraft group)
    {
        var alert = entry.Alert with { Signal = entry.Alert.Signal with { StartsAt = entry.Since } };
        return SendOn(alert, Remembered(entry, group), entry.NotifiedSeverity, null, group);
    }

    /// <summary>A pager's incident goes by the key of the group that opened it: the next group has to open one of its own.</summary>
    private static ImmutableArray<string> Remembered(AlertEntry entry, GroupDraft group) =>
        entry.NotifiedReceivers.RemoveAll(group.Rules.HasPager);

    private static void Leave(AlertEntry entry, GroupDraft group)
    {
        PagerDigest.Leave(entry, entry.Alert, group, "its route is gone from the configuration; another group tells it from now on");
        group.Put(Closed(entry) with { HasMoved = true });
    }

    /// <summary>
    /// To the groups of the present configuration, whose routes it knows: it does not come back, unless another function has
    /// yet another configuration, and then only until that one is replaced.
    /// </summary>
    private static bool SendOn(Alert alert, ImmutableArray<string> notified, Severity? toldAs, AlertArrived? message, GroupDraft group)
    {
        var matches = group.Rules.Router.Match(alert);
        if (matches.Count == 0)
            return false;
        var heirs = ReceiverTransfer.Share(notified, ReceiverTransfer.GroupsOf(alert, group), group.Rules).ToDictionary(heir => heir.To, heir => heir.Told);
        foreach (var (to, envelope) in group.Rules.Addressing.Address(new TracedAlert(alert), matches, group.Now))
        {
            if (envelope is AlertArrived arrived)
                group.Output.Send(to, arrived with { NotifiedReceivers = heirs[to], NotifiedSeverity = toldAs, Hops = (message?.Hops ?? 0) + 1 });
            else if (message is not null)
                group.Output.Send(to, envelope);
        }
        group.Output.Decide(alert.Fingerprint, [], DecisionAction.Suppress,
            $"its route is gone from the configuration; now it goes by {matches[0].Route.Display}", group.Now);
        return true;
    }

    /// <summary>Nobody takes it over, so those who were told that it fires hear for the last time of it.</summary>
    private static void NotifyResolved(AlertEntry entry, GroupDraft group)
    {
        const string reason = "its route is gone from the configuration, and no other takes it";
        if (entry.NotifiedReceivers.IsEmpty)
            group.Output.Decide(entry.Fingerprint, [], DecisionAction.Suppress, reason, group.Now);
        else
            NotificationPlanner.NotifyResolved(entry with
            {
                Alert = entry.IsFiring ? Resolution.Resolved(entry, entry.Alert, group.Now) : entry.Alert,
                ReasonOverride = entry.IsFiring ? reason : entry.ReasonOverride,
            }, group);
        group.Put(Closed(entry));
    }

    private static AlertEntry Closed(AlertEntry entry) =>
        entry with { IsFiring = false, IsFlapping = false, Pending = PendingNotification.None, NotifiedReceivers = [], ResolveAt = null };
}
