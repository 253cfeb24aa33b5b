using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>Whether a receiver's rate limit lets a notification through.</summary>
/// <param name="Ledger">To store for the next decision.</param>
public sealed record RateLimitDecision(RateLimitAction Action, RateLimitLedger Ledger, Reason Reason)
{
    /// <summary>Whose limit it is.</summary>
    public string Receiver => (Sent ?? Dropped)!.Receiver;

    /// <summary>What to send, with the rate limit notice if there is one.</summary>
    public Notification? Sent { get; init; }

    /// <summary>What to drop: the whole notification, or a resolved one's alerts whose firing was dropped.</summary>
    public Notification? Dropped { get; init; }

    /// <summary>Why <see cref="Dropped"/> is dropped.</summary>
    public Reason DroppedReason { get => field.Text is null ? Reason : field; init; }

    /// <summary>
    /// What the fallback gets: what is dropped, and the end of alerts that it was notified of by an earlier dropped
    /// message.
    /// </summary>
    public Notification? ForFallback { get => field ?? Dropped; init; }

    /// <summary>
    /// Pure. The window is rolling. The first message over the limit is sent with a notice; the following ones are
    /// dropped and counted. Each group may exceed the limit with one critical alert per window (not with a reminder),
    /// all groups together by up to the limit again. Resolved notifications do not count. A repeated message gets the
    /// same decision.
    /// </summary>
    public static RateLimitDecision Of(
        RateLimitedReceiver receiver, RateLimitLedger ledger, Notification notification, DateTimeOffset now)
    {
        var notices = new RateLimitNotice(receiver, now);
        if (notification.IsResolved)
            return RateLimitedEnd.Decide(ledger, notification, notices);
        if (ledger.Find(notification.Id) is { } before)
            return Again(before, ledger, notification);
        var limit = receiver.Limit;
        var current = ledger.Tidy(limit.Within, now);
        // A digest replaces many messages, and may report recovered alerts. Whoever is asked next is not asked too often.
        if (!current.IsFull(limit, now) || notification.Kind is NotificationKind.Digest or NotificationKind.Escalation)
            return Send(current, notification, notices);
        if (MayExceed(limit, current, notification, now))
            return Exceed(current, notification, notices);
        return now - current.NoticedAt < limit.Within
            ? Drop(current, notification, notices)
            : Notice(current, notification, notices);
    }

    /// <summary>
    /// Without the total cap, a storm of critical alerts that are all groups of their own would have no limit.
    /// </summary>
    private static bool MayExceed(RateLimit rateLimit, RateLimitLedger ledger, Notification notification,
        DateTimeOffset now) =>
        notification is { Severity: Severity.Critical, Kind: not NotificationKind.Reminder }
        && !ledger.HasExceeded(notification, rateLimit.Within, now)
        && ledger.CountWithin(rateLimit.Within, now) < 2 * rateLimit.Messages;

    private static RateLimitDecision Again(RateLimitRecord before, RateLimitLedger ledger, Notification notification) =>
        before.Action == RateLimitAction.Drop
            ? new(RateLimitAction.Drop, ledger,
                new Reason(ReasonCode.RateLimited, "Rate limited when it first arrived."))
                { Dropped = notification }
            : new(before.Action, ledger,
                new Reason(ReasonCode.WithinRateLimit, "Within the rate limit when it first arrived."))
                { Sent = RateLimitNotice.Add(notification, before.Notice) };

    private static RateLimitDecision Send(
        RateLimitLedger ledger, Notification notification, RateLimitNotice notices)
    {
        var record = new RateLimitRecord(notification.Id, notices.Now, RateLimitAction.Send);
        var next = ledger.Record(notification, record, notices.Receiver.HasPager);
        var notice = notices.OfDropped(ledger.Dropped, next);
        return SendWith(RateLimitAction.Send, notification, notice, Reported(next, record, notice),
            new Reason(ReasonCode.WithinRateLimit, $"Within the rate limit of {notices.Limit}."));
    }

    private static RateLimitDecision Exceed(
        RateLimitLedger ledger, Notification notification, RateLimitNotice notices)
    {
        var record = new RateLimitRecord(notification.Id, notices.Now, RateLimitAction.Send)
            { ExceededBy = RateLimitLedger.Name(notification.GroupKey) };
        return SendWith(RateLimitAction.Send, notification, null,
            ledger.Record(notification, record, notices.Receiver.HasPager),
            new Reason(ReasonCode.OverRateLimit, $"Critical alerts may exceed the rate limit of {notices.Limit}."));
    }

    private static RateLimitDecision Notice(
        RateLimitLedger ledger, Notification notification, RateLimitNotice notices)
    {
        var notice = notices.OfReached(ledger);
        var record = new RateLimitRecord(notification.Id, notices.Now, RateLimitAction.SendNotice) { Notice = notice };
        var next = ledger.Record(notification, record, notices.Receiver.HasPager) with
            { NoticedAt = notices.Now, Dropped = 0 };
        return SendWith(RateLimitAction.SendNotice, notification, notice, next,
            new Reason(ReasonCode.OverRateLimit, $"Rate limit {notices.Limit} reached; sent with a notice."));
    }

    private static RateLimitDecision Drop(
        RateLimitLedger ledger, Notification notification, RateLimitNotice notices)
    {
        var next = ledger.RecordDropped(notification);
        return new RateLimitDecision(RateLimitAction.Drop, next, new Reason(ReasonCode.RateLimited,
            $"Rate limit {notices.Limit} reached; {next.Dropped} dropped so far.")) { Dropped = notification };
    }

    private static RateLimitDecision SendWith(
        RateLimitAction action, Notification notification, string? notice, RateLimitLedger ledger, Reason reason) =>
        new(action, ledger, reason) { Sent = RateLimitNotice.Add(notification, notice) };

    /// <summary>The ledger once a message says how many were dropped; a repeated message says the same.</summary>
    private static RateLimitLedger Reported(RateLimitLedger ledger, RateLimitRecord record, string? notice) =>
        notice is null ? ledger : ledger with
        {
            Dropped = 0,
            Records = [.. ledger.Records.Select(each => each == record ? each with { Notice = notice } : each)],
        };
}
