using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Grouping.Emission;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// A group whose route was removed sends its open alerts through routing again, with the receivers notified so far, and
/// closes. During a deployment, events may still be routed by the previous configuration or already by the next one;
/// they are sent on at once.
/// </summary>
internal static class RemovedRoute
{
    private static readonly Reason NoOtherRoute =
        new(ReasonCode.RouteRemoved, "Route removed from the configuration; no other route matches.");

    private static readonly Reason TakenOver =
        new(ReasonCode.RouteRemoved, "Route removed from the configuration; another group takes over.");

    public static bool Applies(GroupMessage message, GroupDraft group) => group.Policy switch
    {
        null => message.Parts.Any(part => part is AlertArrived) || !group.Before.Entries.IsEmpty,
        // The route became a null route: whoever it notified before gets a last notification.
        { Route.IsNull: true } => group.Before.Entries.Any(
            entry => !entry.NotifiedReceivers.IsEmpty || entry.Pending != PendingNotification.None),
        _ => false,
    };

    public static void Close(GroupMessage message, GroupDraft group)
    {
        RemovedReceivers.Forget(group);
        // The incident takes it along.
        if (message is HandedOver handover)
            IncidentHandover.Apply(handover, group);
        foreach (var part in message.Parts)
        {
            if (part is AlertMoved moved)
                SeverityReroute.Apply(moved, group);
            else if (part is AlertArrived arrived)
                Apply(arrived, group);
        }
        foreach (var entry in group.Entries.ToArray())
        {
            if (entry is { IsOpen: false, Pending: PendingNotification.None })
                continue;
            if ((entry.IsFiring || entry.Pending == PendingNotification.Recovered) && SendOn(entry, group))
                MoveAway(entry, group);
            else
                NotifyResolved(entry, group);
        }
        if (message is PersonAnswer answer)
            AnswerArrival.Apply(answer, group);
        group.ClearWakeUp();
        group.ForgetSeen();
        group.Change(group.State with
        {
            Overflow = OverflowAlerts.Empty, IncidentId = null, NotifiedSeverity = null,
            Incident = group.State.MovedTo is null ? group.State.Incident?.Resolved(group.Now) : group.State.Incident,
            ForgetAt = group.State.Closed is null ? group.Now : group.Now + ClosedAlerts.Memory,
        });
    }

    /// <summary>Sends on everything but the resolution of an alert that this group notified.</summary>
    private static void Apply(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        var known = group.Find(alert.Fingerprint);
        var isOpen = known is { IsOpen: true } or { Pending: not PendingNotification.None };
        if (isOpen && (!alert.IsFiring || EventOrder.IsOutdated(alert, known, group.Now)))
        {
            AlertArrival.Apply(message, group);
            return;
        }
        if (alert.IsFiring && !isOpen && ClosedByHand.Suppresses(alert, known, group))
            return;
        var notified = known is null ? [] : ReceiversToTransfer(known, group);
        if (!SendOn(alert, [.. notified.Union(message.NotifiedReceivers)],
            (message.NotifiedSeverity ?? known?.NotifiedSeverity, message.NotifiedAt ?? known?.NotifiedAt), message,
            group, known?.AnsweredAs))
        {
            group.Suppress(alert, WhyNobody(alert, group));
        }
        else if (isOpen)
        {
            MoveAway(known!, group);
        }
    }

    private static bool SendOn(AlertEntry entry, GroupDraft group)
    {
        var alert = entry.Alert with { Signal = entry.Alert.Signal with { StartsAt = entry.Since } };
        return SendOn(
            alert, ReceiversToTransfer(entry, group), (entry.NotifiedSeverity, entry.NotifiedAt), null, group,
            entry.AnsweredAs, entry);
    }

    /// <summary>Not pagers: their incidents belong to this group's key, so the next group opens its own.</summary>
    private static ImmutableArray<string> ReceiversToTransfer(AlertEntry entry, GroupDraft group) =>
        entry.NotifiedReceivers.RemoveAll(group.Rules.HasPager);

