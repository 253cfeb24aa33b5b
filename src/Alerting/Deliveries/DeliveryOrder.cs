using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// Claims each delivery in the record of what its target was sent, so that the last message about an alert is the true
/// one: docs/order.md.
/// </summary>
internal sealed class DeliveryOrder(DeliveryState state, DeliveryWriter writer, Func<double> random)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(200);

    /// <summary>Above this the queue waits instead.</summary>
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(4);

    /// <summary>10 s with jitter. What waits is late by that much when the table answers again.</summary>
    private static readonly TimeSpan LongestWaitForTable = TimeSpan.FromSeconds(8);

    /// <summary>
    /// About an hour without the table. The queue gives up after 600, which leaves enough for the channel's failures.
    /// </summary>
    private const int AttemptsWithoutTable = 450;

    public async Task<DeliveryTurn> ClaimAsync(Delivery delivery, int attempt, CancellationToken cancellation)
    {
        for (var look = FirstLook; ; look *= 2)
        {
            // With the same id, this process may be sending it for another receiver.
            var isHere = state.InFlight.ContainsKey(delivery.Id);
            var turn = await TryClaimAsync(delivery, attempt, cancellation);
            if (turn is not DeliveryTurn.Later { Behind: { } before })
                return turn;
            var isElsewhere = before.Id == delivery.Id && !isHere && !state.InFlight.ContainsKey(before.Id);
            if (isElsewhere || look > LastLook || !await WaitAsync(before, look, cancellation))
                return turn;
        }
    }

    /// <summary>Null when it is recorded where the other processes see it.</summary>
    public async Task<UnrecordedDelivery?> DeliveredAsync(Delivery delivery, DateTimeOffset began, bool isClaimed)
    {
        var ended = state.Time.GetUtcNow();
        var isRecorded = await RecordAsync(delivery, (record, alerts) =>
            record.Delivered(delivery.Id, alerts with { SentAt = ended.ToUnixTimeMilliseconds() }), isClaimed);
        return isRecorded ? null : new UnrecordedDelivery(delivery.Id, began, ended);
    }

    public Task FailedAsync(Delivery delivery, string reason) =>
        RecordAsync(delivery, (record, alerts) => record.FailedFor(delivery.Id, alerts, reason));

    /// <summary>Allows another attempt, after one that failed.</summary>
    public Task RetriedAsync(Delivery delivery) =>
        RecordAsync(delivery, (record, alerts) => record.Retried(
            delivery.Id, alerts with { SentAt = state.Time.GetUtcNow().ToUnixTimeMilliseconds() }));

    /// <summary>Allows another attempt.</summary>
    public Task ReleaseAsync(Delivery delivery) =>
        RecordAsync(delivery, (record, _) => record.Released(delivery.Id));

    /// <summary>Records what was sent without the table. What must follow it is sent now.</summary>
    public async Task<DeliveryTurn> RecordLateAsync(
        Delivery delivery, UnrecordedDelivery sent, int attempt, CancellationToken cancellation)
    {
        var correction = (Correction?)null;
        foreach (var scope in SentScope.Of(delivery))
        {
            try
            {
                var (before, found) = await state.Sent.ChangeAsync(
                    scope.Key, record => LateRecording.Of(record, scope.Alerts, sent, state.Time.GetUtcNow()),
                    cancellation);
                if (before is not null)
                    return new DeliveryTurn.Later(RetryDecision.Busy(before.For)) { Behind = before };
                correction ??= found;
            }
            catch (StateUnavailableException unavailable)
            {
                return DeliveryTurn.Later.ForTable(unavailable, LateRecording.WaitForTable(attempt));
            }
        }
        return LateRecording.Follow(delivery, correction, writer) is { } next
            ? new DeliveryTurn.Now(next, 0)
            : DeliveryTurn.Ended.Delivered;
    }

    /// <summary>Leaves the outcome to the claim's end.</summary>
    public void Forget(Delivery delivery) => EndFlight(delivery);

    private async Task<DeliveryTurn> TryClaimAsync(Delivery delivery, int attempt, CancellationToken cancellation)
    {
        // Before the claim, because whoever finds the claim waits for this.
        var isFirst = state.InFlight.TryAdd(delivery.Id, new TaskCompletionSource());
        var turn = await DecideAsync(delivery, attempt, cancellation);
        if (isFirst && turn is not DeliveryTurn.Now)
            EndFlight(delivery);
        return turn;
    }

    private async Task<DeliveryTurn> DecideAsync(Delivery delivery, int attempt, CancellationToken cancellation)
    {
        var scopes = SentScope.Of(delivery);
        SentClaim[] claims;
        try
        {
            claims = await Task.WhenAll(scopes.Select(scope => ClaimAsync(scope, delivery, attempt, cancellation)));
        }
        catch (StateUnavailableException unavailable)
        {
            return DeliveryTurn.Later.ForTable(unavailable, RetryDecision.Backoff(
                attempt, TimeSpan.FromSeconds(1), LongestWaitForTable, random()));
        }
        if (claims.Any(claim => claim is SentClaim.WasDelivered))
        {
            await ReleaseAsync(delivery, scopes, claims);
            return DeliveryTurn.Ended.Delivered;
        }
        if (claims.OfType<SentClaim.HasFailed>().FirstOrDefault() is { } failed)
            return new DeliveryTurn.Ended(new Verdict.Rejected(failed.Reason));
        if (claims.OfType<SentClaim.Busy>().FirstOrDefault() is { } busy)
        {
            await ReleaseAsync(delivery, scopes, claims);
            return new DeliveryTurn.Later(RetryDecision.Busy(busy.For)) { Behind = busy };
        }
        var current = claims.All(claim => claim is SentClaim.Mine { SaysItAll: true })
            ? delivery : OutdatedDelivery.Without(delivery, scopes, claims, writer);
        if (current is not null)
        {
            return new DeliveryTurn.Now(
                current, claims.OfType<SentClaim.Mine>().Select(mine => mine.Failures).DefaultIfEmpty().Max())
            {
                IsClaimed = claims.All(claim => claim is not SentClaim.Mine { IsShared: false }),
                LeftOut = [.. delivery.Notification.Alerts.Where(alert =>
                    !current.Notification.Alerts.Any(left => left.Fingerprint == alert.Fingerprint))],
                LeftOutReason = OutdatedDelivery.Superseded(claims, writer.Zone).Verdict.Reason,
            };
        }
        await ReleaseAsync(delivery, scopes, claims);
        return OutdatedDelivery.Superseded(claims, writer.Zone);
    }

    /// <summary>Gives back what was claimed just now. A claim of an earlier attempt, elsewhere perhaps, stays.</summary>
    private Task ReleaseAsync(Delivery delivery, IReadOnlyList<SentScope> scopes, SentClaim[] claims)
    {
        var mine = scopes.Zip(claims).Where(pair => pair.Second is SentClaim.Mine).Select(pair => pair.First).ToArray();
        return mine.Length == 0 ? Task.CompletedTask
            : RecordAsync(delivery, mine, (record, _) => record.Released(delivery.Id), isClaimed: true);
    }

    /// <summary>
    /// Without the table a page is sent, in the order that this process knows. What can wait, waits: otherwise it could
    /// be the last message and false.
    /// </summary>
    private async Task<SentClaim> ClaimAsync(
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

    /// <summary>False when time is up.</summary>
    private async Task<bool> WaitAsync(SentClaim.Busy before, TimeSpan look, CancellationToken cancellation)
    {
        try
        {
            if (state.InFlight.TryGetValue(before.Id, out var sending))
                await sending.Task.WaitAsync(before.For, state.Time, cancellation);
            else
                await Task.Delay(look, state.Time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private Task<bool> RecordAsync(
        Delivery delivery, Func<SentRecord, SentAlerts, SentRecord> change, bool isClaimed = true) =>
        RecordAsync(delivery, SentScope.Of(delivery), change, isClaimed);

    /// <param name="isClaimed">Otherwise only this process records it, for now.</param>
    /// <returns>Whether it is in the shared record.</returns>
    private async Task<bool> RecordAsync(
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

    private void EndFlight(Delivery delivery)
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

/// <summary>Whether a delivery is sent now.</summary>
internal abstract record DeliveryTurn
{
    /// <summary>With what is still true.</summary>
    /// <param name="Failures">How often the channel has failed to send it.</param>
    public sealed record Now(Delivery Delivery, int Failures) : DeliveryTurn
    {
        /// <summary>Whether other processes see the claim.</summary>
        public bool IsClaimed { get; init; } = true;

        /// <summary>Alerts of which something later was sent.</summary>
        public IReadOnlyList<Alert> LeftOut { get; init; } = [];

        public string LeftOutReason { get; init; } = "";
    }

    public sealed record Ended(Verdict Verdict) : DeliveryTurn
    {
        public static Ended Delivered { get; } = new(new Verdict.Delivered("already delivered"));

        public ReasonCode? Code { get; init; }
    }

    public sealed record Later(RetryDecision Decision) : DeliveryTurn
    {
        /// <summary>What is sent first; null when it waits for the table.</summary>
        public SentClaim.Busy? Behind { get; init; }

        public static Later ForTable(StateUnavailableException unavailable, TimeSpan wait) => new(new RetryDecision(
            wait, new Reason(ReasonCode.Retrying, $"waits for the table: {unavailable.Message}")) { IsWait = true });
    }
}
