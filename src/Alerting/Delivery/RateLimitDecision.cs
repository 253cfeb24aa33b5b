using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text;
using NodaTime;

namespace Alerting.Delivering;

/// <summary>Whether a receiver's rate limit lets a notification through.</summary>
/// <param name="Ledger">To store for the next decision.</param>
public sealed record RateLimitDecision(RateLimitAction Action, RateLimitLedger Ledger, string Reason)
{
    /// <summary>What to send, with the rate limit notice if there is one.</summary>
    public Notification? Sent { get; init; }

    /// <summary>What to drop: the whole notification, or a resolved one's alerts whose firing was dropped.</summary>
    public Notification? Dropped { get; init; }

    /// <summary>
    /// Pure. The window is rolling. The first message over the limit is sent with a notice; the following ones are dropped and
    /// counted. Each group may exceed the limit with one critical alert per window (not with a reminder), all groups together
    /// by up to the limit again. Resolved notifications do not count, and are dropped only if their firing was dropped.
    /// A repeated message gets the same decision.
    /// </summary>
    /// <param name="elsewhere">The receiver where dropped messages can be seen, if any.</param>
    /// <param name="zone">For the time in the notice; UTC by default.</param>
    public static RateLimitDecision Of(
        RateLimit rateLimit, RateLimitLedger ledger, Notification notification, DateTimeOffset now,
        string? elsewhere = null, DateTimeZone? zone = null)
    {
        if (notification.IsResolved)
            return Resolved(ledger, notification);
        if (ledger.Find(notification.Id) is { } before)
            return Again(before, ledger, notification);
        var current = ledger.Tidy(rateLimit.Within, now);
        // A digest replaces many messages, and may report recovered alerts.
        if (current.CountWithin(rateLimit.Within, now) < rateLimit.Messages
            || notification.Kind == NotificationKind.Digest)
        {
            return Send(current, notification, now, rateLimit, elsewhere);
        }
        if (MayExceed(rateLimit, current, notification, now))
            return Exceed(current, notification, now, rateLimit);
        return now - current.NoticedAt < rateLimit.Within
            ? Drop(current, notification, now, rateLimit)
            : Notice(current, notification, now, rateLimit, elsewhere, zone ?? DateTimeZone.Utc);
    }

    /// <summary>Sent without a limit, and not recorded.</summary>
    public static RateLimitDecision Allow(Notification notification, string reason) =>
        new(RateLimitAction.Send, RateLimitLedger.Empty, reason) { Sent = notification };

    /// <summary>
    /// Without the total cap, a storm of critical alerts that are all groups of their own would have no limit.
    /// </summary>
    private static bool MayExceed(RateLimit rateLimit, RateLimitLedger ledger, Notification notification,
        DateTimeOffset now) =>
        notification is { Severity: Severity.Critical, Kind: not NotificationKind.Reminder }
        && !ledger.HasExceeded(notification, rateLimit.Within, now)
        && ledger.CountWithin(rateLimit.Within, now) < 2 * rateLimit.Messages;

    private static RateLimitDecision Resolved(RateLimitLedger ledger, Notification resolved)
    {
        var (notified, notNotified) = ledger.Split(resolved.Alerts);
        if (notified.Length == 0)
        {
            return new RateLimitDecision(RateLimitAction.Drop, ledger, "Rate limited, like its firing notification.")
                { Dropped = resolved };
        }
        return new RateLimitDecision(RateLimitAction.Send, ledger.WithoutResolved(notified),
            "Resolved notifications do not count toward the rate limit.")
        {
            Sent = resolved with { Alerts = notified },
            Dropped = notNotified.Length == 0 ? null : resolved with { Alerts = notNotified, More = 0 },
        };
    }

    private static RateLimitDecision Again(RateLimitRecord before, RateLimitLedger ledger, Notification notification) =>
        new(before.Action, ledger, before.Action == RateLimitAction.Drop
            ? "Rate limited when it first arrived."
            : "Within the rate limit when it first arrived.")
        {
            Sent = before.Action == RateLimitAction.Drop ? null : With(notification, before.Notice),
            Dropped = before.Action == RateLimitAction.Drop ? notification : null,
        };

