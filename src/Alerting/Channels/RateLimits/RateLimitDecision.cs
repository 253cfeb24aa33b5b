using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels.RateLimits;

/// <summary>Whether a receiver's budget lets a message out now.</summary>
/// <param name="Ledger">What to keep for the next decision.</param>
public sealed record RateLimitDecision(RateLimitAction Action, RateLimitLedger Ledger, string Reason)
{
    /// <summary>What goes out, with what is to be said of the budget; null when nothing does.</summary>
    public Notification? Sent { get; init; }

    /// <summary>What does not go out: all of it, or of an end those alerts whose beginning did not go out either.</summary>
    public Notification? Dropped { get; init; }

    /// <summary>
    /// Pure. The window rolls: a message counts until the time is over since it was sent. The one that finds the budget used
    /// up goes out and says so, once; those after it are held, and counted. A <c>critical</c> one may overdraw, once for each
    /// group and window, though no reminder may, and all of them together by the budget once more. Ends do not count and are not held, so that whoever heard of a beginning hears of its end; and
    /// whoever did not, does not. The same message is decided once, however often it comes.
    /// </summary>
    /// <param name="elsewhere">Where what is held can be seen, if anywhere.</param>
    public static RateLimitDecision Of(RateLimit rateLimit, RateLimitLedger ledger, Notification notification, DateTimeOffset now, string? elsewhere = null)
    {
        if (notification.IsResolved)
            return End(ledger, notification);
        if (ledger.Find(notification.Id) is { } before)
            return Again(before, ledger, notification);
        var current = ledger.Tidy(rateLimit.Within, now);
        // A digest is one message for many already, and may tell ends.
        if (current.Counting(rateLimit.Within, now) < rateLimit.Messages || notification.Kind == NotificationKind.Digest)
            return Send(current, notification, now, rateLimit, elsewhere);
        if (MayExceed(rateLimit, current, notification, now))
            return Exceed(current, notification, now, rateLimit);
        return now - current.NoticedAt < rateLimit.Within ? Drop(current, notification, now, rateLimit) : Notice(current, notification, now, rateLimit, elsewhere);
    }

    /// <summary>Where each alert is a group of its own, a storm of critical ones would otherwise know no budget at all.</summary>
    private static bool MayExceed(RateLimit rateLimit, RateLimitLedger ledger, Notification notification, DateTimeOffset now) =>
        notification is { Severity: Severity.Critical, Kind: not NotificationKind.Reminder }
        && !ledger.HasExceeded(notification, rateLimit.Within, now) && ledger.Counting(rateLimit.Within, now) < 2 * rateLimit.Messages;

    private static RateLimitDecision End(RateLimitLedger ledger, Notification end)
    {
        var (notified, notNotified) = ledger.Split(end.Alerts);
        if (notified.Length == 0)
            return new RateLimitDecision(RateLimitAction.Drop, ledger, "the budget held its beginning back, so its end is not told either") { Dropped = end };
        return new RateLimitDecision(RateLimitAction.Send, ledger.Ended(notified), "the end of what was told does not count")
        {
            Sent = end with { Alerts = notified },
            Dropped = notNotified.Length == 0 ? null : end with { Alerts = notNotified, More = 0 },
        };
    }

    private static RateLimitDecision Again(RateLimitRecord before, RateLimitLedger ledger, Notification notification) =>
        new(before.Action, ledger, before.Action == RateLimitAction.Drop ? "the budget held it back when it came before" : "booked when it came before")
        {
            Sent = before.Action == RateLimitAction.Drop ? null : With(notification, before.Notice),
            Dropped = before.Action == RateLimitAction.Drop ? notification : null,
        };

    private static RateLimitDecision Send(RateLimitLedger ledger, Notification notification, DateTimeOffset now, RateLimit rateLimit, string? elsewhere)
    {
        // Whoever was told that something is held is told how much it was, with the first message that goes out again.
        var notice = ledger.Dropped > 0 ? $"The budget of {Text(rateLimit)} was reached, {More(ledger)} held{See(elsewhere)}." : null;
        var booked = ledger.Record(notification, new RateLimitRecord(notification.Id, now, RateLimitAction.Send) { Notice = notice }) with { Dropped = 0 };
        return new RateLimitDecision(RateLimitAction.Send, booked, $"within the budget of {Text(rateLimit)}") { Sent = With(notification, notice) };
    }

    private static RateLimitDecision Exceed(RateLimitLedger ledger, Notification notification, DateTimeOffset now, RateLimit rateLimit)
    {
        var record = new RateLimitRecord(notification.Id, now, RateLimitAction.Send) { ExceededBy = RateLimitLedger.Name(notification.GroupKey) };
        return new RateLimitDecision(RateLimitAction.Send, ledger.Record(notification, record), $"critical may overdraw the budget of {Text(rateLimit)}") { Sent = notification };
    }

    private static RateLimitDecision Notice(RateLimitLedger ledger, Notification notification, DateTimeOffset now, RateLimit rateLimit, string? elsewhere)
    {
        var wait = ledger.FreeAt(rateLimit.Within, now) - now;
        var before = ledger.Dropped > 0 ? $", {More(ledger)} held" : "";
        var notice = $"The budget of {Text(rateLimit)} is reached{before}: what follows is held for {DurationText.Of(wait)}{See(elsewhere)}.";
        var booked = ledger.Record(notification, new RateLimitRecord(notification.Id, now, RateLimitAction.SendNotice) { Notice = notice });
        return new RateLimitDecision(RateLimitAction.SendNotice, booked with { NoticedAt = now, Dropped = 0 }, $"says that the budget of {Text(rateLimit)} is reached")
        {
            Sent = With(notification, notice),
        };
    }

    private static RateLimitDecision Drop(RateLimitLedger ledger, Notification notification, DateTimeOffset now, RateLimit rateLimit)
    {
        var held = ledger.Record(notification, new RateLimitRecord(notification.Id, now, RateLimitAction.Drop)) with { Dropped = ledger.Dropped + 1 };
        return new RateLimitDecision(RateLimitAction.Drop, held, $"the budget of {Text(rateLimit)} is used up, {held.Dropped} held so far") { Dropped = notification };
    }

    private static Notification With(Notification notification, string? notice) => notice is null ? notification
        : notification with { Note = notification.Note is { } note ? $"{note} {notice}" : notice };

    private static string More(RateLimitLedger ledger) => $"{ledger.Dropped} more {(ledger.Dropped == 1 ? "was" : "were")}";

    private static string See(string? elsewhere) => elsewhere is null ? "" : $", see {elsewhere}";

    private static string Text(RateLimit rateLimit) => $"{rateLimit.Messages} in {DurationText.Of(rateLimit.Within)}";
}

/// <summary>Ledgers hold the numbers.</summary>
public enum RateLimitAction
{
    /// <summary>It goes out, and says how much was held before it.</summary>
    Send = 0,

    /// <summary>It goes out beyond the budget, and says that what follows is held.</summary>
    SendNotice = 1,

    /// <summary>It does not go out, and is counted.</summary>
    Drop = 2,
}
