using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Redaction;

namespace Alerting.Grouping;

/// <summary>
/// Processes one message of a group: load, reduce, save, send, clear the outbox. A crash between any two steps loses
/// nothing: the message is redelivered, the outbox is stored, and ids make sending twice harmless.
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

    /// <summary>
    /// Leaves clearing the outbox to the group's next message, which saves a write. An ordered queue delivers the next
    /// message only after this one was completed, so the outbox was sent by then.
    /// </summary>
    /// <param name="sequence">The queue's increasing number for the message. Null clears the outbox at once.</param>
    public async ValueTask<GroupStep> HandleAsync(
        GroupEnvelope envelope, UInt128? sequence, DateTimeOffset now, CancellationToken cancellation)
    {
        // At the same time as the state is loaded.
        var located = WithGroupsAsync(envelope.Message, envelope.To.Key, cancellation).AsTask();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var loaded = await store.LoadAsync(envelope.To.Key, cancellation);
            var muteContext = await store.LoadMuteContextAsync(now, cancellation);
            var message = await located;
            // Another handler that saved between two attempts may not have sent its outbox yet, so send it again.
            var before =
                WithoutSentOutbox(loaded?.State ?? GroupState.New(envelope.To), attempt == 0 ? sequence : null);
            var step = reducer.Reduce(before, message, now, muteContext);
            if (!step.HasChanged && step.State.Outbox.IsEmpty)
                return step;
            if (step.HasChanged && timelines is not null)
                step = step with { State = TimelineWriter.Add(before, message, step, now) };
            // Before saving the state: a crash after saving would lose it.
            if (step.FiringChanges.Count > 0)
                await store.UpdateFiringAsync(step.FiringChanges, cancellation);
            var saved = step.HasChanged
                ? await store.TrySaveAsync(loaded, WithFilledBy(step.State, sequence), cancellation)
                : loaded;
            if (saved is null)
                continue;
            await Task.WhenAll(
                SendOutboxAsync(saved, cancellation).AsTask(), ScheduleAsync(before, step.State, cancellation));
            return step;
        }
        throw new GroupBusyException(envelope.To.Key);
    }

    /// <summary>
    /// For a message that keeps failing and may be dead-lettered: the group's next message then sends the outbox, even
    /// if it is this message redriven under a new number.
    /// </summary>
    public async ValueTask KeepOutboxAsync(string key, UInt128 sequence, CancellationToken cancellation)
    {
        if (await store.LoadAsync(key, cancellation) is { State: var state } loaded
            && state.Outbox.FilledBy == sequence)
        {
            await store.TrySaveAsync(loaded, state with { Outbox = state.Outbox with { FilledBy = null } },
                cancellation);
        }
    }

    /// <summary>Looks up where the alert fires or flaps, if that may be in another group.</summary>
    private async ValueTask<GroupMessage> WithGroupsAsync(GroupMessage message, string key,
        CancellationToken cancellation) => message switch
        {
            AlertBatch batch => new AlertBatch(await Task.WhenAll(
                batch.Messages.Select(part => WithGroupsAsync(part, key, cancellation).AsTask()))),
            AlertArrived { IsSentOn: false } arrived when MayFireElsewhere(arrived.Alert, key)
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
    /// A key stays while the title changes. What is known by its name, such as an alarm, fires in one group, and only
    /// its end may lead elsewhere. A release that changes fingerprints may have changed labels, too, and an earlier
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
