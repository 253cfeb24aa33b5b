using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// An alert of a source whose severity changes went to other groups. If it is known here it is closed here: silently when it
/// got worse, since the page tells more; with "now a warning" when it got better. Its end is told as usual.
/// </summary>
internal static class SeverityReroute
{
    public static void Take(AlertMoved message, GroupDraft group)
    {
        var alert = message.Alert;
        var known = group.Find(alert.Fingerprint);
        if (known is not null && alert.IsFiring && AlertArrival.IsOlder(alert, known, group.Now))
        {
            Answer(message, known, group);
            return;
        }
        if (known is null or { IsOpen: false, Pending: PendingNotification.None } || AlertArrival.IsOlder(alert, known, group.Now) || group.Before.Seen.Contains(alert.Signal.EventKey))
            return;
        group.Subject = alert.Fingerprint;
        group.MarkSeen(SeenEvents.Hash(alert.Signal.EventKey));
        if (!alert.IsFiring)
            Ends(alert, known, group);
        else if (alert.Severity > known.Severity && message.To.Count > 0)
            HandOver(message, known, group);
        else
            Lessens(message, known, group);
    }

    /// <summary>
    /// The event was overtaken by a newer one, which only this group knows. Those that took the old one for news learn of it.
    /// </summary>
    private static void Answer(AlertMoved message, AlertEntry known, GroupDraft group)
    {
        GroupMessage? newer = known switch
        {
            { IsFiring: true } => new AlertMoved(known.Alert, [new GroupAddress(group.Before.Key, group.Before.RouteId)]),
            { HasMoved: false, Alert.IsFiring: false } => new AlertArrived(known.Alert) { IsCorrection = true },
            _ => null,
        };
        if (newer is null)
            return;
        foreach (var to in message.To)
            group.Output.Send(to, newer);
        group.Change(group.State);
    }

    private static void Ends(Alert alert, AlertEntry known, GroupDraft group)
    {
        if (known.IsFiring)
            Resolution.Of(known, Resolution.Resolved(known, alert, group.Now), group);
        else
            group.Put(known with { EventAt = AlertArrival.TimeOf(alert, group.Now) });
    }

    private static void HandOver(AlertMoved message, AlertEntry known, GroupDraft group)
    {
        if (!known.NotifiedReceivers.IsEmpty)
        {
            // Who heard last that it flaps, or is well, has to hear that it fires.
            var toldAs = known is { IsFiring: true, IsFlapping: false } ? known.NotifiedSeverity : null;
            foreach (var (to, notified) in ReceiverTransfer.Share(known.NotifiedReceivers, message.To, group.Rules))
                if (notified.Count > 0)
                    group.Output.Send(to, new AlertArrived(message.Alert) { NotifiedReceivers = notified, NotifiedSeverity = toldAs });
        }
        group.Put(Closed(known, message.Alert, group) with { Pending = PendingNotification.None, NotifiedReceivers = [], NotifiedSeverity = null, IsHeld = false });
        var reason = $"now {Article(message.Alert.Severity)}, which another group tells";
        group.Output.Decide(known.Fingerprint, group.ReceiversOf(known), DecisionAction.Suppress, reason, group.Now);
        PagerDigest.Leave(known, message.Alert, group, reason);
        group.RequestReview();
    }

    /// <summary>Told at once or not at all: in the morning it would contradict what the other group told at night.</summary>
    private static void Lessens(AlertMoved message, AlertEntry known, GroupDraft group)
    {
        var alert = message.Alert;
        var now = $"now {Article(alert.Severity)}";
        var notified = Resolution.Resolved(known, alert, group.Now);
        notified = notified with { Signal = notified.Signal with { Summary = $"It is {now}. {alert.Signal.Summary}".TrimEnd() } };
        var closed = Closed(known, alert, group) with
        {
            Alert = StoredAlert.Of(notified, group),
            Pending = known.NotifiedReceivers.IsEmpty ? PendingNotification.None : PendingNotification.Resolved,
            ReasonOverride = now,
        };
        if (closed.Pending == PendingNotification.None || (Timing.Of(closed, group).IsHeld && message.To.Count > 0))
        {
            HandOver(message, known, group);
            return;
        }
        group.Put(closed);
        group.RequestReview();
    }

    /// <summary>To move is no change of state, so it is not counted as flapping.</summary>
    private static AlertEntry Closed(AlertEntry known, Alert alert, GroupDraft group) => known with
    {
        IsFiring = false,
        IsFlapping = false,
        HasMoved = true,
        ChangedAt = group.Now,
        EventAt = AlertArrival.TimeOf(alert, group.Now),
        ResolveAt = null,
    };

    private static string Article(Severity severity) => severity switch
    {
        Severity.Error => "an error",
        Severity.Info => "info",
        Severity.Critical => "critical",
        _ => "a warning",
    };
}
