using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Tests.Upgrade;

/// <summary>
/// A version 1 stack is upgraded while alerts fire, warnings are held and messages are queued. Everything continues as
/// version 1 would have done.
/// </summary>
public sealed class OpenIncidents
{
    private static readonly string[] Pages = ["oncall", "pager", "team"];

    [Fact]
    public void Whoever_was_notified_of_a_page_is_notified_when_it_resolves()
    {
        var group = new UpgradedGroup("open-page");

        group.At("02:56").Receives(Ok("orders-latency", "02:56"))
            .ShouldBeEmpty("others still fire: with the next batch");
        var last = group.At("02:58").Receives(Ok("orders-5xx", "02:58"));

        last.Select(notified => notified.Receiver).Order().ShouldBe(Pages);
        foreach (var notified in last)
        {
            notified.Kind.ShouldBe(NotificationKind.Resolved);
            notified.IncidentId.ShouldBe("55ceadf8a02eb55f");
            notified.StillFiring.ShouldBe(0);
            notified.Alerts.Select(alert => (alert.Name, alert.Status, alert.Severity)).ShouldBe(
                [("orders-latency", AlertStatus.Resolved, Severity.Critical),
                    ("orders-5xx", AlertStatus.Resolved, Severity.Error)]);
        }
        group.At("02:59").Receives(Ok("orders-5xx", "02:58")).ShouldBeEmpty("the same event again");
    }

    /// <summary>A later release may read another identity from the same event; its reader names the earlier one.</summary>
    [Fact]
    public void An_alert_whose_fingerprint_changed_goes_on_and_ends()
    {
        var group = new UpgradedGroup("open-page");

        group.At("02:55").Receives(Changed(Ok("orders-5xx", "02:55")) with
            { Status = AlertStatus.Firing, State = "ALARM", EventKey = "again" }).ShouldBeEmpty("the same alert");
        group.At("02:56").Receives(Changed(Ok("orders-latency", "02:56"))).ShouldBeEmpty();
        var last = group.At("02:58").Receives(Changed(Ok("orders-5xx", "02:58")));

        last.Select(notified => (notified.Receiver, notified.Kind)).OrderBy(each => each.Receiver)
            .ShouldBe(Pages.Select(page => (page, NotificationKind.Resolved)));
        last[0].StillFiring.ShouldBe(0);
    }

    private static Signal Changed(Signal signal) => signal with
        { Identity = "changed|" + signal.Name, EarlierIdentities = [signal.Identity] };

    [Fact]
    public void An_end_that_is_queued_meets_its_group()
    {
        var group = new UpgradedGroup("open-page");

        group.At("03:00").Takes(Version1.Envelope("arrived-ok").Message);

        var notified = group.At("03:02").Wakes();
        notified.Select(each => each.Receiver).Order().ShouldBe(Pages);
        notified[0].Alerts.ShouldHaveSingleItem().Name.ShouldBe("orders-5xx");
        notified[0].StillFiring.ShouldBe(1);
    }

    [Fact]
    public void A_reminder_comes_when_it_was_due()
    {
        var group = new UpgradedGroup("open-page");

        group.At("03:51").Wakes().ShouldBeEmpty();
        var notified = group.At("03:52").Wakes();

        notified.Select(each => (each.Receiver, each.Kind)).OrderBy(each => each.Receiver)
            .ShouldBe(Pages.Select(page => (page, NotificationKind.Reminder)));
    }

    [Fact]
    public void What_was_held_goes_to_the_digest_with_what_recovered()
    {
        var group = new UpgradedGroup("held-warning");

        var pager = group.At("2026-11-16T08:00:00Z").Wakes().ShouldHaveSingleItem();

        pager.Receiver.ShouldBe("pager");
        pager.Alerts.ShouldHaveSingleItem().Name.ShouldBe("stock-queue");
        var part = group.Sent.ShouldHaveSingleItem();
        part.To.Key.ShouldBe("digest/team");
        part.Message.ShouldBeOfType<DigestPart>().Alerts.Select(alert => (alert.Name, alert.IsFiring))
            .ShouldBe([("stock-queue", true), ("stock-disk", false)]);
    }

