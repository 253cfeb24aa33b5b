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
        state.Incidents.Select(incident => incident.Alert.Name).Order().ShouldBe(["db-1", "db-2"]);
    }

    private static (GroupWorker, GroupEnvelope) Worker(FragileWorld world, string name = "db-1")
    {
        var config = Team.ByService().Config;
        var alert = new Classifier(config).Classify(Some.Alarm(name, Severity.Error, Night));
        var match = new Router(config.Routes).Match(alert)[0];
        return (new GroupWorker(new GroupReducer(new GroupRules(config)), world, world, world),
            new GroupEnvelope(new GroupAddress(match.GroupKey, match.Route.Id), new AlertArrived(alert)));
    }

    /// <summary>A store and queues that fail at one of their calls, half of them after the work is done.</summary>
    private sealed class FragileWorld : IGroupStore, IGroupMailbox, INotificationOutlet
    {
        private readonly InMemoryGroupStore _store = new();
        private int _calls;

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

        public ValueTask<Surroundings> SurroundingsAsync(DateTimeOffset now, CancellationToken cancellation) => new(Surroundings.Quiet);

        public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation) => default;

        private void Live()
        {
            if (++_calls == DiesAt)
                throw new InvalidOperationException("It died.");
        }
    }
}
