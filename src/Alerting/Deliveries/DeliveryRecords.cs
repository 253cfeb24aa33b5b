using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// The records of the targets, and this process's own while the table is away: what is claimed and recorded here is
/// merged into the others' when the table answers again.
/// </summary>
internal sealed class DeliveryRecords(DeliveryState state)
{
    /// <summary>
    /// About an hour without the table. The queue gives up after 600, which leaves enough for the channel's failures.
    /// </summary>
    private const int AttemptsWithoutTable = 450;

    /// <summary>
    /// Without the table a page is sent, in the order that this process knows. What can wait, waits: otherwise it could
    /// be the last message and false.
    /// </summary>
    public async Task<SentClaim> ClaimAsync(
        SentScope scope, Delivery delivery, int attempt, CancellationToken cancellation)
    {
        var now = state.Time.GetUtcNow();
        try
        {
            var claim = await state.Sent.ChangeAsync(
                scope.Key, record => Merged(scope.Key, record).Claim(delivery.Id, scope.Alerts, now), cancellation);
            if (claim is SentClaim.Mine mine)
                await RememberAsync(scope, delivery, mine, now);
            await RecordOthersAsync(cancellation);
            return claim;
        }
        catch (StateUnavailableException) when (MayGoUnclaimed(delivery.Notification, attempt))
        {
            state.Unrecorded[scope.Key] = new object();
            var own = await state.OwnSent.ChangeAsync(
                scope.Key, record => record.Claim(delivery.Id, scope.Alerts, now), cancellation);
            return own is SentClaim.Mine mine ? mine with { IsShared = false } : own;
        }
    }

    /// <summary>If the table goes away while this is sent, a page with the opposite must still wait for it.</summary>
    private async Task RememberAsync(SentScope scope, Delivery delivery, SentClaim.Mine claim, DateTimeOffset now)
    {
        var alerts = scope.Alerts.Without(claim.Outdated);
        await state.OwnSent.ChangeAsync(
            scope.Key, record => (record.Began(delivery.Id, alerts, now), true), CancellationToken.None);
    }

    private static bool MayGoUnclaimed(Notification notification, int attempt) =>
        attempt >= AttemptsWithoutTable || (notification.Severity.IsPage() && notification.Kind
            is NotificationKind.Firing or NotificationKind.Storm or NotificationKind.Flapping);

    /// <param name="isClaimed">Otherwise only this process records it, for now.</param>
    /// <returns>Whether it is in the shared record.</returns>
    public Task<bool> RecordAsync(
        Delivery delivery, Func<SentRecord, SentAlerts, SentRecord> change, bool isClaimed = true) =>
        RecordAsync(delivery, SentScope.Of(delivery), change, isClaimed);

    /// <inheritdoc cref="RecordAsync(Delivery, Func{SentRecord, SentAlerts, SentRecord}, bool)"/>
    public async Task<bool> RecordAsync(
        Delivery delivery, IReadOnlyList<SentScope> scopes, Func<SentRecord, SentAlerts, SentRecord> change,
        bool isClaimed)
    {
        var recorded = await Task.WhenAll(scopes.Select(async scope =>
        {
            (SentRecord, bool) Change(SentRecord record) => (change(record, scope.Alerts), true);
            await state.OwnSent.ChangeAsync(scope.Key, Change, CancellationToken.None);
            if (isClaimed)
            {
                try
                {
                    // Not cancelled by the time limit: a message that was sent must be recorded.
                    await state.Sent.ChangeAsync(scope.Key, Change, CancellationToken.None);
                    return true;
                }
                catch (StateUnavailableException)
                {
                    // Recorded later.
                }
            }
            state.Unrecorded[scope.Key] = new object();
            return false;
        }));
        EndFlight(delivery);
        return Array.TrueForAll(recorded, each => each);
    }

    public void EndFlight(Delivery delivery)
    {
        if (state.InFlight.TryRemove(delivery.Id, out var sending))
            sending.SetResult();
    }

    /// <summary>Once the table answers again.</summary>
    private async Task RecordOthersAsync(CancellationToken cancellation)
    {
        foreach (var change in state.Unrecorded)
        {
            try
            {
                await state.Sent.ChangeAsync(
                    change.Key, record => (Merged(change.Key, record), true), cancellation);
                // Unless something was added meanwhile.
                state.Unrecorded.TryRemove(change);
            }
            catch (StateUnavailableException)
            {
                return;
            }
        }
    }

    private SentRecord Merged(string key, SentRecord record) =>
        state.Unrecorded.ContainsKey(key) && state.OwnSent.Find(key) is { } own ? record.Merge(own) : record;
}
