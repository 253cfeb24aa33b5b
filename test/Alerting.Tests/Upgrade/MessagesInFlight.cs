using System.Text.Json;
using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Grouping;
using Alerting.InProcess;
using Alerting.Notifications;

namespace Alerting.Tests.Upgrade;

/// <summary>Notifications that version 1 left undelivered are delivered exactly once.</summary>
public sealed class MessagesInFlight
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    public static TheoryData<string> Notifications => [.. Version1.Names("deliveries")];

    [Theory]
    [MemberData(nameof(Notifications))]
    public void Each_notification_becomes_a_message_for_its_receiver(string name)
    {
        var notification = Version1.Notification(name);

        var deliveries = new DeliveryWriter(Version1.Config).Write(notification).ToArray();

        deliveries.ShouldHaveSingleItem().Notification.Receiver.ShouldBe(notification.Receiver);
        deliveries[0].Target.ShouldNotBe(Target.None);
    }

    [Theory]
    [InlineData("unsent-outbox")]
    [InlineData("unsent-digest-part")]
    public async Task What_stands_in_an_outbox_is_handed_on_by_the_next_message(string name)
    {
        var state = Version1.Group(name);
        var (store, mailbox, outlet) = (new InMemoryGroupStore(), new InMemoryMailbox(), new InMemoryOutlet());
        await store.TrySaveAsync(null, state, None);
        var worker = new GroupWorker(new GroupReducer(new GroupRules(Version1.Config)), store, mailbox, outlet);

        // The message that filled the outbox is redelivered, because its function crashed.
        await worker.HandleAsync(new GroupEnvelope(new GroupAddress(state.Key, state.RouteId), new Wake()),
            state.Outbox.FilledBy, state.NotifiedAt!.Value, None);

        outlet.TakeAll().Select(notified => (notified.Id, notified.Receiver, notified.Kind))
            .ShouldBe(state.Outbox.Notifications.Select(notified => (notified.Id, notified.Receiver, notified.Kind)));
        var sent = new List<GroupEnvelope>();
        while (mailbox.TryTake(out var envelope))
            sent.Add(envelope);
        sent.Select(each => each.To).ShouldBe(state.Outbox.Messages.Select(each => each.To));
        (state.Outbox.Notifications.Count() + sent.Count).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_rate_limit_knows_what_it_sent_and_what_it_dropped()
    {
        var ledger = Version1.Json(Version1.Item("budget"), "ledger").Deserialize(StateJson.Default.RateLimitLedger)!;
        var rateLimit = Version1.Config.Receivers["team"].RateLimit!;
        var now = ledger.Records[^1].At;

        ledger.Records.Select(record => record.Action).ShouldBe(
            [RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.SendNotice, RateLimitAction.Drop,
                RateLimitAction.Send, RateLimitAction.Drop]);
        ledger.CountWithin(rateLimit.Within, now).ShouldBe(3);
        var dropped = Version1.Notification("firing-team") with { Id = ledger.Records[3].Id };
        var again = RateLimitDecision.Of(new RateLimitedReceiver("team", rateLimit), ledger, dropped, now);
        (again.Action, again.Sent, ReferenceEquals(again.Ledger, ledger)).ShouldBe((RateLimitAction.Drop, null, true));
    }

    [Fact]
    public void A_fallback_that_was_notified_is_notified_of_the_end()
    {
        var item = Version1.Item("stand-in");
        var end = Version1.Notification("firing") with { Kind = NotificationKind.Resolved };

        var notified = FallbackDecision.OfResolved(Version1.Config, end, item.Text("receiver")).Notification!;

        notified.Receiver.ShouldBe("lead");
        Version1.Notification("fallback").Receiver.ShouldBe("lead");
        FallbackDecision.Of(Version1.Config, Version1.Notification("fallback"), []).Notification.ShouldBeNull();
    }
}
