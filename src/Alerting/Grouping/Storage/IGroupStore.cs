using Alerting.Silencing;

namespace Alerting.Grouping.Storage;

/// <summary>Stores the states of groups, the silences and the index of firing alerts.</summary>
public interface IGroupStore
{
    ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation);

    /// <summary>
    /// Saves the state and its wake-up if the stored state is still the loaded one; returns null if it changed in
    /// between.
    /// </summary>
    ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state, CancellationToken cancellation);

    /// <summary>The next load reads the group, even if the store remembers it.</summary>
    void Forget(string key)
    {
    }

    /// <summary>The groups whose wake-up is due.</summary>
    ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Silences and firing alerts; they may be slightly out of date if the store caches them.</summary>
    ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Updates the index of firing alerts. Idempotent.</summary>
    ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation);

    /// <summary>The groups in which the alert fires or flaps.</summary>
    ValueTask<IReadOnlyList<GroupAddress>> FindGroupsAsync(string fingerprint, CancellationToken cancellation);

    /// <summary>Updates the groups of alerts. Idempotent.</summary>
    ValueTask UpdateGroupsAsync(GroupAddress group, IReadOnlyList<AlertGroupChange> changes,
        CancellationToken cancellation);
}

public sealed record StoredGroup(GroupState State, long Version)
{
    /// <summary>True if the store did not read it now: another process may have changed it since.</summary>
    public bool IsRemembered { get; init; }
}
