using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Redaction;

namespace Alerting.Grouping;

/// <summary>
/// Processes messages of a group: load, reduce, save, send, clear the outbox. A crash between any two steps loses
/// nothing: the messages are redelivered, the outbox is stored, and ids make sending twice harmless.
/// </summary>
public sealed class GroupWorker(
    GroupReducer reducer, IGroupStore store, IGroupMailbox mailbox, INotificationOutlet outlet,
    IIncidentTimelines? timelines = null, IExactWakeUps? wakeUps = null)
{
    /// <summary>Conflicts are rare, since messages of a group are processed one at a time.</summary>
    private const int Attempts = 5;

    /// <summary>Clears the outbox as soon as it is sent.</summary>
    public ValueTask<GroupStep> HandleAsync(GroupEnvelope envelope, DateTimeOffset now,
        CancellationToken cancellation) =>
        HandleAsync(envelope, sequence: null, now, cancellation);

    public async ValueTask<GroupStep> HandleAsync(
        GroupEnvelope envelope, UInt128? sequence, DateTimeOffset now, CancellationToken cancellation) =>
        (await HandleAsync([new NumberedMessage(envelope, sequence)], now, cancellation))[0];

    /// <summary>
    /// Leaves clearing the outbox to the group's next messages, which saves a write. An ordered queue delivers these
    /// only after the present ones were completed, so the outbox was sent by then. Without a number the outbox is
    /// cleared at once.
    /// </summary>
    /// <param name="messages">Of one group, in order.</param>
    /// <returns>
    /// A step for each message that is done with: the first, or more. The caller goes on with the rest.
    /// </returns>
    public async ValueTask<IReadOnlyList<GroupStep>> HandleAsync(
        IReadOnlyList<NumberedMessage> messages, DateTimeOffset now, CancellationToken cancellation)
    {
        var (to, sent) = (messages[0].Envelope.To, messages[0].Sequence);
        var loading = store.LoadAsync(to.Key, cancellation).AsTask();
        var isHot = loading is { IsCompletedSuccessfully: true, Result.IsRemembered: true };
        // At the same time as the state is loaded.
        var located = Task.WhenAll(messages.Select(
            each => WithGroupsAsync(each.Envelope.Message, to.Key, isHot, cancellation).AsTask()));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var loaded = await (attempt == 0 ? loading : store.LoadAsync(to.Key, cancellation).AsTask());
            var muteContext = await store.LoadMuteContextAsync(now, cancellation);
            var before = WithoutSentOutbox(loaded?.State ?? GroupState.New(to), sent);
            var batch = GroupBatch.Of(
                reducer, before, await located, now, muteContext, writesTimeline: timelines is not null);
            if (loaded is { IsRemembered: true } && MustRead(batch))
            {
                store.Forget(to.Key);
                continue;
            }
            if (!batch.HasChanged && batch.State.Outbox.IsEmpty)
                return batch.Steps;
            if (await TrySaveAsync(loaded, batch, messages[batch.Steps.Count - 1].Sequence, cancellation) is { } saved)
            {
                await Task.WhenAll(SendOutboxAsync(saved, cancellation).AsTask(),
                    ScheduleAsync(before, batch.State, cancellation));
                return batch.Steps;
            }
            // Another handler that saves meanwhile may not have sent its outbox yet, so send it again.
            if (loaded is not { IsRemembered: true })
                sent = null;
        }
        throw new GroupBusyException(to.Key);
    }

    /// <summary>
    /// For a message that keeps failing and may be dead-lettered: the group's next message then sends the outbox, even
    /// if it is this message redriven under a new number.
    /// </summary>
    public async ValueTask KeepOutboxAsync(string key, UInt128 sequence, CancellationToken cancellation)
    {
        store.Forget(key);
        if (await store.LoadAsync(key, cancellation) is { State: var state } loaded
            && state.Outbox.FilledBy == sequence)
        {
            await store.TrySaveAsync(loaded, state with { Outbox = state.Outbox with { FilledBy = null } },
                cancellation);
        }
    }

    /// <summary>
    /// Saving shows whether what the store remembers is the latest. Without a save it must be read, and the index of
    /// firing alerts is changed before the save.
    /// </summary>
    private static bool MustRead(GroupBatch batch) => !batch.HasChanged || batch.FiringChanges.Count > 0;

    private async ValueTask<StoredGroup?> TrySaveAsync(
        StoredGroup? loaded, GroupBatch batch, UInt128? sequence, CancellationToken cancellation)
    {
        // Before saving the state: a crash after saving would lose it.
        if (batch.FiringChanges is { Count: > 0 } firing)
            await store.UpdateFiringAsync(firing, cancellation);
        return batch.HasChanged
            ? await store.TrySaveAsync(loaded, WithFilledBy(batch.State, sequence), cancellation)
            : loaded;
    }

    /// <summary>
    /// Looks up where the alert fires or flaps. That may be in another group: its labels may lead elsewhere, or the route
    /// of that group was removed.
    /// </summary>
    /// <param name="isHot">Whether the group was saved a moment ago: then only what must be known is looked up.</param>
    private async ValueTask<GroupMessage> WithGroupsAsync(
        GroupMessage message, string key, bool isHot, CancellationToken cancellation) => message switch
        {
            AlertBatch batch => new AlertBatch(await Task.WhenAll(
                batch.Messages.Select(part => WithGroupsAsync(part, key, isHot, cancellation).AsTask()))),
            AlertArrived { IsSentOn: false } arrived when (!isHot || MayFireElsewhere(arrived.Alert, key))
                && await FindGroupsAsync(arrived.Alert, cancellation) is { Count: > 0 } groups =>
                arrived with { FiringIn = groups },
            _ => message,
        };

    /// <summary>
    /// Under every fingerprint at the same time: one more read for each, but none of them waits for another.
    /// </summary>
    private async ValueTask<IReadOnlyList<GroupAddress>> FindGroupsAsync(Alert alert, CancellationToken cancellation)
    {
        if (alert.OtherFingerprints is not { Count: > 0 } others)
            return await store.FindGroupsAsync(alert.Fingerprint, cancellation);
        var found = await Task.WhenAll(others.Prepend(alert.Fingerprint)
            .Select(fingerprint => store.FindGroupsAsync(fingerprint, cancellation).AsTask()));
        return [.. found.SelectMany(groups => groups).Distinct()];
    }

    /// <summary>
    /// A key stays while the title changes. What is known by its name, such as an alarm, fires in one group of a route, and
    /// only its end may lead elsewhere. A release that changes fingerprints may have changed labels, too, and an earlier
    /// version had the secret in the group's key.
    /// </summary>
    private static bool MayFireElsewhere(Alert alert, string key) => !alert.IsFiring
        || alert.OtherFingerprints is not null
        || alert.Signal is { HasNoData: true }
        || key.Contains(Redactor.Mark, StringComparison.Ordinal)
        || (alert.Signal.Recovers && !alert.Signal.Identity.EndsWith(alert.Name, StringComparison.Ordinal));

    /// <summary>Removes an outbox filled by an earlier message, which was sent by now.</summary>
    private static GroupState WithoutSentOutbox(GroupState state, UInt128? sequence) =>
        state.Outbox.FilledBy < sequence ? state with { Outbox = Outbox.Empty } : state;

    /// <summary>
    /// The outbox belongs to the latest message that added to it. If several messages are redelivered after a crash,
    /// the first must not clear what the last one did not send.
    /// </summary>
    private static GroupState WithFilledBy(GroupState state, UInt128? sequence) => state.Outbox.IsEmpty
        ? state
        : state with { Outbox =
            state.Outbox with { FilledBy = state.Outbox.FilledBy > sequence ? state.Outbox.FilledBy : sequence } };

    private static GroupAddress AddressOf(GroupState state) => new(state.Key, state.RouteId);

    /// <summary>A step that a crash or an outage keeps from being scheduled is taken with the next tick.</summary>
    private async Task ScheduleAsync(GroupState before, GroupState after, CancellationToken cancellation)
    {
        if (wakeUps is not null && after.Incident?.NextStepAt is { } at && at != before.Incident?.NextStepAt)
            await wakeUps.ScheduleAsync(AddressOf(after), at, cancellation);
    }

    /// <summary>Nobody is notified later because the timeline cannot be written.</summary>
    private async Task AddToTimelineAsync(
        GroupState state, IReadOnlyList<TimelinePart> parts, CancellationToken cancellation)
    {
        if (timelines is null)
            return;
        await Task.WhenAll(parts.Select(part => IfAvailable.DoAsync(timelines.AddAsync(
            new IncidentPlace(part.IncidentId, state.Key, state.RouteId), part, cancellation))));
    }

    private async ValueTask SendOutboxAsync(StoredGroup saved, CancellationToken cancellation)
    {
        var outbox = saved.State.Outbox;
        if (outbox.IsEmpty)
            return;
        // At the same time: a page does not wait for the index of groups.
        await Task.WhenAll(
            outbox.Batches.Count > 0
                ? outlet.SendAsync([.. outbox.Notifications], cancellation).AsTask() : Task.CompletedTask,
            outbox.AlertGroups is { } changes
                ? store.UpdateGroupsAsync(AddressOf(saved.State), changes, cancellation).AsTask()
                : Task.CompletedTask,
            AddToTimelineAsync(saved.State, outbox.Timeline ?? [], cancellation));
        if (outbox.Messages.Count > 0)
            await mailbox.SendAsync(AlertBatch.Combine(outbox.Messages), cancellation);
        // If another handler saved meanwhile, it sends the outbox too and clears it.
        if (outbox.FilledBy is null)
            await store.TrySaveAsync(saved, saved.State with { Outbox = Outbox.Empty }, cancellation);
    }
}

/// <summary>Another handler changed the group at each attempt to save it; the message must be redelivered.</summary>
public sealed class GroupBusyException(string key)
    : Exception($"Could not save group {key}: another handler changed it at each attempt.");