    [Fact]
    public void A_digest_names_what_it_gathered_before_and_after()
    {
        var group = new UpgradedGroup("digest");
        var part = Version1.Envelope("digest-part").Message;

        group.At("2026-11-16T08:01:00Z").Takes(part).ShouldBeEmpty();
        group.Takes(part).ShouldBeEmpty("it came twice");
        var notified = group.At("2026-11-16T08:01:30Z").Wakes().ShouldHaveSingleItem();

        (notified.Receiver, notified.Kind).ShouldBe(("team", NotificationKind.Digest));
        notified.Alerts.Select(alert => (alert.Name, alert.IsFiring)).ShouldBe(
            [("fleet-disk", true), ("media-encoder", true), ("stock-queue", true), ("images-cache", false)]);
        (notified.More, notified.StillFiring).ShouldBe((6, 7));
        group.At("2026-11-16T08:03:00Z").Wakes().ShouldBeEmpty();
    }

    [Fact]
    public void A_silenced_alert_is_notified_when_its_silence_ends()
    {
        var group = new UpgradedGroup("silenced") { Around = new MuteContext([Stored.Silence], []) };

        group.At("04:59").Wakes().ShouldBeEmpty();
        var notified = group.At("05:00").Wakes();

        notified.Select(each => (each.Receiver, each.Kind)).OrderBy(each => each.Receiver)
            .ShouldBe(Pages.Select(page => (page, NotificationKind.Firing)));
        notified[0].Alerts.ShouldHaveSingleItem().Name.ShouldBe("payments-db");
    }

    [Fact]
    public void A_silence_that_ended_early_is_looked_at_again() =>
        new UpgradedGroup("silenced").At("03:00").Takes(Version1.Envelope("silences").Message)
            .Select(notified => notified.Receiver).Order().ShouldBe(Pages);

    [Fact]
    public void An_inhibited_alert_waits_for_the_one_that_inhibits_it()
    {
        var group = new UpgradedGroup("inhibited") { Around = new MuteContext([], [Stored.Firing]) };

        group.At("2026-11-16T09:01:20Z").Wakes().ShouldBeEmpty();
        group.Around = MuteContext.Empty;
        // The grace after an inhibition, also of one that version 1 stored.
        group.At("2026-11-16T09:02:20Z").Wakes().ShouldBeEmpty();
        group.At("2026-11-16T09:03:20Z").Wakes().Select(notified => notified.Receiver).Order()
            .ShouldBe(["pager", "team"]);
    }

    [Fact]
    public void The_end_of_an_inhibiting_alert_takes_it_out_of_the_index()
    {
        var group = new UpgradedGroup("inhibiting");

        group.At("2026-11-16T09:30:00Z").Receives(Ok("database-down", "2026-11-16T09:30:00Z"))
            .ShouldHaveSingleItem().Receiver.ShouldBe("oncall");

        var change = group.FiringChanges.ShouldHaveSingleItem();
        (change.GroupKey, change.Fingerprint, change.Alert).ShouldBe(
            (Stored.Firing.GroupKey, Stored.Firing.Fingerprint, null));
    }

    [Fact]
    public void A_batch_that_waited_is_sent_with_the_next_interval()
    {
        var notified = new UpgradedGroup("pending-batch").At("02:45").Wakes();

        notified.Select(each => each.Receiver).Order().ShouldBe(Pages);
        notified[0].Alerts.ShouldHaveSingleItem().Name.ShouldBe("cart-latency");
    }

