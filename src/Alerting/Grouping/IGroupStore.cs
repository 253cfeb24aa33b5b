using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>Where the states of groups live, with what they need to know of each other.</summary>
public interface IGroupStore
{
    /// <summary>The group's state and its version; null when there is none.</summary>
    ValueTask<StoredGroup?> LoadAsync(string key, CancellationToken cancellation);

    /// <summary>
    /// Saves the state if the stored one still is what was loaded, and the wake-up with it; null when somebody else saved
    /// in between.
    /// </summary>
    ValueTask<StoredGroup?> TrySaveAsync(StoredGroup? loaded, GroupState state, CancellationToken cancellation);

    /// <summary>The groups whose wake-up time has come.</summary>
    ValueTask<IReadOnlyList<GroupAddress>> DueAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Silences and firing alerts, as new as the store can tell cheaply.</summary>
    ValueTask<MuteContext> LoadMuteContextAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Brings the index of firing alerts up to date. Doing it twice does no harm.</summary>
    ValueTask UpdateFiringAsync(IReadOnlyList<FiringChange> changes, CancellationToken cancellation);
}

/// <summary>A state with the store's version of it.</summary>
public sealed record StoredGroup(GroupState State, long Version);
