using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.InProcess;

/// <summary>A group store in memory. Not thread-safe.</summary>
/// <param name="keep">Transforms each state before it is stored; tests send it through JSON.</param>
public sealed class InMemoryGroupStore(Func<GroupState, GroupState>? keep = null) : IGroupStore
{
    private readonly Dictionary<string, StoredGroup> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<(DateTimeOffset At, string Key)> _due = [];
    private readonly Dictionary<(string Group, string Fingerprint), FiringAlert> _firing = [];
    private readonly Dictionary<string, Silence> _silences = new(StringComparer.Ordinal);

    public IEnumerable<GroupState> Groups => _groups.Values.Select(group => group.State);

    public DateTimeOffset? NextWakeUp => _due.Count > 0 ? _due.Min.At : null;

    public IReadOnlyCollection<Silence> Silences => _silences.Values;

    public ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation) =>
        new(_groups.GetValueOrDefault(key));

    public ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state, CancellationToken cancellation)
    {
        var stored = _groups.GetValueOrDefault(state.Key);
        if (stored?.Version != loaded?.Version)
            return new((StoredGroup?)null);
        var saved = new StoredGroup(keep?.Invoke(state) ?? state, (stored?.Version ?? 0) + 1);
        _groups[state.Key] = saved;
        if (stored?.State.WakeUp is { } before)
            _due.Remove((before, state.Key));
        if (state.WakeUp is { } wake)
            _due.Add((wake, state.Key));
        return new(saved);
    }

    public ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) =>
        new([.. _due.TakeWhile(due => due.At <= now)
            .Select(due => new GroupAddress(due.Key, _groups[due.Key].State.RouteId))]);

    public ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (_silences.Count == 0 && _firing.Count == 0)
            return new(MuteContext.Empty);
        return new(new MuteContext([.. _silences.Values], [.. _firing.Values]));
    }

    public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation)
    {
        foreach (var change in changes)
        {
            if (change.Alert is { } alert)
                _firing[(change.GroupKey, change.Fingerprint)] = alert;
            else
                _firing.Remove((change.GroupKey, change.Fingerprint));
        }
        return default;
    }

    /// <summary>Adds a silence or replaces the one with its id.</summary>
    public void Put(Silence silence) => _silences[silence.Id] = silence;
}
