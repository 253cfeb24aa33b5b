using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using CsCheck;

namespace Alerting.Tests.Channels;

/// <summary>How many messages a receiver is sent, and what it is told of the others.</summary>
public sealed class BudgetDecisions
{
    private static readonly Budget Three = new(3, TimeSpan.FromHours(1));

    private BudgetLedger _ledger = BudgetLedger.Empty;

    [Fact]
    public void Sends_until_it_is_used_up_then_says_so_once_then_holds()
    {
        Actions(0, 1, 2, 3, 4, 5).ShouldBe([BudgetAction.Send, BudgetAction.Send, BudgetAction.Send, BudgetAction.SendNotice, BudgetAction.Hold, BudgetAction.Hold]);
        _ledger.Held.ShouldBe(3);
    }

    [Fact]
    public void The_notice_says_for_how_long_and_where_to_look()
    {
        Actions(0, 10, 20);

        Decide(30, fallback: "inbox").Notice.ShouldBe("The budget of 3 in 1 h is reached: this and what follows is held for 30 min, see inbox.");
    }

    [Fact]
    public void The_window_rolls_and_the_first_message_after_it_counts_what_was_held()
    {
        Actions(0, 10, 20, 30, 31, 32);

        var next = Decide(60);

        next.Action.ShouldBe(BudgetAction.Send);
        next.Notice.ShouldBe("The budget of 3 in 1 h was reached, 3 more were held.");
        Decide(61).Action.ShouldBe(BudgetAction.Hold, "those of 10 and 20 still count, and people know");
        Decide(70).Action.ShouldBe(BudgetAction.Send);
    }

    [Fact]
    public void Critical_may_overdraw_once_for_each_group()
    {
        Actions(0, 1, 2, 3);

        Decide(4, Severity.Critical, "a").Action.ShouldBe(BudgetAction.Send);
        Decide(5, Severity.Critical, "a").Action.ShouldBe(BudgetAction.Hold);
        Decide(6, Severity.Critical, "b").Action.ShouldBe(BudgetAction.Send);
        Decide(7).Action.ShouldBe(BudgetAction.Hold, "an overdraft does not tell people anew that the budget is used up");
    }

    [Fact]
    public void Never_more_than_the_budget_and_one_notice_in_any_window() => Gen.Int[0, 400].Array[0, 120].Sample(minutes =>
    {
        var ledger = BudgetLedger.Empty;
        var sent = new List<DateTimeOffset>();
        var held = 0;
        foreach (var minute in minutes.Order())
        {
            var now = Some.Time.AddMinutes(minute);
            var decision = BudgetDecision.Of(Three, ledger, Situations.Firing(), now);
            ledger = decision.Ledger;
            if (decision.Action != BudgetAction.Hold)
                sent.Add(now);
            if (decision.Action != BudgetAction.Send)
                held++;
        }
        foreach (var start in sent)
            sent.Count(at => at >= start && at - start < Three.Within).ShouldBeLessThanOrEqualTo(Three.Messages + 1);
        ledger.Held.ShouldBeLessThanOrEqualTo(held);
    });

    private BudgetAction[] Actions(params int[] minutes) => [.. minutes.Select(minute => Decide(minute).Action)];

    private BudgetDecision Decide(int minute, Severity severity = Severity.Error, string group = "g", string? fallback = null)
    {
        var notification = Some.Notification(Some.Alert(severity: severity)) with { GroupKey = group };
        var decision = BudgetDecision.Of(Three, _ledger, notification, Some.Time.AddMinutes(minute), fallback);
        _ledger = decision.Ledger;
        return decision;
    }
}
