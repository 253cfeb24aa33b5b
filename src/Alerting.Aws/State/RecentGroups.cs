using Alerting.Grouping.Storage;

namespace Alerting.Aws.State;

/// <summary>
/// The groups that this process saved in the last seconds: a hot group's next messages mostly come to the same process,
/// and need not read it again. Another process may have saved since, so the version decides.
/// </summary>
internal sealed class RecentGroups(TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);

    /// <summary>A state may take some hundred kilobytes.</summary>
    private const int Max = 8;

    private readonly Dictionary<string, (StoredGroup Group, DateTimeOffset At)> _groups = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public StoredGroup? Find(string key)
    {
        lock (_lock)
        {
            return _groups.TryGetValue(key, out var saved) && time.GetUtcNow() - saved.At < Age
                ? saved.Group with { IsRemembered = true } : null;
        }
    }

    public void Saved(StoredGroup group)
    {
        lock (_lock)
        {
            if (_groups.Count >= Max && !_groups.ContainsKey(group.State.Key))
                _groups.Remove(_groups.MinBy(each => each.Value.At).Key);
            _groups[group.State.Key] = (group, time.GetUtcNow());
        }
    }

    public void Forget(string key)
    {
        lock (_lock)
            _groups.Remove(key);
    }
}
