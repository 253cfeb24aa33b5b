using System.Text.Json;
using Alerting.Aws.State;
using Alerting.Channels;
using Alerting.Channels.Budgets;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;

namespace Alerting.Tests.Upgrade;

/// <summary>Notifications that version 1 decided on and did not deliver are delivered, and once.</summary>
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

        // The message that filled the outbox comes again, since its function died.
        await worker.HandleAsync(new GroupEnvelope(new GroupAddress(state.Key, state.RouteId), new Wake()), state.Outbox.FilledBy, state.ToldAt!.Value, None);

        outlet.TakeAll().Select(told => (told.Id, told.Receiver, told.Kind)).ShouldBe(state.Outbox.Notifications.Select(told => (told.Id, told.Receiver, told.Kind)));
        var sent = new List<GroupEnvelope>();
        while (mailbox.TryTake(out var envelope))
            sent.Add(envelope);
        sent.Select(each => each.To).ShouldBe(state.Outbox.Messages.Select(each => each.To));
        (state.Outbox.Notifications.Count() + sent.Count).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_rate_limit_knows_what_it_sent_and_what_it_dropped()
    {
        var ledger = Version1.Json(Version1.Item("budget"), "ledger").Deserialize(StateJson.Default.BudgetLedger)!;
        var budget = Version1.Config.Receivers["team"].Budget!;
        var now = ledger.Bookings[^1].At;

        ledger.Bookings.Select(booking => booking.Action).ShouldBe(
            [BudgetAction.Send, BudgetAction.Send, BudgetAction.SendNotice, BudgetAction.Hold, BudgetAction.Send, BudgetAction.Hold]);
        ledger.Counting(budget.Within, now).ShouldBe(3);
        var dropped = Version1.Notification("firing-team") with { Id = ledger.Bookings[3].Id };
        var again = BudgetDecision.Of(budget, ledger, dropped, now);
        (again.Action, again.Told, ReferenceEquals(again.Ledger, ledger)).ShouldBe((BudgetAction.Hold, null, true));
    }

    [Fact]
    public void A_fallback_that_was_notified_is_notified_of_the_end()
    {
        var item = Version1.Item("stand-in");
        var end = Version1.Notification("firing") with { Kind = NotificationKind.Resolved };

        var told = FallbackDecision.OfEnd(Version1.Config, end, item.Text("receiver")).Notification!;

        told.Receiver.ShouldBe("lead");
        Version1.Notification("fallback").Receiver.ShouldBe("lead");
        FallbackDecision.Of(Version1.Config, Version1.Notification("fallback"), []).Notification.ShouldBeNull();
    }
}
