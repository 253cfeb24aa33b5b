using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Scenarios;

/// <summary>A store and queues that fail at a given call, before or after doing the work.</summary>
internal sealed class FailingStore : IGroupStore, IGroupMailbox, INotificationOutlet
{
    private readonly InMemoryGroupStore _store = new();

    public int Calls { get; private set; }

    public int Saves { get; private set; }

    public int FailsAt { get; set; }

    public Func<Task>? BeforeSave { get; set; }

    public List<Notification> Sent { get; } = [];

    public async ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation) =>
        await _store.LoadAsync(key, cancellation);

    public async ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state,
        CancellationToken cancellation)
    {
        CountCall();
        if (BeforeSave is { } other)
        {
            BeforeSave = null;
            await other();
        }
        var saved = await _store.TrySaveAsync(loaded, state, cancellation);
        Saves++;
        CountCall();
        return saved;
    }

    public ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
    {
        Sent.AddRange(notifications);
        CountCall();
        return default;
    }

    public ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation) => default;

    public ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation) =>
        _store.DueAsync(now, cancellation);

    public ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation) =>
        new(MuteContext.Empty);

    public ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation) =>
        default;

    public ValueTask<IReadOnlyList<GroupAddress>> FindGroupsAsync(string fingerprint,
        CancellationToken cancellation) => _store.FindGroupsAsync(fingerprint, cancellation);

    public async ValueTask UpdateGroupsAsync(GroupAddress group, IReadOnlyList<AlertGroupChange> changes,
        CancellationToken cancellation)
    {
        CountCall();
        await _store.UpdateGroupsAsync(group, changes, cancellation);
        CountCall();
    }

    private void CountCall()
    {
        if (++Calls == FailsAt)
            throw new InvalidOperationException("Simulated crash.");
    }
}