    private static void MoveAway(AlertEntry entry, GroupDraft group)
    {
        PagerDigest.CloseMoved(entry, entry.Alert, group, TakenOver);
        group.Put(Closed(entry) with { HasMoved = true });
    }

    /// <summary>
    /// Sends it to the groups of the current configuration. It can come back only while another function still runs
    /// another configuration.
    /// </summary>
    private static bool SendOn(Alert alert, ImmutableArray<string> notified,
        (Severity? As, DateTimeOffset? At) last, AlertArrived? message, GroupDraft group, Severity? answeredAs,
        AlertEntry? waiting = null)
    {
        var matches = group.Rules.Router.Match(alert);
        if (matches.All(match => match.Route.IsNull))
            return false;
        var assigned = ReceiverTransfer.Assign(notified, ReceiverTransfer.GroupsOf(alert, group), group.Rules)
            .ToDictionary(assignment => assignment.To, assignment => assignment.Notified);
        var hops = (message?.Hops ?? 0) + 1;
        foreach (var (to, envelope) in group.Rules.Addressing.Address(new TracedAlert(alert), matches, group.Now))
        {
            if (envelope is AlertArrived arrived)
            {
                group.Output.Send(to, arrived with
                {
                    NotifiedReceivers = assigned[to],
                    NotifiedSeverity = last.As,
                    NotifiedAt = last.At,
                    Hops = hops,
                    Incident = IncidentMove.To(to, group),
                    AnsweredAs = answeredAs,
                    IsHeld = waiting is { IsHeld: true },
                    MutedBy = waiting?.MutedBy,
                    MutedByCode = waiting?.MutedByCode ?? default,
                    MutedByName = waiting?.MutedByName,
                });
            }
            else if (message is not null)
            {
                group.Output.Send(to, envelope);
            }
        }
        var next = matches.First(match => !match.Route.IsNull).Route;
        var reason = new Reason(
            ReasonCode.RouteRemoved, $"Route removed from the configuration; now handled by \"{next.Display}\".");
        group.Output.Decide(alert.Fingerprint, [], DecisionAction.Suppress, reason, group.Now);
        return true;
    }

    /// <summary>For an alert that no route takes any more, or only one that notifies nobody.</summary>
    private static Reason WhyNobody(Alert alert, GroupDraft group) =>
        group.Rules.Router.Match(alert) is [var match, ..]
            ? new Reason(ReasonCode.NullRoute, $"Route \"{match.Route.Display}\" takes it now and notifies nobody.")
            : NoOtherRoute;

    /// <summary>
    /// No other route matches, so this is the last notification to the receivers notified of the firing.
    /// </summary>
    private static void NotifyResolved(AlertEntry entry, GroupDraft group)
    {
        if (entry.NotifiedReceivers.IsEmpty)
        {
            group.Output.Decide(entry.Fingerprint, [], DecisionAction.Suppress,
                WhyNobody(entry.Alert, group), group.Now);
        }
        else
        {
            NotifyLast(entry.IsFiring ? Unrouted(entry, group) : entry, group);
        }
        group.Put(Closed(entry));
    }

    /// <summary>It still fires, but nobody is notified of it any more.</summary>
    private static AlertEntry Unrouted(AlertEntry entry, GroupDraft group)
    {
        var reason = WhyNobody(entry.Alert, group);
        var ending = new Ending(reason.Code, reason.Text.TrimEnd('.'));
        return entry with { Alert = entry.ResolvedAs(entry.Alert, group.Now, ending), Because = reason };
    }

    private static void NotifyLast(AlertEntry entry, GroupDraft group) =>
        new ResolvedEmitter(group).Emit([entry], entry.Because ?? Timing.AllResolved);

    private static AlertEntry Closed(AlertEntry entry) =>
        entry with { IsFiring = false, IsFlapping = false, Pending = PendingNotification.None, NotifiedReceivers = [],
            ResolveAt = null };
}
