using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>Whether a receiver's budget lets a message out now.</summary>
/// <param name="Ledger">What to keep for the next decision.</param>
/// <param name="Notice">What to say beside the alerts of the last message that goes out, or of the first after a quiet.</param>
public sealed record BudgetDecision(BudgetAction Action, BudgetLedger Ledger, string Reason, string? Notice = null)
{
    /// <summary>
    /// Pure. The window rolls: a message counts until the time is over since it was sent. The message that finds the budget
    /// used up goes out as a notice of that, once; those after it are held, and counted. A <c>critical</c> one may
    /// overdraw, once for each group.
    /// </summary>
    /// <param name="fallback">Where what is held can be seen, if anywhere.</param>
    public static BudgetDecision Of(Budget budget, BudgetLedger ledger, Notification notification, DateTimeOffset now, string? fallback = null)
    {
        var current = ledger.Within(budget.Within, now);
        if (current.Sent.Count < budget.Messages)
            return Send(current, now, budget);
        if (notification.Severity == Severity.Critical && !notification.IsResolved && !current.Overdrawn.Contains(notification.GroupKey))
        {
            return new BudgetDecision(BudgetAction.Send,
                current with { Sent = [.. current.Sent, now], Overdrawn = [.. current.Overdrawn, notification.GroupKey] },
                $"critical may overdraw the budget of {Text(budget)}");
        }
        var held = current with { Held = current.Held + 1, NoticedAt = current.NoticedAt ?? now };
        var reason = $"the budget of {Text(budget)} is used up; {held.Held} held";
        if (current.NoticedAt is not null)
            return new BudgetDecision(BudgetAction.Hold, held, reason);
        var until = current.Sent[0] + budget.Within - now;
        var where = fallback is null ? "" : $", see {fallback}";
        return new BudgetDecision(BudgetAction.SendNotice, held, reason,
            $"The budget of {Text(budget)} is reached: this and what follows is held for {DurationText.Of(until)}{where}.");
    }

    private static BudgetDecision Send(BudgetLedger ledger, DateTimeOffset now, Budget budget)
    {
        // Whoever was told that something is held is told how much it was, with the first message that goes out again.
        var notice = ledger.Held > 0 ? $"The budget of {Text(budget)} was reached, {ledger.Held} more {(ledger.Held == 1 ? "was" : "were")} held." : null;
        var sent = ledger with { Sent = [.. ledger.Sent, now], Held = 0 };
        return new BudgetDecision(BudgetAction.Send, sent, $"within the budget of {Text(budget)}", notice);
    }

    private static string Text(Budget budget) => $"{budget.Messages} in {DurationText.Of(budget.Within)}";
}

public enum BudgetAction
{
    /// <summary>It goes out, with the notice if there is one.</summary>
    Send,

    /// <summary>It does not go out; the notice does, in its place.</summary>
    SendNotice,

    /// <summary>It does not go out, and is counted.</summary>
    Hold,
}

/// <summary>What a receiver was sent within its budget's time.</summary>
public sealed record BudgetLedger
{
    public static BudgetLedger Empty { get; } = new();

    /// <summary>When each message went out, the oldest first; no more of them than the budget has, and those overdrawn.</summary>
    public IReadOnlyList<DateTimeOffset> Sent { get; init; } = [];

    /// <summary>How many were held since the last that went out.</summary>
    public int Held { get; init; }

    /// <summary>When people were told that the budget is reached; they are told again when that is a budget's time ago.</summary>
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>The groups whose critical alert has overdrawn within the time.</summary>
    public IReadOnlyList<string> Overdrawn { get; init; } = [];

    /// <summary>The ledger without what is too old to count.</summary>
    public BudgetLedger Within(TimeSpan time, DateTimeOffset now)
    {
        var sent = Sent.Where(at => now - at < time).ToArray();
        // Groups may overdraw anew when nothing of the storm counts any longer.
        return this with
        {
            Sent = sent,
            Overdrawn = sent.Length == 0 ? [] : Overdrawn,
            NoticedAt = now - NoticedAt < time ? NoticedAt : null,
        };
    }
}
