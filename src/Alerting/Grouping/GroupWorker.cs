namespace Alerting.Grouping;

/// <summary>
/// Works off one message of a group: load, reduce, save, hand on, clear. A crash between any two of these loses nothing, for
/// the message comes again, what was decided stands in the outbox, and ids make a second sending harmless.
/// </summary>
public sealed class GroupWorker(
    GroupReducer reducer, IGroupStore store, IGroupMailbox mailbox, INotificationOutlet outlet)
{
    /// <summary>Two handlers on one group are rare, since its messages come one at a time; three in a row are a fault.</summary>
    private const int Attempts = 5;

    /// <summary>Clears the outbox as soon as it is handed on.</summary>
    public ValueTask<GroupStep> HandleAsync(GroupEnvelope envelope, DateTimeOffset now, CancellationToken cancellation) =>
        HandleAsync(envelope, sequence: null, now, cancellation);

    /// <summary>
    /// Leaves the clearing to the group's next message, which saves a write. A queue that keeps order hands that out only
    /// when this one was worked off to its end, so its very coming says that the outbox was handed on.
    /// </summary>
    /// <param name="sequence">The queue's number for the message: later ones of the group have greater ones. Null clears at once.</param>
    public async ValueTask<GroupStep> HandleAsync(
        GroupEnvelope envelope, UInt128? sequence, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var loaded = await store.LoadAsync(envelope.To.Key, cancellation);
            var muteContext = await store.LoadMuteContextAsync(now, cancellation);
            // Whoever saved between two attempts may not have handed on yet: theirs is handed on once more.
            var before = Before(loaded?.State ?? GroupState.New(envelope.To), attempt == 0 ? sequence : null);
            var step = reducer.Reduce(before, envelope.Message, now, muteContext);
            if (!step.HasChanged && step.State.Outbox.IsEmpty)
                return step;
            // Before the state is saved: afterwards, a crash would lose it.
            if (step.FiringChanges.Count > 0)
                await store.UpdateFiringAsync(step.FiringChanges, cancellation);
            var saved = step.HasChanged ? await store.TrySaveAsync(loaded, Stamped(step.State, sequence), cancellation) : loaded;
            if (saved is null)
                continue;
            await HandOnAsync(saved, cancellation);
            return step;
        }
        throw new GroupBusyException(envelope.To.Key);
    }

    /// <summary>
    /// For a message that fails again and again, and so may be dead-lettered instead of coming again: whichever message is
    /// next, be it this one moved back with a new number, hands on what this one left in the outbox.
    /// </summary>
    public async ValueTask KeepOutboxAsync(string key, UInt128 sequence, CancellationToken cancellation)
    {
        if (await store.LoadAsync(key, cancellation) is { State: var state } loaded && state.Outbox.FilledBy == sequence)
            await store.TrySaveAsync(loaded, state with { Outbox = state.Outbox with { FilledBy = null } }, cancellation);
    }

    /// <summary>The state without what an earlier message left in the outbox.</summary>
    private static GroupState Before(GroupState state, UInt128? sequence) =>
        state.Outbox.FilledBy < sequence ? state with { Outbox = Outbox.Empty } : state;

    /// <summary>
    /// The outbox is the latest message's that put something in: when several come again after a crash, the first of them
    /// must not take out what the last one had no time to hand on.
    /// </summary>
    private static GroupState Stamped(GroupState state, UInt128? sequence) => state.Outbox.IsEmpty
        ? state
        : state with { Outbox = state.Outbox with { FilledBy = state.Outbox.FilledBy > sequence ? state.Outbox.FilledBy : sequence } };

    private async ValueTask HandOnAsync(StoredGroup saved, CancellationToken cancellation)
    {
        var outbox = saved.State.Outbox;
        if (outbox.IsEmpty)
            return;
        if (outbox.Batches.Count > 0)
            await outlet.SendAsync([.. outbox.Notifications], cancellation);
        if (outbox.Messages.Count > 0)
            await mailbox.SendAsync(outbox.Messages, cancellation);
        // When somebody else saved meanwhile, they have sent the outbox too and clear it themselves.
        if (outbox.FilledBy is null)
            await store.TrySaveAsync(saved, saved.State with { Outbox = Outbox.Empty }, cancellation);
    }
}

/// <summary>A group was changed by others each time this handler wanted to save it; the message has to come again.</summary>
public sealed class GroupBusyException(string key) : Exception($"The group {key} is changed by others all the time.");