    [Fact]
    public void An_end_that_waited_for_the_batch_is_sent()
    {
        var notified = new UpgradedGroup("resolved-waiting").At("02:51").Wakes();

        notified.Select(each => (each.Receiver, each.Kind)).OrderBy(each => each.Receiver)
            .ShouldBe(Pages.Select(page => (page, NotificationKind.Resolved)));
        notified[0].Alerts.ShouldHaveSingleItem().Name.ShouldBe("login-latency");
        notified[0].StillFiring.ShouldBe(1);
    }

    [Fact]
    public void What_flapped_is_notified_once_it_is_stable()
    {
        var group = new UpgradedGroup("flapping");

        group.At("03:20").Wakes().ShouldBeEmpty();
        group.At("03:35").Wakes().Select(each => (each.Receiver, each.Kind)).OrderBy(each => each.Receiver)
            .ShouldBe(Pages.Select(page => (page, NotificationKind.Resolved)));
    }

    [Fact]
    public void An_alert_of_a_removed_route_is_handed_to_the_route_there_is()
    {
        var group = new UpgradedGroup("removed-route");

        group.At("03:00").Wakes();

        var sent = group.Sent.ShouldHaveSingleItem();
        sent.To.Key.ShouldBe("pages/service=shop");
        var arrived = sent.Message.ShouldBeOfType<AlertArrived>();
        (arrived.NotifiedSeverity, arrived.Hops).ShouldBe((Severity.Error, 1));
        arrived.NotifiedReceivers.Order().ShouldBe(["oncall", "team"]);
    }

    [Fact]
    public void The_end_of_an_alert_of_a_removed_route_reaches_whoever_was_notified() =>
        new UpgradedGroup("removed-route").At("03:00").Receives(Ok("shop-errors", "03:00"))
            .Select(each => (each.Receiver, each.Kind)).OrderBy(each => each.Receiver)
            .ShouldBe(Pages.Select(page => (page, NotificationKind.Resolved)));

    [Fact]
    public void Alerts_beyond_the_detail_limit_are_counted_on()
    {
        var group = new UpgradedGroup("counted");
        var overflow = group.State.Overflow;

        (group.State.OpenCount, overflow.Notified.Count, overflow.Pending.Count, overflow.Firing,
            overflow.BeyondCapacity).ShouldBe((200, 2, 5, 10, 2));
        (overflow.Resolved, overflow.Recovered, overflow.Muted[0].Fingerprints.Count).ShouldBe((1, 1, 3));
        var notified = group.At("02:51").Wakes();
        notified.Select(each => (each.Receiver, each.Kind, each.Alerts.Count + each.More, each.StillFiring)).ShouldBe(
        [
            ("oncall", NotificationKind.Storm, 10, 210), ("team", NotificationKind.Storm, 10, 210),
            ("pager", NotificationKind.Storm, 10, 210),
            ("oncall", NotificationKind.Resolved, 2, 210), ("team", NotificationKind.Resolved, 2, 210),
            ("pager", NotificationKind.Resolved, 2, 210),
        ]);
    }

    [Fact]
    public void A_source_without_an_end_resolves_when_it_was_to() =>
        new UpgradedGroup("source-without-end").At("02:55").Wakes().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            notified => notified.Receiver.ShouldBe("team"),
            notified => notified.Kind.ShouldBe(NotificationKind.Resolved),
            notified => notified.Alerts.ShouldHaveSingleItem().Signal.Count.ShouldBe(7));

    [Fact]
    public void A_rise_that_is_queued_closes_the_held_warning()
    {
        var group = new UpgradedGroup("held-warning");

        group.At("03:00").Takes(Version1.Envelope("moved").Message).ShouldBeEmpty("the group of the page notifies");

        group.State.OpenCount.ShouldBe(0);
        group.At("2026-11-16T08:00:00Z").Wakes();
        group.Sent.SelectMany(sent => (sent.Message as DigestPart)?.Alerts ?? [])
            .ShouldNotContain(alert => alert.Name == "stock-queue");
    }

    private static Signal Ok(string name, string at) => Stored.Ok(name, UpgradedGroup.Time(at));
}
