using Alerting.Alerts;
using Alerting.Channels.RateLimits;
using Alerting.Configuration;
using Alerting.Notifications;
using CsCheck;

namespace Alerting.Tests.Channels;

/// <summary>How many messages a receiver is sent, and what it is told of the others.</summary>
public sealed class BudgetDecisions
{
    private static readonly RateLimit Three = new(3, TimeSpan.FromHours(1));

    private RateLimitLedger _ledger = RateLimitLedger.Empty;

    [Fact]
    public void Sends_until_it_is_used_up_then_says_so_once_then_holds()
    {
        Actions(0, 1, 2, 3, 4, 5).ShouldBe([RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.SendNotice, RateLimitAction.Drop, RateLimitAction.Drop]);
        _ledger.Dropped.ShouldBe(2);
    }

    [Fact]
    public void The_notice_stands_beside_the_alert_and_says_for_how_long_and_where_to_look()
    {
        Actions(0, 10, 20);

        var notified = Decide(30, elsewhere: "inbox", note: "Note.").Sent.ShouldNotBeNull();

        notified.Note.ShouldBe("Note. The budget of 3 in 1 h is reached: what follows is held for 30 min, see inbox.");
        notified.Alerts.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_window_rolls_and_the_first_message_after_it_counts_what_was_held()
    {
        Actions(0, 10, 20, 30, 31, 32);

        var next = Decide(60);

        next.Action.ShouldBe(RateLimitAction.Send);
        next.Sent!.Note.ShouldBe("The budget of 3 in 1 h was reached, 2 more were held.");
        Decide(61).Action.ShouldBe(RateLimitAction.Drop, "those of 10 and 20 still count, and people know");
        Decide(70).Sent!.Note.ShouldBe("The budget of 3 in 1 h was reached, 1 more was held.");
    }

    [Fact]
    public void Whoever_is_told_how_much_was_held_is_told_where_to_see_it()
    {
        Actions(0, 10, 20, 30, 31, 32);

        Decide(60, elsewhere: "inbox").Sent!.Note.ShouldBe("The budget of 3 in 1 h was reached, 2 more were held, see inbox.");
    }

    [Fact]
    public void A_notice_that_comes_again_counts_what_was_held_since()
    {
        Actions(0, 50, 51, 52, 60, 110, 111);
        Decide(111, id: "held").Action.ShouldBe(RateLimitAction.Drop);

        Decide(112, elsewhere: "inbox").Sent!.Note.ShouldBe("The budget of 3 in 1 h is reached, 1 more was held: what follows is held for 8 min, see inbox.");
        _ledger.Dropped.ShouldBe(0, "it is said");
    }

    [Fact]
    public void Critical_may_overdraw_once_for_each_group()
    {
        Actions(0, 1, 2, 3);

        Decide(4, Severity.Critical, "a").Action.ShouldBe(RateLimitAction.Send);
        Decide(5, Severity.Critical, "a").Action.ShouldBe(RateLimitAction.Drop);
        Decide(6, Severity.Critical, "b").Action.ShouldBe(RateLimitAction.Send);
        Decide(7).Action.ShouldBe(RateLimitAction.Drop, "an overdraft does not tell people anew that the budget is used up");
    }

    [Fact]
    public void All_groups_together_overdraw_by_the_budget_once_more_and_people_are_told_that_the_rest_is_held()
    {
        var actions = Enumerable.Range(0, 10).Select(i => Decide(i, Severity.Critical, $"group-{i}").Action).ToArray();

        actions.ShouldBe([
            RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send,
            RateLimitAction.SendNotice, RateLimitAction.Drop, RateLimitAction.Drop, RateLimitAction.Drop]);
    }

    [Fact]
    public void A_reminder_overdraws_nothing()
    {
        Actions(0, 1, 2, 3);

        Decide(4, Severity.Critical, "a", kind: NotificationKind.Reminder).Action.ShouldBe(RateLimitAction.Drop);
    }

    [Fact]
    public void The_same_message_is_decided_once_however_often_it_comes()
    {
        Actions(0, 1);
        var third = Decide(2, id: "third");
        var notice = Decide(3, id: "notice");
        var held = Decide(4, id: "held");
        var before = _ledger;

        Decide(30, id: "third").Sent!.Note.ShouldBe(third.Sent!.Note);
        Decide(31, id: "notice").Sent!.Note.ShouldBe(notice.Sent!.Note);
        Decide(32, id: "held").Action.ShouldBe(held.Action);
        Decide(200, id: "held").Action.ShouldBe(RateLimitAction.Drop, "what was held stays held, though there is room now");
        _ledger.ShouldBeSameAs(before);
    }

    [Fact]
    public void Whoever_heard_of_the_beginning_hears_of_the_end_beyond_the_budget()
    {
        Actions(0, 1, 2, 3, 4);

        var end = End(5, Alert(0));

        end.Sent!.Alerts.ShouldHaveSingleItem();
        end.Dropped.ShouldBeNull();
        _ledger.Counting(Three.Within, Some.Time.AddMinutes(6)).ShouldBe(3, "an end does not count");
    }

    [Fact]
    public void Whose_beginning_was_held_is_not_told_of_its_end()
    {
        Actions(0, 1, 2, 3, 4);

        var end = End(5, Alert(4));

        end.Sent.ShouldBeNull();
        end.Reason.ShouldBe("the budget held its beginning back, so its end is not told either");
        End(6, Alert(4)).Sent.ShouldBeNull("it may come twice");
    }

    [Fact]
    public void An_end_of_several_names_those_that_were_heard_of()
    {
        Actions(0, 1, 2, 3, 4);

        var end = End(5, Alert(1), Alert(4));

        end.Sent!.Alerts.ShouldBe([Alert(1, AlertStatus.Resolved)], ByName.Instance);
        end.Dropped!.Alerts.ShouldBe([Alert(4, AlertStatus.Resolved)], ByName.Instance);
    }

    [Fact]
    public void A_reminder_that_is_held_takes_nothing_back_and_one_that_goes_out_makes_up_for_the_beginning()
    {
        Actions(0, 1, 2, 3, 4);

        Decide(5, of: 0, kind: NotificationKind.Reminder).Action.ShouldBe(RateLimitAction.Drop);
        End(6, Alert(0)).Sent.ShouldNotBeNull("it was told at the beginning");
        Decide(70, of: 4, kind: NotificationKind.Reminder).Action.ShouldBe(RateLimitAction.Send);
        End(71, Alert(4)).Sent.ShouldNotBeNull("it was told by the reminder");
    }

    [Fact]
    public void What_ended_and_begins_again_is_news()
    {
        Actions(0, 1, 2, 3);
        End(4, Alert(0));

        Decide(5, of: 0).Action.ShouldBe(RateLimitAction.Drop);

        End(6, Alert(0)).Sent.ShouldBeNull();
    }

    [Fact]
    public void A_digest_is_never_held()
    {
        Actions(0, 1, 2, 3);

        Decide(4, kind: NotificationKind.Digest).Action.ShouldBe(RateLimitAction.Send);
    }

    [Fact]
    public void Never_more_than_the_budget_and_one_notice_in_any_window() => Gen.Int[0, 400].Array[0, 120].Sample(minutes =>
    {
        var ledger = RateLimitLedger.Empty;
        var sent = new List<DateTimeOffset>();
        var held = 0;
        foreach (var (minute, i) in minutes.Order().Select((minute, i) => (minute, i)))
        {
            var now = Some.Time.AddMinutes(minute);
            var decision = RateLimitDecision.Of(Three, ledger, Situations.Firing() with { Id = $"{i}" }, now);
            ledger = decision.Ledger;
            if (decision.Sent is not null)
                sent.Add(now);
            else
                held++;
        }
        foreach (var start in sent)
            sent.Count(at => at >= start && at - start < Three.Within).ShouldBeLessThanOrEqualTo(Three.Messages + 1);
        (sent.Count + held).ShouldBe(minutes.Length);
    });

    [Fact]
    public void A_storm_of_thousands_fills_no_item()
    {
        for (var i = 0; i < 3000; i++)
            Decide(i / 100, of: i, id: $"{i:x16}");

        _ledger.Dropped.ShouldBe(3000 - 4);
        _ledger.Records.Count.ShouldBeLessThanOrEqualTo(501);
        (_ledger.Notified.Count + _ledger.NotNotified.Count).ShouldBeLessThanOrEqualTo(1000);
        _ledger.Records.Count(record => record.Action == RateLimitAction.Send).ShouldBe(3, "what counts is not forgotten");
    }

    private RateLimitAction[] Actions(params int[] minutes) => [.. minutes.Select(minute => Decide(minute).Action)];

    /// <summary>Each minute has an alert and a message of its own, unless told otherwise.</summary>
    private RateLimitDecision Decide(int minute, Severity severity = Severity.Error, string group = "g", string? elsewhere = null,
        string? note = null, string? id = null, int? of = null, NotificationKind kind = NotificationKind.Firing) => Keep(minute, elsewhere,
        Some.Notification(Alert(of ?? minute, severity: severity)) with { Id = id ?? $"{kind} {minute}", GroupKey = group, Note = note, Kind = kind });

    private RateLimitDecision End(int minute, params Alert[] alerts) => Keep(minute, null,
        Some.Notification([.. alerts.Select(alert => alert with { Signal = alert.Signal with { Status = AlertStatus.Resolved } })]) with { Id = $"end {minute}" });

    private RateLimitDecision Keep(int minute, string? elsewhere, Notification notification)
    {
        var decision = RateLimitDecision.Of(Three, _ledger, notification, Some.Time.AddMinutes(minute), elsewhere);
        _ledger = decision.Ledger;
        return decision;
    }

    private static Alert Alert(int number, AlertStatus status = AlertStatus.Firing, Severity severity = Severity.Error) =>
        Some.Alert(Some.Signal($"alarm-{number}") with { Status = status }, severity);

    private sealed class ByName : IEqualityComparer<Alert>
    {
        public static ByName Instance { get; } = new();

        public bool Equals(Alert? x, Alert? y) => (x!.Name, x.Status) == (y!.Name, y.Status);

        public int GetHashCode(Alert obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }
}
