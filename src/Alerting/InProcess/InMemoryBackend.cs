using System.Diagnostics.CodeAnalysis;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Silencing;

namespace Alerting.InProcess;

/// <summary>A group store in memory. Not thread-safe.</summary>
/// <param name="keep">Transforms each state before it is stored; tests send it through JSON.</param>
public sealed class InMemoryGroupStore(Func<GroupState, GroupState>? keep = null) : IGroupStore
{
    private readonly Dictionary<string, StoredGroup> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _keys = [];
    private readonly SortedSet<(DateTimeOffset At, string Key)> _due = new(
        Comparer<(DateTimeOffset At, string Key)>.Create((a, b) =>
            a.At.CompareTo(b.At) is not 0 and var order ? order : string.CompareOrdinal(a.Key, b.Key)));
    private readonly Dictionary<string, DateTimeOffset> _delayed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<GroupAddress>> _alertGroups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Silence> _silences = new(StringComparer.Ordinal);

    public IEnumerable<GroupState> Groups => _groups.Values.Select(group => group.State);

    internal IReadOnlyList<string> Keys => _keys;

    internal GroupState Group(string key) => _groups[key].State;

    /// <summary>Overrides and calendars.</summary>
    public OnCallRecords OnCall { get; set; } = OnCallRecords.Empty;

    public DateTimeOffset? NextWakeUp => _due.Count > 0 ? _due.Min.At : null;

    public FiringAlertSet Firing { get; private set; } = FiringAlertSet.None;

    public IReadOnlyCollection<Silence> Silences => _silences.Values;

    public ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation) =>
        new(_groups.GetValueOrDefault(key));

    public ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state, CancellationToken cancellation)
    {
        var stored = _groups.GetValueOrDefault(state.Key);
        return new(stored?.Version == loaded?.Version ? Save(stored, state) : null);
    }

    private StoredGroup Save(StoredGroup? stored, GroupState state)
    {
        var saved = new StoredGroup(keep?.Invoke(state) ?? state, (stored?.Version ?? 0) + 1);
        if (stored is null)
            _keys.Add(state.Key);
        _groups[state.Key] = saved;
        if (stored?.State.WakeUp is { } before)
            _due.Remove((_delayed.Remove(state.Key, out var delayed) ? delayed : before, state.Key));
        if (state.WakeUp is { } wake)
            _due.Add((wake, state.Key));
        return saved;
    }

    /// <summary>Wakes the group later than its state says.</summary>
    internal void Delay(string key, DateTimeOffset until)
    {
        if (_groups[key].State.WakeUp is not { } wake)
            return;
        _due.Remove((_delayed.GetValueOrDefault(key, wake), key));
        _delayed[key] = until;
        _due.Add((until, key));
    }

    internal void Change(string key, Func<GroupState, GroupState> change)
    {
        var stored = _groups[key];
        Save(stored, change(stored.State));
    }

    public ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) =>
        new([.. _due.TakeWhile(due => due.At <= now).Select(due => AddressOf(due.Key))]);

    /// <summary>The groups that are due, in the order of their keys.</summary>
    internal SortedSet<string> KeysDue(DateTimeOffset now) =>
        new(_due.TakeWhile(due => due.At <= now).Select(due => due.Key), StringComparer.Ordinal);

    internal bool IsDue(string key, DateTimeOffset now) =>
        (_delayed.TryGetValue(key, out var delayed) ? delayed : _groups[key].State.WakeUp) <= now;

    internal GroupAddress AddressOf(string key) => new(key, _groups[key].State.RouteId);

    public ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (_silences.Count == 0 && Firing.Count == 0 && ReferenceEquals(OnCall, OnCallRecords.Empty))
            return new(MuteContext.Empty);
        return new(new MuteContext([.. _silences.Values], Firing) { OnCall = OnCall });
    }

    public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation)
    {
        Firing = Firing.With(changes);
        return default;
    }

    public ValueTask<IReadOnlyList<GroupAddress>> FindGroupsAsync(string fingerprint, CancellationToken cancellation) =>
        new(_alertGroups.TryGetValue(fingerprint, out var groups) ? [.. groups] : []);

    public ValueTask UpdateGroupsAsync(GroupAddress group, IReadOnlyList<AlertGroupChange> changes,
        CancellationToken cancellation)
    {
        foreach (var (fingerprint, isFiring) in changes)
        {
            if (!_alertGroups.TryGetValue(fingerprint, out var groups))
                _alertGroups[fingerprint] = groups = [];
            groups.RemoveAll(known => known.Key == group.Key);
            if (isFiring)
                groups.Add(group);
            else if (groups.Count == 0)
                _alertGroups.Remove(fingerprint);
        }
        return default;
    }

    /// <summary>Adds a silence or replaces the one with its id.</summary>
    public void Put(Silence silence) => _silences[silence.Id] = silence;
}

public sealed class InMemoryMailbox : IGroupMailbox
{
    private readonly Queue<GroupEnvelope> _envelopes = new();

    public ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation)
    {
        foreach (var envelope in envelopes)
            _envelopes.Enqueue(envelope);
        return default;
    }

    public bool TryTake([MaybeNullWhen(false)] out GroupEnvelope envelope) => _envelopes.TryDequeue(out envelope);
}

public sealed class InMemoryOutlet : INotificationOutlet
{
    private readonly List<Notification> _notifications = [];

    public ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
    {
        _notifications.AddRange(notifications);
        return default;
    }

    public IReadOnlyList<Notification> TakeAll()
    {
        var all = _notifications.ToArray();
        _notifications.Clear();
        return all;
    }
}
