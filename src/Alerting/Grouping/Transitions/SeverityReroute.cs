using Alerting.Alerts;
using Alerting.Grouping.Emission;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// An alert went to other groups because its severity changed, so it is closed here if known: silently if the severity
/// rose, because the page says more, and with a notification if it dropped. A resolution is notified as usual.
/// </summary>
internal static class SeverityReroute
{
    public static void Apply(AlertMoved message, GroupDraft group)
    {
        var alert = message.Alert;
        var known = group.Find(alert.Fingerprint);
        if (!alert.IsFiring)
            ClosedByHand.Ended(alert, group);
        if (known is not null && alert.IsFiring && EventOrder.IsOlder(alert, known, group.Now))
        {
            ReplyWithNewer(message, known, group);
            return;
        }
        if (known is not null && alert.IsFiring)
            GatheredEnd.Apply(message, known, group);
        if (known is null or { IsOpen: false, Pending: PendingNotification.None }
            || EventOrder.IsOlder(alert, known, group.Now) || group.Before.Seen.Contains(alert.Signal.EventKey))
        {
            return;
        }
        group.AddSubject(alert.Fingerprint);
        if (alert.Signal.HasNoData && known.IsOpen)
        {
            if (known.IsFiring)
                NoData.Apply(alert, known, group);
            else
                AlertArrival.Apply(new AlertArrived(alert) { IsSentOn = true }, group);
            return;
        }
        group.MarkSeen(SeenEvents.Hash(alert.Signal.EventKey));
        if (!alert.IsFiring)
            ApplyResolved(alert, known, group);
        else if (alert.Severity > known.Severity && message.To.Count > 0)
            HandOver(message, known, group);
        else
            CloseAndNotify(message, known, group);
    }

    /// <summary>
    /// Only this group knows a newer event, so it sends that to the groups that accepted the outdated one.
    /// </summary>
    private static void ReplyWithNewer(AlertMoved message, AlertEntry known, GroupDraft group)
    {
        GroupMessage? newer = known switch
        {
            { IsFiring: true } =>
                new AlertMoved(known.Alert, [new GroupAddress(group.Before.Key, group.Before.RouteId)]),
            { HasMoved: false, Alert.IsFiring: false } => new AlertArrived(known.Alert) { IsCorrection = true },
            _ => null,
        };
        if (newer is null)
            return;
        foreach (var to in message.To)
            group.Output.Send(to, newer);
        group.Change(group.State);
    }

    private static void ApplyResolved(Alert alert, AlertEntry known, GroupDraft group)
    {
        if (known.IsFiring || (known.IsFlapping && Flapping.IsOverBy(alert)))
            Resolution.Apply(known, known.ResolvedAs(alert, group.Now), group);
        else
            group.Put(known with { EventAt = EventOrder.TimeOf(alert, group.Now) });
    }

    private static void HandOver(AlertMoved message, AlertEntry known, GroupDraft group)
    {
        if (!known.NotifiedReceivers.IsEmpty)
        {
            // Receivers last notified of flapping or of a resolution must be notified that it fires.
            var notifiedSeverity = known is { IsFiring: true, IsFlapping: false } ? known.NotifiedSeverity : null;
            foreach (var (to, notified) in ReceiverTransfer.Assign(known.NotifiedReceivers, message.To, group.Rules))
            {
                if (notified.Count > 0)
                {
                    group.Output.Send(to, new AlertArrived(message.Alert)
                        { NotifiedReceivers = notified, NotifiedSeverity = notifiedSeverity });
                }
            }
        }
        group.Put(Closed(known, message.Alert, group) with
        {
            Pending = PendingNotification.None, NotifiedReceivers = [], NotifiedSeverity = null, IsHeld = false,
        });
        var next = message.To.Count > 0 ? "another group takes over" : "no route notifies anyone of it";
        var reason = new Reason(ReasonCode.Moved, $"Severity is now {message.Alert.Severity.Name()}; {next}.");
        group.Output.Decide(known.Fingerprint, group.ReceiversOf(known), DecisionAction.Suppress, reason, group.Now);
        PagerDigest.CloseMoved(known, message.Alert, group, reason);
        group.RequestReview();
    }

    /// <summary>
    /// At once or not at all: a held notification would contradict what the other group sent meanwhile.
    /// </summary>
    private static void CloseAndNotify(AlertMoved message, AlertEntry known, GroupDraft group)
    {
        var alert = message.Alert;
        var closed = Closed(known, alert, group) with
        {
            Alert = StoredAlert.Of(EndOf(alert, known, group), group),
            Pending = known.NotifiedReceivers.IsEmpty ? PendingNotification.None : PendingNotification.Resolved,
            Because = alert.Severity.ChangeReason(),
        };
        if (closed.Pending == PendingNotification.None || (Timing.IsHeld(closed, group) && message.To.Count > 0))
        {
            HandOver(message, known, group);
            return;
        }
        group.Put(closed);
        group.RequestReview();
    }

    /// <summary>The alert as those notified of it here must see it: not recovered, but of another severity.</summary>
    public static Alert EndOf(Alert alert, AlertEntry known, GroupDraft group)
    {
        var reason = alert.Severity.ChangeReason();
        var ended = known.ResolvedAs(alert, group.Now, new Ending(reason.Code, alert.Severity.NowA()));
        return ended with { Signal = ended.Signal with { Summary = $"{reason} {alert.Signal.Summary}".TrimEnd() } };
    }

    /// <summary>A move is not a state change, so it does not count towards flapping.</summary>
    private static AlertEntry Closed(AlertEntry known, Alert alert, GroupDraft group) => known with
    {
        IsFiring = false,
        IsFlapping = false,
        HasMoved = true,
        ChangedAt = group.Now,
        EventAt = EventOrder.TimeOf(alert, group.Now),
        ResolveAt = null,
    };
}
