using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Grouping;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;
using Alerting.Routing;
using Alerting.Scenarios.Script;
using Alerting.Silencing;

namespace Alerting.Scenarios;

/// <summary>The worker dies between any two of its steps, and the message comes again.</summary>
public sealed class Crashes
{
    private static readonly DateTimeOffset Night = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Wherever_it_dies_each_notification_leaves_with_one_id(int step)
    {
        var world = new FragileWorld { DiesAt = step };
        var (worker, envelope) = Worker(world);

        await Should.ThrowAsync<InvalidOperationException>(async () => await worker.HandleAsync(envelope, Night, CancellationToken.None));
        world.DiesAt = 0;
        await worker.HandleAsync(envelope, Night.AddSeconds(30), CancellationToken.None);
        await worker.HandleAsync(envelope, Night.AddSeconds(60), CancellationToken.None);

        world.Sent.Select(sent => sent.Id).Distinct().Count().ShouldBe(2);
        world.Sent.Select(sent => sent.Receiver).Distinct().ShouldBe(["phone", "chat"]);
        (await world.LoadAsync(envelope.To.Key, CancellationToken.None))!.State.Outbox.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task With_a_queue_that_keeps_order_too_and_one_write_is_enough(int step)
    {
        var world = new FragileWorld { DiesAt = step };
        var (worker, envelope) = Worker(world);
        var (_, later) = Worker(world, "db-2");

        await Should.ThrowAsync<InvalidOperationException>(async () => await worker.HandleAsync(envelope, 1, Night, CancellationToken.None));
        world.DiesAt = 0;
        await worker.HandleAsync(envelope, 1, Night.AddSeconds(30), CancellationToken.None);
        var notified = world.Sent.Select(sent => sent.Id).Distinct().Order().ToArray();
        notified.Length.ShouldBe(2);
        world.Saves.ShouldBe(1);

        // The next message finds all handed on, and hands nothing of it on again.
        world.Sent.Clear();
        await worker.HandleAsync(later, 2, Night.AddSeconds(40), CancellationToken.None);
        world.Sent.Select(sent => sent.Id).ShouldNotContain(id => notified.Contains(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_could_not_be_handed_on_is_handed_on_with_the_next_message_should_this_one_be_dead_lettered(bool isMovedBack)
    {
        var world = new FragileWorld { DiesAt = 3 };
        var (worker, envelope) = Worker(world);
        var (_, other) = Worker(world, "db-2");
        await Should.ThrowAsync<InvalidOperationException>(async () => await worker.HandleAsync(envelope, 1, Night, CancellationToken.None));
        world.DiesAt = 0;
        await worker.KeepOutboxAsync(envelope.To.Key, 1, CancellationToken.None);
        world.Sent.Clear();

        await worker.HandleAsync(isMovedBack ? envelope : other, 2, Night.AddSeconds(30), CancellationToken.None);
        world.Sent.Where(sent => sent.Alerts[0].Name == "db-1").Select(sent => sent.Receiver).ShouldBe(["phone", "chat"]);

        // And not over and over.
        world.Sent.Clear();
        await worker.HandleAsync(envelope, 3, Night.AddSeconds(40), CancellationToken.None);
        world.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_several_messages_that_come_again_the_first_takes_nothing_from_the_last()
    {
        var world = new FragileWorld();
        var (worker, first) = Worker(world);
        var (_, last) = Worker(world, "db-2", Severity.Critical);
        await worker.HandleAsync(first, 1, Night, CancellationToken.None);
        // It saves, and dies before it hands on.
        world.DiesAt = world.Calls + 2;
        await Should.ThrowAsync<InvalidOperationException>(async () => await worker.HandleAsync(last, 2, Night, CancellationToken.None));
        world.DiesAt = 0;
        world.Sent.Clear();

        // The first one of the batch was a wake-up, which changes the group each time it comes.
        await worker.HandleAsync(new GroupEnvelope(first.To, new Wake()), 1, Night.AddHours(1), CancellationToken.None);
        await worker.HandleAsync(last, 2, Night.AddHours(1), CancellationToken.None);

        world.Sent.SelectMany(sent => sent.Alerts).ShouldContain(alert => alert.Name == "db-2");
    }

    [Fact]
    public async Task Of_two_workers_on_one_group_none_loses_anything()
    {
        var world = new FragileWorld();
        var (worker, envelope) = Worker(world);
        var (_, other) = Worker(world, "db-2");
        // The other one saves after this one has loaded.
        world.BeforeSave = async () => await worker.HandleAsync(other, Night, CancellationToken.None);

        await worker.HandleAsync(envelope, Night, CancellationToken.None);

        var state = (await world.LoadAsync(envelope.To.Key, CancellationToken.None))!.State;
        state.Entries.Select(entry => entry.Alert.Name).Order().ShouldBe(["db-1", "db-2"]);
    }

    private static (GroupWorker, GroupEnvelope) Worker(FragileWorld world, string name = "db-1", Severity severity = Severity.Error)
    {
        var config = Team.ByService().Config;
        var alert = new Classifier(config).Classify(Some.Alarm(name, severity, Night));
        var match = new Router(config.Routes).Match(alert)[0];
        return (new GroupWorker(new GroupReducer(new GroupRules(config)), world, world, world),
            new GroupEnvelope(new GroupAddress(match.GroupKey, match.Route.Id), new AlertArrived(alert)));
    }

    /// <summary>A store and queues that fail at one of their calls, half of them after the work is done.</summary>
    private sealed class FragileWorld : IGroupStore, IGroupMailbox, INotificationOutlet
    {
        private readonly InMemoryGroupStore _store = new();

        public int Calls { get; private set; }

        public int Saves { get; private set; }

        public int DiesAt { get; set; }

        public Func<Task>? BeforeSave { get; set; }

        public List<Notification> Sent { get; } = [];

        public async ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation) => await _store.LoadAsync(key, cancellation);

        public async ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state, CancellationToken cancellation)
        {
            Live();
            if (BeforeSave is { } other)
            {
                BeforeSave = null;
                await other();
            }
            var saved = await _store.TrySaveAsync(loaded, state, cancellation);
            Saves++;
            Live();
            return saved;
        }

        public ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
        {
            Sent.AddRange(notifications);
            Live();
            return default;
        }

        public ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation) => default;

        public ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) => _store.DueAsync(now, cancellation);

        public ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation) => new(MuteContext.Empty);

        public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation) => default;

        private void Live()
        {
            if (++Calls == DiesAt)
                throw new InvalidOperationException("It died.");
        }
    }
}
