using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Playground.Metrics;

namespace Alerting.Playground.Session;

/// <summary>
/// The delivery queue and its dead letters, on the playground's clock: what is due when, one send at a time per
/// destination and in order. Everything else is decided by the engine that the functions run.
/// </summary>
/// <remarks>Only the engine's attempts run in parallel. <paramref name="ended"/> requests a turn for the
/// result.</remarks>
internal sealed class SimulatedDeliveries(
    TimeProvider time, TimeProvider wall, PlaygroundMetrics metrics, Action<QueuedDelivery> changed,
    Action<Delivery> delivered, Action ended)
{
    /// <summary>Leaves capacity for the page.</summary>
    private const int MaxInFlight = 16;

    private readonly List<QueuedDelivery> _waiting = [];
    private readonly List<QueuedDelivery> _dead = [];
    private readonly Dictionary<QueuedDelivery, Task<DeliveryAttempt>> _sending = [];
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _ends = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fallbacks = new(StringComparer.Ordinal);
    private readonly DeliveryState _state = DeliveryState.InMemory(time);
    private DeliveryWriter _writer = new(new AlertingConfig());
    private DeliveryEngine _engine = null!;

    /// <summary>Also those that ended, since a service may report a message after its send.</summary>
    public KnownDeliveries Known { get; } = new();

    /// <summary>For a fallback that stands for whoever is on call.</summary>
    public Func<OnCallRecords> OnCall { get; init; } = () => OnCallRecords.Empty;

    public IReadOnlyList<QueuedDelivery> Waiting => _waiting;

    public IReadOnlyList<QueuedDelivery> Dead => _dead;

    /// <summary>
    /// The next time to send, or null. Deliveries to a busy destination are not due: they start when its send ends.
    /// </summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? next = null;
            if (_sending.Count < MaxInFlight)
            {
                foreach (var queued in _waiting)
                {
                    if (!(next <= queued.DueAt) && !_busy.Contains(queued.Destination))
                        next = queued.DueAt;
                }
            }
            return next;
        }
    }

    /// <summary>Shared with the groups, whose notifications pass their limits before they are queued.</summary>
    public IRateLimits RateLimits => _state.RateLimits!;

    /// <summary>Earlier deliveries are still known.</summary>
    public void Configure(AlertingConfig config, TargetSender sender, AnswerLinks answers) =>
        (_writer, _engine) = (new DeliveryWriter(config, answers),
            new DeliveryEngine(config, sender, _state, Random.Shared.NextDouble, answers));

    /// <summary>Begins a send. The token is cancelled when the send must end. Thread-safe.</summary>
    public CancellationToken Sending(Delivery delivery)
    {
        Known.Sending(delivery);
        return _ends.TryGetValue(delivery.Id, out var end) ? end.Token : CancellationToken.None;
    }

    /// <summary>Queues the deliveries of a notification; the rate limit was checked before.</summary>
    public void Take(Notification notification, TimelineEntry timeline)
    {
        timeline.Add(notification);
        foreach (var delivery in _writer.Write(notification, OnCall()))
        {
            var queued = new QueuedDelivery(delivery, timeline, time.GetUtcNow());
            timeline.Add(queued);
            _waiting.Add(queued);
        }
    }

    /// <summary>
    /// Starts the due sends, one at a time per destination and in order, so a service that does not answer occupies
    /// only one of the parallel sends.
    /// </summary>
    public void StartDue()
    {
        var now = time.GetUtcNow();
        for (var i = 0; i < _waiting.Count && _sending.Count < MaxInFlight; i++)
        {
            var queued = _waiting[i];
            if (queued.DueAt > now || !_busy.Add(queued.Destination))
                continue;
            _waiting.RemoveAt(i--);
            queued.State = "sending";
            queued.Attempts++;
            Known.Add(queued.Delivery);
            _ends[queued.Delivery.Id] = new CancellationTokenSource();
            var sending = _sending[queued] = AttemptAsync(queued);
            // After the task has completed, because the turn checks that.
            _ = sending.ContinueWith(_ => ended(), CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
            changed(queued);
        }
    }

    /// <summary>Processes finished sends.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        foreach (var (queued, sending) in _sending.Where(sending => sending.Value.IsCompleted).ToArray())
        {
            _sending.Remove(queued);
            _busy.Remove(queued.Destination);
            if (_ends.TryRemove(queued.Delivery.Id, out var end))
                end.Dispose();
            await SettleAsync(queued, await sending, cancellation);
            changed(queued);
        }
    }

    /// <summary>Cancels the sends to slow services.</summary>
    public void CancelSends(Predicate<string> isSlow)
    {
        foreach (var queued in _sending.Keys)
        {
            if (isSlow(queued.Channel))
                _ends[queued.Delivery.Id].Cancel();
        }
    }

    public bool IsSending => _sending.Values.Any(sending => !sending.IsCompleted);

    /// <summary>Completes when all current sends have.</summary>
    public Task SendingAsync() => Task.WhenAll(_sending.Values);

    /// <summary>Queues all dead letters again.</summary>
    public int Redrive()
    {
        var all = _dead.ToArray();
        _dead.Clear();
        foreach (var queued in all)
        {
            _engine.ReleaseAsync(queued.Delivery);
            (queued.State, queued.Attempts, queued.DueAt, queued.Reason) =
                ("waiting", 0, time.GetUtcNow(), "redriven manually");
            _waiting.Add(queued);
            changed(queued);
        }
        return all.Length;
    }

    private async Task<DeliveryAttempt> AttemptAsync(QueuedDelivery queued)
    {
        var delivery = queued.Delivery;
        var began = wall.GetTimestamp();
        var attempt = await Task.Run(() =>
            _engine.AttemptAsync(delivery.Notification, [delivery], queued.Attempts, CancellationToken.None));
        metrics.ObserveDuration(queued.Channel, wall.GetElapsedTime(began));
        return attempt;
    }

    private async Task SettleAsync(QueuedDelivery queued, DeliveryAttempt attempt, CancellationToken cancellation)
    {
        var (delivery, verdict) = attempt.Outcomes[0];
        (queued.State, queued.Reason, queued.EndedAt) = (verdict.Word, verdict.Reason, time.GetUtcNow());
        metrics.CountAttempt(queued.Channel, verdict.Word);
        if (verdict is Verdict.Delivered)
            delivered(delivery);
        if (attempt.RetryAfter is { } wait)
        {
            queued.DueAt = time.GetUtcNow() + wait;
            _waiting.Add(queued);
        }
        if (attempt.LostReason is { } reason)
            AddDeadLetter(queued, reason.Text);
        if (attempt.Outcomes[0].NoFallback is { Code: ReasonCode.FallbackNotified } direct)
            queued.Reason += $"; {direct.Text}";
        if (attempt.Fallback is not { } fallback)
            return;
        if (verdict is Verdict.Rejected)
            queued.Reason += $"; sent to {fallback.Receiver} instead";
        // Several failed targets may have the same fallback: send to it once.
        if (_fallbacks.Add(fallback.Id))
            await TakeFallbackAsync(fallback, queued.Timeline, cancellation);
    }

    /// <summary>A fallback has its own rate limit.</summary>
    private async Task TakeFallbackAsync(
        Notification fallback, TimelineEntry timeline, CancellationToken cancellation)
    {
        foreach (var decision in await _engine.RateLimits.DecideAsync(fallback, cancellation))
        {
            if (decision.Sent is { } sent)
                Take(sent, timeline);
            if (decision.Dropped is { } dropped)
                timeline.AddDropped(dropped, decision.DroppedReason);
        }
    }

    private void AddDeadLetter(QueuedDelivery queued, string reason)
    {
        queued.State = "dead";
        queued.Reason += $"; {reason}";
        metrics.CountAttempt(queued.Channel, "dead");
        _dead.Add(queued);
    }
}
