using System.Text.Json;
using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Routing;
using Alerting.Scenarios.Script;
using Alerting.Silencing;
using CsCheck;

namespace Alerting.Scenarios;

/// <summary>
/// Messages of a group that are handed out together are loaded and saved once, and lead to the same as one by one.
/// </summary>
public sealed class Batches
{
    private static readonly DateTimeOffset Night = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    private static readonly Configuration.AlertingConfig Config = ConfigOf("""
        receivers:
          phone: { sms: '+447700900123' }
          chat: { slack: 'https://example.com/chat' }
        routes: [{ to: [phone, chat], group_by: [account], interval: 5m }]
        inhibit: [{ when: ['name = "db-0"'], mute: ['name =~ "db-[12]"'], equal: [account] }]
        """);

    /// <summary>What a message is about, after how many seconds its batch comes, and how many messages that has.</summary>
    private static readonly Gen<(int Alert, int State, int Seconds, int Size)[]> Steps =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 400], Gen.Int[1, 10]).Array[1, 12];

    [Fact]
    public void A_batch_leads_to_what_its_messages_lead_to_one_by_one() => Steps.Sample(steps =>
    {
        var (single, together) = (new Store(), new Store());
        var worker = Worker(single);
        // Three processes take turns, and two of them remember what they saved last, however old that is.
        Store[] processes = [together, new Store(together), new Store(together)];
        UInt128 sequence = 0;
        var now = Night;
        foreach (var (alert, state, seconds, size) in steps)
        {
            now = now.AddSeconds(seconds);
            NumberedMessage[] messages = [.. Enumerable.Range(0, size).Select(i =>
                new NumberedMessage(Message((alert + i) % 5, (state + i * i) % 4, now.AddMilliseconds(i)), ++sequence))];
            // A duplicate.
            if (size > 3)
                messages[3] = messages[3] with { Envelope = messages[2].Envelope };
            foreach (var (envelope, number) in messages)
                Done(worker.HandleAsync(envelope, number, now, CancellationToken.None));
            for (var at = 0; at < messages.Length;)
            {
                at += Done(Worker(processes[(alert + at) % 3]).HandleAsync(
                    messages[at..], now, CancellationToken.None)).Count;
            }
        }
        together.Sent.Select(Show).ShouldBe(single.Sent.Select(Show));
        Stored(together).ShouldBe(Stored(single));
        together.Firing.ShouldBe(single.Firing, ignoreOrder: true);
    }, iter: 200);

    /// <summary>One load and one save, whatever ten messages say.</summary>
    [Fact]
    public async Task Ten_messages_cost_one_load_and_one_save()
    {
        var store = new Store();
        NumberedMessage[] messages = [.. Enumerable.Range(0, 10).Select(i =>
            new NumberedMessage(Message(i, 0, Night.AddSeconds(i)), (UInt128)(i + 1)))];

        (await Worker(store).HandleAsync(messages, Night, CancellationToken.None)).Count.ShouldBe(10);

        (store.Loads, store.Saves).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_message_that_always_fails_costs_those_before_it_nothing()
    {
        var store = new Store();
        var broken = Message(1, 0, Night);
        broken = broken with { Message = new AlertArrived((broken.Message as AlertArrived)!.Alert with { Labels = null! }) };
        NumberedMessage[] messages = [new(Message(0, 0, Night), 1), new(broken, 2), new(Message(2, 0, Night), 3)];

        (await Worker(store).HandleAsync(messages, Night, CancellationToken.None)).Count.ShouldBe(1);

        store.Sent.Count.ShouldBe(2);
        await Should.ThrowAsync<Exception>(
            async () => await Worker(store).HandleAsync(messages[1..], Night, CancellationToken.None));
    }

    [Fact]
    public async Task An_outbox_that_was_saved_and_not_sent_is_sent_when_the_batch_comes_again()
    {
        var store = new Store { FailsToSend = true };
        NumberedMessage[] messages = [new(Message(0, 0, Night), 1), new(Message(1, 0, Night), 2)];
        await Should.ThrowAsync<InvalidOperationException>(
            async () => await Worker(store).HandleAsync(messages, Night, CancellationToken.None));
        store.FailsToSend = false;

        // Messages that failed come one by one.
        await Worker(store).HandleAsync(messages[..1], Night.AddSeconds(2), CancellationToken.None);
        await Worker(store).HandleAsync(messages[1..], Night.AddSeconds(2), CancellationToken.None);

        store.Sent.Select(sent => sent.Id).Distinct().Count().ShouldBe(2);
    }

    private static GroupWorker Worker(Store store) =>
        new(new GroupReducer(new GroupRules(Config)), store, store, store);

    private static GroupEnvelope Message(int alert, int state, DateTimeOffset at)
    {
        var signal = state switch
        {
            0 => Some.Alarm($"db-{alert}", Severity.Error, at),
            1 => Some.Alarm($"db-{alert}", Severity.Critical, at),
            2 => Some.Alarm($"db-{alert}", Severity.Warning, at),
            _ => Some.Ok($"db-{alert}", at),
        };
        var classified = new Classifier(Config).Classify(signal);
        var match = new Router(Config.Routes).Match(classified)[0];
        return new GroupEnvelope(new GroupAddress(match.GroupKey, match.Route.Id), new AlertArrived(classified));
    }

    private static string Show(Notification sent) => $"{sent.Id} {sent.Kind} {sent.Receiver} " +
        string.Join(',', sent.Alerts.Select(alert => $"{alert.Name} {alert.Status} {alert.Severity}"));

    /// <summary>What was sent is not cleared until the next message.</summary>
    private static string Stored(Store store) => JsonSerializer.Serialize(
        store.Groups.Single() with { Outbox = Outbox.Empty }, GroupJson.Compact.GroupState);

    private static T Done<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private static Configuration.AlertingConfig ConfigOf(string yaml) =>
        Configuration.ConfigFile.Load(yaml, "alerting.yaml", _ => null).Config!;

    /// <param name="shared">Another process's store, for a process that remembers what it saved.</param>
    private sealed class Store(Store? shared = null) : IGroupStore, IGroupMailbox, INotificationOutlet
    {
        private readonly InMemoryGroupStore _store = shared?._store ?? new();
        private StoredGroup? _remembered;

        public int Loads { get; private set; }

        public int Saves { get; private set; }

        public bool FailsToSend { get; set; }

        public List<Notification> Sent { get; } = shared?.Sent ?? [];

        public IEnumerable<GroupState> Groups => _store.Groups;

        public IReadOnlyList<string> Firing => [.. _store.LoadMuteContextAsync(Night, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult().Firing.Select(firing => firing.Fingerprint)];

        public ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation)
        {
            Loads++;
            return _remembered is null ? _store.LoadAsync(key, cancellation) : new(_remembered);
        }

        public void Forget(string key) => _remembered = null;

        public async ValueTask<StoredGroup?> TrySaveAsync(
            StoredGroup? loaded, GroupState state, CancellationToken cancellation)
        {
            Saves++;
            var saved = await _store.TrySaveAsync(loaded, state, cancellation);
            if (shared is not null)
                _remembered = saved is null ? null : saved with { IsRemembered = true };
            return saved;
        }

        public ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
        {
            if (FailsToSend)
                throw new InvalidOperationException("the queue is away");
            Sent.AddRange(notifications);
            return default;
        }

        public ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation) => default;

        public ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) =>
            _store.DueAsync(now, cancellation);

        public ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation) =>
            _store.LoadMuteContextAsync(now, cancellation);

        public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation) =>
            _store.UpdateFiringAsync(changes, cancellation);

        public ValueTask<IReadOnlyList<GroupAddress>> FindGroupsAsync(
            string fingerprint, CancellationToken cancellation) => _store.FindGroupsAsync(fingerprint, cancellation);

        public ValueTask UpdateGroupsAsync(GroupAddress group, IReadOnlyList<AlertGroupChange> changes,
            CancellationToken cancellation) => _store.UpdateGroupsAsync(group, changes, cancellation);
    }
}
