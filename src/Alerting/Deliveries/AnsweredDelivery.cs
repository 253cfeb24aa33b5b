using Alerting.Channels;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// A page that is late asks nobody who is not needed any more: a step of an escalation is not sent after an answer, and a
/// phone does not ring for a page that somebody answered while the channel failed.
/// </summary>
internal static class AnsweredDelivery
{
    /// <summary>Why it is not sent; null if it is. The first attempt of a page waits for no read.</summary>
    public static async Task<DeliveryOutcome?> EndAsync(
        Delivery delivery, int attempt, IIncidentAnswers? answers, CancellationToken cancellation)
    {
        var notification = delivery.Notification;
        var mayBeLate = notification.Kind == NotificationKind.Escalation || (attempt > 1 && notification.Kind
            is NotificationKind.Firing or NotificationKind.Storm or NotificationKind.Reminder);
        if (answers is null || !mayBeLate
            || notification is { IncidentId.Length: 0 } or { SpansGroups: true } or { Unrecorded: not null })
        {
            return null;
        }
        var mark = await IfAvailable.DoAsync(answers.FindAnswerAsync(notification.IncidentId, cancellation));
        return mark is { Reason: { } reason } && mark.Sequence >= notification.Sequence && Stops(delivery)
            ? new DeliveryOutcome(delivery, new Verdict.NotSent(reason)) { Code = mark.Code } : null;
    }

    /// <summary>A chat still shows a late page, followed by its answer.</summary>
    private static bool Stops(Delivery delivery) => delivery.Notification.Kind == NotificationKind.Escalation
        || ChannelCatalog.IsPhone(delivery.Target.Channel);
}
