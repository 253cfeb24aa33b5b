using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Grouping;
using Alerting.Routing;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>The worker crashes between any two of its steps, and the message is redelivered.</summary>
public sealed class Crashes
{
    private static readonly DateTimeOffset Night = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_crash_at_any_step_sends_each_notification_under_one_id(int step)
    {
        var store = new FailingStore { FailsAt = step };
        var (worker, envelope) = Worker(store);

        await Should.ThrowAsync<InvalidOperationException>(
            async () => await worker.HandleAsync(envelope, Night, CancellationToken.None));
        store.FailsAt = 0;
        await worker.HandleAsync(envelope, Night.AddSeconds(30), CancellationToken.None);
        await worker.HandleAsync(envelope, Night.AddSeconds(60), CancellationToken.None);

        store.Sent.Select(sent => sent.Id).Distinct().Count().ShouldBe(2);
        store.Sent.Select(sent => sent.Receiver).Distinct().ShouldBe(["phone", "chat"]);
        (await store.LoadAsync(envelope.To.Key, CancellationToken.None))!.State.Outbox.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task With_an_ordered_queue_one_write_is_enough_to_survive_a_crash(int step)
    {
        var store = new FailingStore { FailsAt = step };
        var (worker, envelope) = Worker(store);
        var (_, later) = Worker(store, "db-2");

        await Should.ThrowAsync<InvalidOperationException>(
            async () => await worker.HandleAsync(envelope, 1, Night, CancellationToken.None));
        store.FailsAt = 0;
        await worker.HandleAsync(envelope, 1, Night.AddSeconds(30), CancellationToken.None);
        var notified = store.Sent.Select(sent => sent.Id).Distinct().Order().ToArray();
        notified.Length.ShouldBe(2);
        store.Saves.ShouldBe(1);

        // The next message does not send the outbox again.
        store.Sent.Clear();
        await worker.HandleAsync(later, 2, Night.AddSeconds(40), CancellationToken.None);
        store.Sent.Select(sent => sent.Id).ShouldNotContain(id => notified.Contains(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_message_sends_the_outbox_of_a_dead_lettered_one(bool isMovedBack)
    {
        var store = new FailingStore { FailsAt = 3 };
        var (worker, envelope) = Worker(store);
        var (_, other) = Worker(store, "db-2");
        await Should.ThrowAsync<InvalidOperationException>(
            async () => await worker.HandleAsync(envelope, 1, Night, CancellationToken.None));
        store.FailsAt = 0;
        await worker.KeepOutboxAsync(envelope.To.Key, 1, CancellationToken.None);
        store.Sent.Clear();

        await worker.HandleAsync(isMovedBack ? envelope : other, 2, Night.AddSeconds(30), CancellationToken.None);
        store.Sent.Where(sent => sent.Alerts[0].Name == "db-1").Select(sent => sent.Receiver)
            .ShouldBe(["phone", "chat"]);

        // It is sent only once more.
        store.Sent.Clear();
        await worker.HandleAsync(envelope, 3, Night.AddSeconds(40), CancellationToken.None);
        store.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_of_several_redelivered_messages_keeps_the_last_ones_outbox()
    {
        var store = new FailingStore();
        var (worker, first) = Worker(store);
        var (_, last) = Worker(store, "db-2", Severity.Critical);
        await worker.HandleAsync(first, 1, Night, CancellationToken.None);
        // Crash after saving, before sending.
        store.FailsAt = store.Calls + 2;
        await Should.ThrowAsync<InvalidOperationException>(
            async () => await worker.HandleAsync(last, 2, Night, CancellationToken.None));
        store.FailsAt = 0;
        store.Sent.Clear();

        // The first message of the batch is a wake-up, which changes the group at each delivery.
        await worker.HandleAsync(new GroupEnvelope(first.To, new Wake()), 1, Night.AddHours(1), CancellationToken.None);
        await worker.HandleAsync(last, 2, Night.AddHours(1), CancellationToken.None);

        store.Sent.SelectMany(sent => sent.Alerts).ShouldContain(alert => alert.Name == "db-2");
    }

    [Fact]
    public async Task Two_workers_on_one_group_lose_nothing()
    {
        var store = new FailingStore();
        var (worker, envelope) = Worker(store);
        var (_, other) = Worker(store, "db-2");
        // The other worker saves after this one loaded.
        store.BeforeSave = async () => await worker.HandleAsync(other, Night, CancellationToken.None);

        await worker.HandleAsync(envelope, Night, CancellationToken.None);

        var state = (await store.LoadAsync(envelope.To.Key, CancellationToken.None))!.State;
        state.Entries.Select(entry => entry.Alert.Name).Order().ShouldBe(["db-1", "db-2"]);
    }

    private static (GroupWorker, GroupEnvelope) Worker(FailingStore store, string name = "db-1",
        Severity severity = Severity.Error)
    {
        var config = Team.ByService().Config;
        var alert = new Classifier(config).Classify(Some.Alarm(name, severity, Night));
        var match = new Router(config.Routes).Match(alert)[0];
        return (new GroupWorker(new GroupReducer(new GroupRules(config)), store, store, store),
            new GroupEnvelope(new GroupAddress(match.GroupKey, match.Route.Id), new AlertArrived(alert)));
    }
}
