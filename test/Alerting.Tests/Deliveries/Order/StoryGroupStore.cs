using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.InProcess;
using Alerting.Silencing;

namespace Alerting.Tests.Deliveries.Order;

/// <summary>A store that is away now and then.</summary>
internal sealed class StoryGroupStore(Func<bool> fails) : IGroupStore
{
    private readonly InMemoryGroupStore _store = new();

    public GroupState? Find(string key) => Done(LoadAsync(key, CancellationToken.None))?.State;

    /// <summary>None while the table is away, as the tick sees it.</summary>
    public IReadOnlyList<GroupAddress> Due(DateTimeOffset now) => fails() ? []
        : Done(_store.DueAsync(now, CancellationToken.None));

    public ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation) =>
        Do(() => _store.LoadAsync(key, cancellation));

    public ValueTask<StoredGroup?> TrySaveAsync(
        StoredGroup? loaded, GroupState state, CancellationToken cancellation) =>
        Do(() => _store.TrySaveAsync(loaded, state, cancellation));

    public ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) =>
        Do(() => _store.DueAsync(now, cancellation));

    public ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation) =>
        Do(() => _store.LoadMuteContextAsync(now, cancellation));

    public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation) =>
        Do(() => _store.UpdateFiringAsync(changes, cancellation));

    public ValueTask<IReadOnlyList<GroupAddress>> FindGroupsAsync(string fingerprint, CancellationToken cancellation) =>
        Do(() => _store.FindGroupsAsync(fingerprint, cancellation));

    public ValueTask UpdateGroupsAsync(
        GroupAddress group, IReadOnlyList<AlertGroupChange> changes, CancellationToken cancellation) =>
        Do(() => _store.UpdateGroupsAsync(group, changes, cancellation));

    public static T Done<T>(ValueTask<T> task) => task.IsCompleted
        ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("The groups wait for nothing here.");

    private T Do<T>(Func<T> call) => fails() ? throw new StoryGone() : call();
}
