using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.OnCall;
using Alerting.Silencing;

namespace Alerting.Aws.State;

/// <summary>
/// Stores each group as one item with optimistic locking, and reads the silences and the index of firing alerts.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html#WorkingWithItems.ConditionalUpdate</remarks>
public sealed class DynamoGroupStore : IGroupStore
{
    /// <summary>People create silences, so a delay of ten seconds is acceptable.</summary>
    public static readonly TimeSpan SilencesAge = TimeSpan.FromSeconds(10);

    /// <summary>Short, because other processes' inhibiting alerts often fire within the same minute.</summary>
    private static readonly TimeSpan FiringAge = TimeSpan.FromSeconds(3);

    private const int AtOnce = 25;

    private readonly AlertingTable _table;
    private readonly FiringIndex _index;
    private readonly AlertGroupIndex _groups;
    private readonly Cached<IReadOnlyList<Silence>> _silences;
    private readonly CachedFiring? _firing;
    private readonly RecentGroups _recent;
    private readonly Cached<OnCallRecords>? _onCall;

    /// <param name="readsFiring">Only needed with inhibit rules.</param>
    /// <param name="readsOnCall">Only needed with schedules.</param>
    public DynamoGroupStore(AlertingTable table, TimeProvider time, bool readsFiring = true, bool readsOnCall = false)
    {
        _table = table;
        _index = new FiringIndex(table, time);
        _groups = new AlertGroupIndex(table, time);
        _recent = new RecentGroups(time);
        var silences = new DynamoSilences(table);
        _silences = new Cached<IReadOnlyList<Silence>>(silences.ListAsync, SilencesAge, time);
        _onCall = readsOnCall
            ? new Cached<OnCallRecords>(new DynamoOnCall(table).ListAsync, SilencesAge, time) : null;
        _firing = readsFiring ? new CachedFiring(_index.ListAsync, FiringAge, time) : null;
    }

    public async ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation) =>
        _recent.Find(key)
        ?? (await _table.GetAsync(GroupItems.Partition(key), GroupItems.Sort, cancellation) is { } item
            ? GroupItems.Read(item)
            : null);

    public void Forget(string key) => _recent.Forget(key);

    public async ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state,
        CancellationToken cancellation)
    {
        var saved = new StoredGroup(state, (loaded?.Version ?? 0) + 1);
        var item = GroupItems.Write(state, saved.Version);
        // Unknown until the table answers.
        _recent.Forget(state.Key);
        var result = await _table.PutAsync(item, GroupItems.Unchanged(loaded), cancellation);
        if (!result.IsWritten)
            return null;
        _recent.Saved(saved);
        return saved;
    }

    public async ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await WaitingAsync(GroupItems.AllShards, now, cancellation)).Select(GroupItems.Address)];

    /// <summary>
    /// The due groups in small batches: those with a critical alert and digests first, then the others, the oldest first.
    /// </summary>
    /// <param name="progress">Where an earlier read stopped; this one goes on from there.</param>
    public IAsyncEnumerable<IReadOnlyList<GroupAddress>> ReadDueAsync(
        DateTimeOffset now, DueProgress progress, CancellationToken cancellation) =>
        new DueGroups(_table, now, progress).ReadAsync(cancellation);

    public async Task<IReadOnlyList<GroupAddress>> DueDigestsAsync(
        DateTimeOffset now, CancellationToken cancellation) =>
        [.. (await WaitingAsync(GroupItems.DigestShards, now, cancellation)).Select(GroupItems.Address)];

    /// <summary>
    /// How many groups wait for something. Each open one does, for its next look at the latest, so no other index is needed.
    /// </summary>
    public async Task<int> CountOpenAsync(CancellationToken cancellation) =>
        (await Task.WhenAll(GroupItems.AllShards.Select(shard => _table.CountAsync(
            GroupItems.OpenIn(shard), GroupItems.DueIndex, GroupItems.IsIncident, cancellation)))).Sum();

    public async ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        // At the same time: a page does not wait for one after the other.
        var reading = _onCall?.GetAsync(cancellation).AsTask();
        var silences = await _silences.GetAsync(cancellation);
        var firing = _firing is null ? FiringAlertSet.None : await _firing.GetAsync(cancellation);
        var onCall = reading is null ? OnCallRecords.Empty : await reading;
        return silences.Count + firing.Count == 0 && ReferenceEquals(onCall, OnCallRecords.Empty)
            ? MuteContext.Empty : new MuteContext(silences, firing) { OnCall = onCall };
    }

    public async ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation)
    {
        await Task.WhenAll(changes.Select(change => _index.ApplyAsync(change, cancellation)));
        _firing?.Apply(changes);
    }

    public async ValueTask<IReadOnlyList<GroupAddress>> FindGroupsAsync(string fingerprint,
        CancellationToken cancellation) => await _groups.FindAsync(fingerprint, cancellation);

    public async ValueTask UpdateGroupsAsync(GroupAddress group, IReadOnlyList<AlertGroupChange> changes,
        CancellationToken cancellation) =>
        await Task.WhenAll(changes.Select(change => _groups.UpdateAsync(group, change, cancellation)));

    /// <summary>
    /// Makes every group with a scheduled wake-up due at the given time, for when a silence ended early. Returns their
    /// number.
    /// </summary>
    public async Task<int> WakeAllAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var due = Item.Number(at.ToUnixTimeMilliseconds());
        var waiting = await WaitingAsync(GroupItems.AllShards, DateTimeOffset.MaxValue, cancellation);
        foreach (var item in waiting)
            await _table.SetAsync(GroupItems.PartitionOf(item)!, GroupItems.Sort, GroupItems.DueAt, due, cancellation);
        return waiting.Count;
    }

    /// <summary>The groups with a scheduled wake-up: every open incident has one.</summary>
    public async Task<IReadOnlyList<GroupState>> WaitingGroupsAsync(CancellationToken cancellation)
    {
        var groups = new List<GroupState>();
        var waiting = await WaitingAsync(GroupItems.AllShards, DateTimeOffset.MaxValue, cancellation);
        foreach (var some in waiting.Chunk(AtOnce))
        {
            var loaded = await Task.WhenAll(some.Select(item =>
                LoadAsync(GroupItems.Address(item).Key, cancellation).AsTask()));
            groups.AddRange(loaded.OfType<StoredGroup>().Select(group => group.State));
        }
        return groups;
    }

    /// <summary>
    /// Some open groups, those with a critical alert first, and how many others there may be. Every open incident waits for
    /// something.
    /// </summary>
    /// <param name="mayBe">Of an address: what it leaves out is not read.</param>
    public async Task<(IReadOnlyList<GroupState> Open, int More)> OpenOnAsync(Predicate<GroupAddress> mayBe,
        Predicate<GroupState> isOne, int most, CancellationToken cancellation)
    {
        var items = await WaitingAsync(GroupItems.AllShards, DateTimeOffset.MaxValue, cancellation);
        var waiting = new Queue<GroupAddress>(items.Select(GroupItems.Address).Where(address => mayBe(address)));
        var open = new List<GroupState>();
        while (open.Count < most && waiting.TryDequeue(out var address))
        {
            if (await LoadAsync(address.Key, cancellation) is { } stored && isOne(stored.State))
                open.Add(stored.State);
        }
        return (open, waiting.Count);
    }

    private async Task<List<Item>> WaitingAsync(
        IReadOnlyList<string> shards, DateTimeOffset until, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(shards.Select(shard =>
            _table.QueryAsync(GroupItems.DueIn(shard, until), GroupItems.DueIndex, cancellation)));
        return [.. found.SelectMany(items => items)];
    }
}
