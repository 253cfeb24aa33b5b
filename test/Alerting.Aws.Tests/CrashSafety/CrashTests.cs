using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;
using Alerting.Routing;
using Alerting.Silencing;

namespace Alerting.Aws.Tests.CrashSafety;

/// <summary>
/// A handler that dies between any two of its steps, and the message that then comes again: every notification leaves, and
/// always with the same id.
/// </summary>
public sealed class CrashTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);
    private static readonly AlertingConfig Config = ConfigFile.Load("""
        receivers: { phone: { sms: ["+442079460000"] }, chat: { slack: "https://chat.example.com/x" } }
        routes: [{ name: all, to: [phone, chat], group_by: [account] }]
        """, "test.yaml", _ => null).Config!;

    /// <summary>Load, surroundings, save, send, clear; each may be the last thing a handler does, or the first it cannot.</summary>
    public static TheoryData<int, bool> Deaths()
    {
        var deaths = new TheoryData<int, bool>();
        for (var step = 1; step <= 5; step++)
        {
            deaths.Add(step, false);
            deaths.Add(step, true);
        }
        return deaths;
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Every_notification_leaves_with_one_id(int step, bool afterwards)
    {
        var expected = (await new World().WorkAsync()).Select(notification => notification.Id).Order();
        var world = new World { DiesAt = step, DiesAfterwards = afterwards };

        await Should.ThrowAsync<DeathException>(() => world.WorkAsync());
        world.DiesAt = 0;
        await world.WorkAsync();

        world.Sent.Select(notification => notification.Id).Distinct().Order().ShouldBe(expected);
        world.Store.Groups.Single().Outbox.IsEmpty.ShouldBeTrue();
        // A third delivery of the message changes nothing and sends nothing.
        var before = world.Sent.Count;
        await world.WorkAsync();
        world.Sent.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Two_handlers_that_race_on_a_group_lose_nothing()
    {
        var world = new World();
        world.BetweenLoadAndSave = async () =>
        {
            world.BetweenLoadAndSave = null;
            await world.WorkAsync("second");
        };

        await world.WorkAsync("first");

        var state = world.Store.Groups.Single();
        state.Incidents.Select(incident => incident.Alert.Name).Order().ShouldBe(["first", "second"]);
        state.Outbox.IsEmpty.ShouldBeTrue();
        world.Sent.SelectMany(notification => notification.Alerts).ShouldContain(alert => alert.Name == "second");
        world.Sent.Select(notification => notification.Id).Distinct().Count().ShouldBe(world.Sent.Count);
    }

    private sealed class DeathException() : Exception("The process died here.");

    /// <summary>A store and an outlet whose every call is a step, and that can end the handler at one of them.</summary>
    private sealed class World : IGroupStore, INotificationOutlet
    {
        private readonly GroupWorker _worker;
        private int _step;

        public World() => _worker = new GroupWorker(new GroupReducer(new GroupRules(Config)), this, new InMemoryMailbox(), this);

        public InMemoryGroupStore Store { get; } = new();

        public List<Notification> Sent { get; } = [];

        public int DiesAt { get; set; }

        public bool DiesAfterwards { get; init; }

        public Func<Task>? BetweenLoadAndSave { get; set; }

        public async Task<List<Notification>> WorkAsync(string name = "disk")
        {
            _step = 0;
            await _worker.HandleAsync(Envelope(name), Now, CancellationToken.None);
            return Sent;
        }

        public ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation) => StepAsync(() => Store.LoadAsync(key, cancellation));

        public ValueTask<Surroundings> SurroundingsAsync(DateTimeOffset now, CancellationToken cancellation) =>
            StepAsync(() => Store.SurroundingsAsync(now, cancellation));

        public async ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state, CancellationToken cancellation)
        {
            if (BetweenLoadAndSave is { } between)
                await between();
            return await StepAsync(() => Store.TrySaveAsync(loaded, state, cancellation));
        }

        public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation) =>
            Store.UpdateFiringAsync(changes, cancellation);

        public ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) => Store.DueAsync(now, cancellation);

        public async ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation) => await StepAsync(() =>
        {
            Sent.AddRange(notifications);
            return new ValueTask<bool>(true);
        });

        private async ValueTask<T> StepAsync<T>(Func<ValueTask<T>> work)
        {
            var dies = ++_step == DiesAt;
            if (dies && !DiesAfterwards)
                throw new DeathException();
            var result = await work();
            return dies ? throw new DeathException() : result;
        }

        private static GroupEnvelope Envelope(string name)
        {
            var labels = new Dictionary<string, string> { ["account"] = "1", ["name"] = name, ["severity"] = "error" };
            var alert = new Alert
            {
                Signal = new Signal { Source = "generic", Name = name, Title = name, Identity = name, EventKey = name + "|1", OccurredAt = Now },
                Severity = Severity.Error,
                SeverityReason = "test",
                Fingerprint = Fingerprint.Of(name),
                Labels = labels,
            };
            var match = new Router(Config.Routes).Match(alert)[0];
            return new GroupEnvelope(new GroupAddress(match.GroupKey, match.Route.Id), new AlertArrived(alert));
        }
    }
}
