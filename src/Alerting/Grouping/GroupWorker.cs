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

    public async ValueTask<GroupStep> HandleAsync(GroupEnvelope envelope, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var loaded = await store.LoadAsync(envelope.To.Key, cancellation);
            var around = await store.SurroundingsAsync(now, cancellation);
            var step = reducer.Reduce(loaded?.State ?? GroupState.New(envelope.To), envelope.Message, now, around);
            if (!step.HasChanged && step.State.Outbox.IsEmpty)
                return step;
            // Before the state is saved: afterwards, a crash would lose it.
            if (step.FiringChanges.Count > 0)
                await store.UpdateFiringAsync(step.FiringChanges, cancellation);
            var saved = step.HasChanged ? await store.TrySaveAsync(loaded, step.State, cancellation) : loaded;
            if (saved is null)
                continue;
            await HandOnAsync(saved, cancellation);
            return step;
        }
        throw new GroupBusyException(envelope.To.Key);
    }

    private async ValueTask HandOnAsync(StoredGroup saved, CancellationToken cancellation)
    {
        var outbox = saved.State.Outbox;
        if (outbox.IsEmpty)
            return;
        if (outbox.Tellings.Count > 0)
            await outlet.SendAsync([.. outbox.Notifications], cancellation);
        if (outbox.Messages.Count > 0)
            await mailbox.SendAsync(outbox.Messages, cancellation);
        // When somebody else saved meanwhile, they have sent the outbox too and clear it themselves.
        await store.TrySaveAsync(saved, saved.State with { Outbox = Outbox.Empty }, cancellation);
    }
}

/// <summary>A group was changed by others each time this handler wanted to save it; the message has to come again.</summary>
public sealed class GroupBusyException(string key) : Exception($"The group {key} is changed by others all the time.");
