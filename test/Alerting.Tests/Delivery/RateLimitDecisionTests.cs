using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Notifications;
using Alerting.Tests.Channels;
using CsCheck;

namespace Alerting.Tests.Delivering;

/// <summary>What a rate limit sends, drops and reports.</summary>
public sealed class RateLimitDecisionTests
{
    private static readonly RateLimit Three = new(3, TimeSpan.FromHours(1));

    private static readonly RateLimitedReceiver Phone = new("phone", Three);

    private RateLimitLedger _ledger = RateLimitLedger.Empty;

    [Fact]
    public void Sends_up_to_the_limit_then_one_notice_then_drops()
    {
        Actions(0, 1, 2, 3, 4, 5).ShouldBe([RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send,
            RateLimitAction.SendNotice, RateLimitAction.Drop, RateLimitAction.Drop]);
        _ledger.Dropped.ShouldBe(2);
    }

    [Fact]
    public void The_notice_is_added_to_the_alert_with_the_time_and_where_to_look()
    {
        Actions(0, 10, 20);

        var notified = Decide(30, elsewhere: "inbox", note: "Note.").Sent.ShouldNotBeNull();

        notified.Note.ShouldBe(
            "Note. Rate limit 3/h reached. Further messages are dropped until 03:41 UTC; see inbox.");
        notified.Alerts.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_window_is_rolling_and_the_next_message_reports_how_many_were_dropped()
    {
        Actions(0, 10, 20, 30, 31, 32);

        var next = Decide(60);

        next.Action.ShouldBe(RateLimitAction.Send);
        next.Sent!.Note.ShouldBe("Rate limit 3/h was reached; 2 messages were dropped. " +
            "Further messages are dropped until 03:51 UTC.");
        Decide(61).Action.ShouldBe(RateLimitAction.Drop, "minutes 10 and 20 still count, and the notice was sent");
        Decide(70).Sent!.Note.ShouldBe("Rate limit 3/h was reached; 1 message was dropped. " +
            "Further messages are dropped until 04:01 UTC.");
    }

    [Fact]
    public void The_report_of_dropped_messages_names_where_to_see_them()
    {
        Actions(0, 10, 20, 30, 31, 32);

        Decide(60, elsewhere: "inbox").Sent!.Note.ShouldBe(
            "Rate limit 3/h was reached; 2 messages were dropped (see inbox). " +
            "Further messages are dropped until 03:51 UTC.");
    }

    [Fact]
    public void A_second_notice_reports_how_many_were_dropped_since_the_first()
    {
        Actions(0, 50, 51, 52, 60, 110, 111);
        Decide(111, id: "dropped").Action.ShouldBe(RateLimitAction.Drop);

        Decide(112, elsewhere: "inbox").Sent!.Note.ShouldBe(
            "Rate limit 3/h reached; 1 message was dropped. Further messages are dropped until 04:41 UTC; see inbox.");
        _ledger.Dropped.ShouldBe(0, "the notice reported it");
    }

    [Fact]
    public void Each_group_may_exceed_the_limit_with_one_critical_alert()
    {
        Actions(0, 1, 2, 3);

        Decide(4, Severity.Critical, "a").Action.ShouldBe(RateLimitAction.Send);
        Decide(5, Severity.Critical, "a").Action.ShouldBe(RateLimitAction.Drop);
        Decide(6, Severity.Critical, "b").Action.ShouldBe(RateLimitAction.Send);
        Decide(7).Action.ShouldBe(RateLimitAction.Drop, "exceeding the limit does not send a second notice");
    }

    [Fact]
    public void All_groups_together_exceed_the_limit_at_most_twofold_and_then_a_notice_is_sent()
    {
        var actions = Enumerable.Range(0, 10).Select(i => Decide(i, Severity.Critical, $"group-{i}").Action).ToArray();

        actions.ShouldBe([
            RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.Send,
            RateLimitAction.Send, RateLimitAction.Send,
            RateLimitAction.SendNotice, RateLimitAction.Drop, RateLimitAction.Drop, RateLimitAction.Drop]);
    }

    [Fact]
    public void A_reminder_may_not_exceed_the_limit()
    {
        Actions(0, 1, 2, 3);

        Decide(4, Severity.Critical, "a", kind: NotificationKind.Reminder).Action.ShouldBe(RateLimitAction.Drop);
    }

    [Fact]
    public void A_repeated_message_gets_the_same_decision()
    {
        Actions(0, 1);
        var third = Decide(2, id: "third");
        var notice = Decide(3, id: "notice");
        var dropped = Decide(4, id: "dropped");
        var before = _ledger;

        Decide(30, id: "third").Sent!.Note.ShouldBe(third.Sent!.Note);
        Decide(31, id: "notice").Sent!.Note.ShouldBe(notice.Sent!.Note);
        Decide(32, id: "dropped").Action.ShouldBe(dropped.Action);
        Decide(200, id: "dropped").Action.ShouldBe(RateLimitAction.Drop,
            "a dropped message stays dropped, even if there is room now");
        _ledger.ShouldBeSameAs(before);
    }

    [Fact]
    public void A_resolved_notification_is_sent_over_the_limit_if_its_firing_was_sent()
    {
        Actions(0, 1, 2, 3, 4);

        var resolved = Resolve(5, Alert(0));

        resolved.Sent!.Alerts.ShouldHaveSingleItem();
        resolved.Dropped.ShouldBeNull();
        _ledger.CountWithin(Three.Within, Some.Time.AddMinutes(6)).ShouldBe(3, "resolved notifications do not count");
    }

    [Fact]
    public void A_resolved_notification_is_dropped_if_its_firing_was_dropped()
    {
        Actions(0, 1, 2, 3, 4);

        var resolved = Resolve(5, Alert(4));

        resolved.Sent.ShouldBeNull();
        resolved.Reason.ShouldBe(
            new Reason(ReasonCode.RateLimited, "Rate limited, like its firing notification."));
        Resolve(6, Alert(4)).Sent.ShouldBeNull("it may come twice");
    }

    [Fact]
    public void A_resolved_notification_contains_only_alerts_whose_firing_was_sent()
    {
        Actions(0, 1, 2, 3, 4);

        var resolved = Resolve(5, Alert(1), Alert(4));

        resolved.Sent!.Alerts.ShouldBe([Alert(1, AlertStatus.Resolved)], ByName.Instance);
        resolved.Dropped!.Alerts.ShouldBe([Alert(4, AlertStatus.Resolved)], ByName.Instance);
    }

    [Fact]
    public void A_dropped_reminder_changes_nothing_and_a_sent_one_counts_as_notified()
    {
        Actions(0, 1, 2, 3, 4);

        Decide(5, of: 0, kind: NotificationKind.Reminder).Action.ShouldBe(RateLimitAction.Drop);
        Resolve(6, Alert(0)).Sent.ShouldNotBeNull("its firing was sent");
        Decide(70, of: 4, kind: NotificationKind.Reminder).Action.ShouldBe(RateLimitAction.Send);
        Resolve(71, Alert(4)).Sent.ShouldNotBeNull("its reminder was sent");
    }

    [Fact]
    public void A_resolved_alert_that_fires_again_is_decided_anew()
    {
        Actions(0, 1, 2, 3);
        Resolve(4, Alert(0));

        Decide(5, of: 0).Action.ShouldBe(RateLimitAction.Drop);

        Resolve(6, Alert(0)).Sent.ShouldBeNull();
    }

    [Fact]
    public void A_digest_is_never_dropped()
    {
        Actions(0, 1, 2, 3);

        Decide(4, kind: NotificationKind.Digest).Action.ShouldBe(RateLimitAction.Send);
    }

    [Fact]
    public void Never_sends_more_than_the_limit_and_one_notice_in_any_window() =>
        Gen.Int[0, 400].Array[0, 120].Sample(minutes =>
    {
        var ledger = RateLimitLedger.Empty;
        var sent = new List<DateTimeOffset>();
        var dropped = 0;
        foreach (var (minute, i) in minutes.Order().Select((minute, i) => (minute, i)))
        {
            var now = Some.Time.AddMinutes(minute);
            var decision = RateLimitDecision.Of(Phone, ledger, SampleNotifications.Firing() with { Id = $"{i}" }, now);
            ledger = decision.Ledger;
            if (decision.Sent is not null)
                sent.Add(now);
            else
                dropped++;
        }
        foreach (var start in sent)
            sent.Count(at => at >= start && at - start < Three.Within).ShouldBeLessThanOrEqualTo(Three.Messages + 1);
        (sent.Count + dropped).ShouldBe(minutes.Length);
    });

    [Fact]
    public void A_storm_does_not_grow_the_ledger_without_bound()
    {
        for (var i = 0; i < 3000; i++)
            Decide(i / 100, of: i, id: $"{i:x16}");

        _ledger.Dropped.ShouldBe(3000 - 4);
        _ledger.Records.Count.ShouldBeLessThanOrEqualTo(501);
        (_ledger.Notified.Count + _ledger.NotNotified.Count).ShouldBeLessThanOrEqualTo(1000);
        _ledger.Records.Count(record => record.Action == RateLimitAction.Send)
            .ShouldBe(3, "records that count are kept");
    }

    private RateLimitAction[] Actions(params int[] minutes) => [.. minutes.Select(minute => Decide(minute).Action)];

    /// <summary>By default, each minute has its own alert and message.</summary>
    private RateLimitDecision Decide(int minute, Severity severity = Severity.Error, string group = "g",
        string? elsewhere = null,
        string? note = null, string? id = null, int? of = null, NotificationKind kind = NotificationKind.Firing) =>
            Keep(minute, elsewhere,
        Some.Notification(Alert(of ?? minute, severity: severity)) with
            { Id = id ?? $"{kind} {minute}", GroupKey = group, Note = note, Kind = kind });

    private RateLimitDecision Resolve(int minute, params Alert[] alerts) => Keep(minute, null,
        Some.Notification([.. alerts.Select(alert => alert with
            { Signal = alert.Signal with { Status = AlertStatus.Resolved } })]) with { Id = $"resolved {minute}" });

    private RateLimitDecision Keep(int minute, string? elsewhere, Notification notification)
    {
        var decision = RateLimitDecision.Of(Phone with { Elsewhere = elsewhere }, _ledger, notification,
            Some.Time.AddMinutes(minute));
        _ledger = decision.Ledger;
        return decision;
    }

    private static Alert Alert(int number, AlertStatus status = AlertStatus.Firing,
        Severity severity = Severity.Error) =>
        Some.Alert(Some.Signal($"alarm-{number}") with { Status = status }, severity);

    private sealed class ByName : IEqualityComparer<Alert>
    {
        public static ByName Instance { get; } = new();

        public bool Equals(Alert? x, Alert? y) => (x!.Name, x.Status) == (y!.Name, y.Status);

        public int GetHashCode(Alert obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }
}