    private static RateLimitDecision Send(RateLimitLedger ledger, Notification notification, DateTimeOffset now,
        RateLimit rateLimit, string? elsewhere)
    {
        var see = elsewhere is null ? "" : $" (see {elsewhere})";
        var notice =
            ledger.Dropped > 0 ? $"Rate limit {Text(rateLimit)} was reached; {DroppedMessages(ledger)}{see}." : null;
        var record = new RateLimitRecord(notification.Id, now, RateLimitAction.Send) { Notice = notice };
        return new RateLimitDecision(RateLimitAction.Send, ledger.Record(notification, record) with { Dropped = 0 },
            $"Within the rate limit of {Text(rateLimit)}.")
        {
            Sent = With(notification, notice),
        };
    }

    private static RateLimitDecision Exceed(RateLimitLedger ledger, Notification notification, DateTimeOffset now,
        RateLimit rateLimit)
    {
        var record = new RateLimitRecord(notification.Id, now, RateLimitAction.Send)
            { ExceededBy = RateLimitLedger.Name(notification.GroupKey) };
        return new RateLimitDecision(RateLimitAction.Send, ledger.Record(notification, record),
            $"Critical alerts may exceed the rate limit of {Text(rateLimit)}.")
        {
            Sent = notification,
        };
    }

    private static RateLimitDecision Notice(
        RateLimitLedger ledger, Notification notification, DateTimeOffset now, RateLimit rateLimit, string? elsewhere,
        DateTimeZone zone)
    {
        var before = ledger.Dropped > 0 ? $"; {DroppedMessages(ledger)}" : "";
        var until = AlertTimes.Clock(ledger.FreeAt(rateLimit.Within, now), zone, now);
        var see = elsewhere is null ? "" : $"; see {elsewhere}";
        var notice = $"Rate limit {Text(rateLimit)} reached{before}. Further messages are dropped until {until}{see}.";
        var record = new RateLimitRecord(notification.Id, now, RateLimitAction.SendNotice) { Notice = notice };
        var next = ledger.Record(notification, record) with { NoticedAt = now, Dropped = 0 };
        return new RateLimitDecision(RateLimitAction.SendNotice, next,
            $"Rate limit {Text(rateLimit)} reached; sent with a notice.")
        {
            Sent = With(notification, notice),
        };
    }

    private static RateLimitDecision Drop(RateLimitLedger ledger, Notification notification, DateTimeOffset now,
        RateLimit rateLimit)
    {
        var next = ledger.Record(notification, new RateLimitRecord(notification.Id, now, RateLimitAction.Drop)) with
            { Dropped = ledger.Dropped + 1 };
        return new RateLimitDecision(RateLimitAction.Drop, next,
            $"Rate limit {Text(rateLimit)} reached; {next.Dropped} dropped so far.")
        {
            Dropped = notification,
        };
    }

    private static Notification With(Notification notification, string? notice) => notice is null ? notification
        : notification with { Note = notification.Note is { } note ? $"{note} {notice}" : notice };

    private static string DroppedMessages(RateLimitLedger ledger) =>
        ledger.Dropped == 1 ? "1 message was dropped" : $"{ledger.Dropped} messages were dropped";

    /// <summary><c>20/h</c>, <c>2 per 10 min</c>.</summary>
    private static string Text(RateLimit rateLimit) => DurationText.Of(rateLimit.Within).Split(' ') is ["1", var unit]
        ? $"{rateLimit.Messages}/{unit}"
        : $"{rateLimit.Messages} per {DurationText.Of(rateLimit.Within)}";
}

/// <summary>Stored in ledgers as numbers.</summary>
public enum RateLimitAction
{
    /// <summary>Sent; it reports how many messages were dropped before it.</summary>
    Send = 0,

    /// <summary>Sent over the limit, with the notice that further messages are dropped.</summary>
    SendNotice = 1,

    /// <summary>Not sent, but counted.</summary>
    Drop = 2,
}
