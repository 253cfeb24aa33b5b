using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// Records what was sent while the table was away, and makes what must follow it: docs/order.md.
/// </summary>
internal static class LateRecording
{
    /// <summary>Recorded late, the page comes again with its group's next notification. So it is tried often at first.</summary>
    private const int OftenUpToAttempt = 60;

    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(10);

    public static TimeSpan WaitForTable(int attempt) => attempt <= OftenUpToAttempt ? Often : Seldom;

    /// <summary>For the queue: nothing is sent but what must follow.</summary>
    public static Notification Of(Notification sent, IReadOnlyList<UnrecordedDelivery> unrecorded) =>
        sent with { RecordsOnly = true, Attempts = 0, Unrecorded = unrecorded };

    /// <summary>
    /// While another process sends the opposite, nobody knows yet which went first: then nothing changes.
    /// </summary>
    public static (SentRecord, (SentClaim.Busy? Behind, Correction? Correction)) Of(
        SentRecord record, SentAlerts alerts, UnrecordedDelivery sent, DateTimeOffset now)
    {
        if (record.Sending.FirstOrDefault(each => each.Id != sent.Id && each.Until >= now
            && each.Alerts.OppositeOf(alerts).Count > 0) is { } sending)
        {
            return (record, (new SentClaim.Busy(sending.Id, sending.Until - now), null));
        }
        if (sent.Ended is not { } ended)
            return (record, (null, IfItWasSent(record, alerts, sent)));
        // What it followed may have been given up meanwhile.
        var again = IdOf(sent.Id, alerts.Sequence);
        var correction = record.Retrying?.Any(each => each.Id == again) == true
            ? new Correction.Again() : Correction.Of(record, alerts, sent.Began, ended);
        // It is in the record when it has come again.
        if (correction is Correction.Again)
            return (record, (null, correction));
        alerts = alerts with { SentAt = ended.ToUnixTimeMilliseconds() };
        return (record.DeliveredLate(sent.Id, alerts, ended), (null, correction));
    }

    /// <summary>
    /// The process that sent it has died, unless it is on record. The queue hands out the notification again, but a later
    /// one may forbid to send it then.
    /// </summary>
    private static Correction? IfItWasSent(SentRecord record, SentAlerts alerts, UnrecordedDelivery sent) =>
        record.Done.Contains(sent.Id) || record.Retrying?.Any(each => each.Id == sent.Id) == true ? null
            : Correction.Of(record, alerts, sent.Began, sent.Began) as Correction.Opposite;

    /// <summary>Null when nothing must follow.</summary>
    public static Delivery? Follow(Delivery sent, Correction? correction, DeliveryWriter writer)
    {
        var next = correction switch
        {
            Correction.Again => sent.Notification,
            Correction.Opposite opposite when sent.Notification.IsResolved => Firing(sent.Notification, opposite),
            Correction.Opposite opposite => Opposite(sent.Notification, opposite),
            _ => null,
        };
        if (next is null)
            return null;
        next = next with { Unrecorded = null, RecordsOnly = false };
        return writer.Write(next, sent.Target) with { Id = IdOf(sent.Id, next.Sequence) };
    }

    private static string IdOf(string sent, long sequence) => Fingerprint.Of($"{sent}|{sequence}|follows");

    /// <summary>Only of pages, because only they are sent without the table in time to matter.</summary>
    private static Notification? Opposite(Notification sent, Correction.Opposite by)
    {
        if (sent.Kind == NotificationKind.Digest || NotificationPart.Of(sent, by.Alerts) is not { } part)
        {
            return null;
        }
        return part with
        {
            Kind = NotificationKind.Resolved,
            Reason = "Resolved before; the message that it fires was delivered late.",
            Code = ReasonCode.Resolved,
            Alerts = [.. part.Alerts.Select(alert => alert with { Signal = Ended(alert, by.Later.At) })],
            // After the one that it repeats.
            Sequence = by.Later.Sequence + 1,
            IsRepeated = true,
            StillFiring = by.StillFiring,
        };
    }

    /// <summary>An end that was recorded late had followed a page that was not sent again, because it was on record.</summary>
    private static Notification? Firing(Notification end, Correction.Opposite by) =>
        NotificationPart.Of(end, by.Alerts) is not { } part ? null : part with
        {
            Kind = NotificationKind.Firing,
            Reason = "Fires again; the message that it ended was delivered late.",
            Code = ReasonCode.NewAlert,
            Alerts = [.. part.Alerts.Select(alert => alert with { Signal = Began(alert, by.Later.At) })],
            AlsoCloses = null,
            Sequence = by.Later.Sequence,
            StillFiring = by.Later.StillFiring ?? part.Alerts.Count,
        };

    private static Signal Began(Alert alert, DateTimeOffset at) => alert.Signal with
    {
        Status = AlertStatus.Firing,
        StartsAt = at,
        EndsAt = null,
        OccurredAt = at,
    };

    private static Signal Ended(Alert alert, DateTimeOffset at) => alert.Signal with
    {
        Status = AlertStatus.Resolved,
        StartsAt = alert.StartsAt,
        EndsAt = at,
        OccurredAt = at,
    };
}
