using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels.Budgets;

/// <summary>Whether a receiver's budget lets a message out now.</summary>
/// <param name="Ledger">What to keep for the next decision.</param>
public sealed record BudgetDecision(BudgetAction Action, BudgetLedger Ledger, string Reason)
{
    /// <summary>What goes out, with what is to be said of the budget; null when nothing does.</summary>
    public Notification? Told { get; init; }

    /// <summary>What does not go out: all of it, or of an end those alerts whose beginning did not go out either.</summary>
    public Notification? Held { get; init; }

    /// <summary>
    /// Pure. The window rolls: a message counts until the time is over since it was sent. The one that finds the budget used
    /// up goes out and says so, once; those after it are held, and counted. A <c>critical</c> one may overdraw, once for each
    /// group and window, though no reminder may, and all of them together by the budget once more. Ends do not count and are not held, so that whoever heard of a beginning hears of its end; and
    /// whoever did not, does not. The same message is decided once, however often it comes.
    /// </summary>
    /// <param name="elsewhere">Where what is held can be seen, if anywhere.</param>
    public static BudgetDecision Of(Budget budget, BudgetLedger ledger, Notification notification, DateTimeOffset now, string? elsewhere = null)
    {
        if (notification.IsResolved)
            return End(ledger, notification);
        if (ledger.Find(notification.Id) is { } before)
            return Again(before, ledger, notification);
        var current = ledger.Tidy(budget.Within, now);
        // A digest is one message for many already, and may tell ends.
        if (current.Counting(budget.Within, now) < budget.Messages || notification.Kind == NotificationKind.Digest)
            return Send(current, notification, now, budget, elsewhere);
        if (MayOverdraw(budget, current, notification, now))
            return Overdraw(current, notification, now, budget);
        return now - current.NoticedAt < budget.Within ? Hold(current, notification, now, budget) : Notice(current, notification, now, budget, elsewhere);
    }

    /// <summary>Where each alert is a group of its own, a storm of critical ones would otherwise know no budget at all.</summary>
    private static bool MayOverdraw(Budget budget, BudgetLedger ledger, Notification notification, DateTimeOffset now) =>
        notification is { Severity: Severity.Critical, Kind: not NotificationKind.Reminder }
        && !ledger.HasOverdrawn(notification, budget.Within, now) && ledger.Counting(budget.Within, now) < 2 * budget.Messages;

    private static BudgetDecision End(BudgetLedger ledger, Notification end)
    {
        var (heard, unheard) = ledger.Split(end.Alerts);
        if (heard.Length == 0)
            return new BudgetDecision(BudgetAction.Hold, ledger, "the budget held its beginning back, so its end is not told either") { Held = end };
        return new BudgetDecision(BudgetAction.Send, ledger.Ended(heard), "the end of what was told does not count")
        {
            Told = end with { Alerts = heard },
            Held = unheard.Length == 0 ? null : end with { Alerts = unheard, More = 0 },
        };
    }

    private static BudgetDecision Again(Booking before, BudgetLedger ledger, Notification notification) =>
        new(before.Action, ledger, before.Action == BudgetAction.Hold ? "the budget held it back when it came before" : "booked when it came before")
        {
            Told = before.Action == BudgetAction.Hold ? null : With(notification, before.Notice),
            Held = before.Action == BudgetAction.Hold ? notification : null,
        };

    private static BudgetDecision Send(BudgetLedger ledger, Notification notification, DateTimeOffset now, Budget budget, string? elsewhere)
    {
        // Whoever was told that something is held is told how much it was, with the first message that goes out again.
        var notice = ledger.Held > 0 ? $"The budget of {Text(budget)} was reached, {More(ledger)} held{See(elsewhere)}." : null;
        var booked = ledger.Book(notification, new Booking(notification.Id, now, BudgetAction.Send) { Notice = notice }) with { Held = 0 };
        return new BudgetDecision(BudgetAction.Send, booked, $"within the budget of {Text(budget)}") { Told = With(notification, notice) };
    }

    private static BudgetDecision Overdraw(BudgetLedger ledger, Notification notification, DateTimeOffset now, Budget budget)
    {
        var booking = new Booking(notification.Id, now, BudgetAction.Send) { Overdraft = BudgetLedger.Name(notification.GroupKey) };
        return new BudgetDecision(BudgetAction.Send, ledger.Book(notification, booking), $"critical may overdraw the budget of {Text(budget)}") { Told = notification };
    }

    private static BudgetDecision Notice(BudgetLedger ledger, Notification notification, DateTimeOffset now, Budget budget, string? elsewhere)
    {
        var wait = ledger.FreeAt(budget.Within, now) - now;
        var before = ledger.Held > 0 ? $", {More(ledger)} held" : "";
        var notice = $"The budget of {Text(budget)} is reached{before}: what follows is held for {DurationText.Of(wait)}{See(elsewhere)}.";
        var booked = ledger.Book(notification, new Booking(notification.Id, now, BudgetAction.SendNotice) { Notice = notice });
        return new BudgetDecision(BudgetAction.SendNotice, booked with { NoticedAt = now, Held = 0 }, $"says that the budget of {Text(budget)} is reached")
        {
            Told = With(notification, notice),
        };
    }

    private static BudgetDecision Hold(BudgetLedger ledger, Notification notification, DateTimeOffset now, Budget budget)
    {
        var held = ledger.Book(notification, new Booking(notification.Id, now, BudgetAction.Hold)) with { Held = ledger.Held + 1 };
        return new BudgetDecision(BudgetAction.Hold, held, $"the budget of {Text(budget)} is used up, {held.Held} held so far") { Held = notification };
    }

    private static Notification With(Notification notification, string? notice) => notice is null ? notification
        : notification with { Note = notification.Note is { } note ? $"{note} {notice}" : notice };

    private static string More(BudgetLedger ledger) => $"{ledger.Held} more {(ledger.Held == 1 ? "was" : "were")}";

    private static string See(string? elsewhere) => elsewhere is null ? "" : $", see {elsewhere}";

    private static string Text(Budget budget) => $"{budget.Messages} in {DurationText.Of(budget.Within)}";
}

/// <summary>Ledgers hold the numbers.</summary>
public enum BudgetAction
{
    /// <summary>It goes out, and says how much was held before it.</summary>
    Send = 0,

    /// <summary>It goes out beyond the budget, and says that what follows is held.</summary>
    SendNotice = 1,

    /// <summary>It does not go out, and is counted.</summary>
    Hold = 2,
}
