using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// Claims each delivery in the record of what its target was sent, so that the last message about an alert is the true
/// one: docs/order.md.
/// </summary>
internal sealed class DeliveryOrder(DeliveryState state, DeliveryWriter writer, Func<double> random)
{
    private readonly DeliveryRecords _records = new(state);

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(200);

    /// <summary>Above this the queue waits instead.</summary>
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(4);

    /// <summary>10 s with jitter. What waits is late by that much when the table answers again.</summary>
    private static readonly TimeSpan LongestWaitForTable = TimeSpan.FromSeconds(8);

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
        var isRecorded = await _records.RecordAsync(delivery, (record, alerts) =>
            record.Delivered(delivery.Id, alerts with { SentAt = ended.ToUnixTimeMilliseconds() }), isClaimed);
        return isRecorded ? null : new UnrecordedDelivery(delivery.Id, began, ended);
    }

    public Task FailedAsync(Delivery delivery, string reason) =>
        _records.RecordAsync(delivery, (record, alerts) => record.FailedFor(delivery.Id, alerts, reason));

    /// <summary>Allows another attempt, after one that failed.</summary>
    public Task RetriedAsync(Delivery delivery) =>
        _records.RecordAsync(delivery, (record, alerts) => record.Retried(
            delivery.Id, alerts with { SentAt = state.Time.GetUtcNow().ToUnixTimeMilliseconds() }));

    /// <summary>Allows another attempt.</summary>
    public Task ReleaseAsync(Delivery delivery) =>
        _records.RecordAsync(delivery, (record, _) => record.Released(delivery.Id));

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
    public void Forget(Delivery delivery) => _records.EndFlight(delivery);

    private async Task<DeliveryTurn> TryClaimAsync(Delivery delivery, int attempt, CancellationToken cancellation)
    {
        // Before the claim, because whoever finds the claim waits for this.
        var isFirst = state.InFlight.TryAdd(delivery.Id, new TaskCompletionSource());
        var turn = await DecideAsync(delivery, attempt, cancellation);
        if (isFirst && turn is not DeliveryTurn.Now)
            _records.EndFlight(delivery);
        return turn;
    }

    private async Task<DeliveryTurn> DecideAsync(Delivery delivery, int attempt, CancellationToken cancellation)
    {
        var scopes = SentScope.Of(delivery);
        SentClaim[] claims;
        try
        {
            claims = await Task.WhenAll(
                scopes.Select(scope => _records.ClaimAsync(scope, delivery, attempt, cancellation)));
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
            : _records.RecordAsync(delivery, mine, (record, _) => record.Released(delivery.Id), isClaimed: true);
    }

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
}
