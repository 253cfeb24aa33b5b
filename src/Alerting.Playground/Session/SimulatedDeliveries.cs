using System.Collections.Concurrent;
using Alerting.Channels;
using Alerting.Channels.Sns;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Playground.Metrics;

namespace Alerting.Playground.Session;

/// <summary>
/// The delivery queue and its dead letters, in memory. Retries wait on the playground's clock; a final failure goes to the
/// fallback or becomes a dead letter.
/// </summary>
/// <remarks>Only the sending itself runs in parallel. <paramref name="ended"/> requests a turn to process the result.</remarks>
public sealed class SimulatedDeliveries(
    TimeProvider time, TimeProvider wall, PlaygroundMetrics metrics, Action<QueuedDelivery> changed, Action<Delivery> delivered, Action ended)
{
    /// <summary>Leaves capacity for the page.</summary>
    private const int MaxInFlight = 16;

    /// <summary>Also finished deliveries, since the service may report a message after its send ended.</summary>
    private const int MaxRemembered = 5000;

    private readonly List<QueuedDelivery> _waiting = [];
    private readonly List<QueuedDelivery> _dead = [];
    private readonly Dictionary<QueuedDelivery, Sending> _sending = [];
    private readonly ConcurrentDictionary<string, Delivery> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fallbacks = new(StringComparer.Ordinal);
    private readonly FallbackRecipients _fallbackRecipients = new();
    private readonly Dictionary<string, ThreadRef> _threads = new(StringComparer.Ordinal);
    private AlertingConfig _config = new();
    private DeliveryWriter _writer = new(new AlertingConfig());
    private Deliverer? _deliverer;

    public IReadOnlyList<QueuedDelivery> Waiting => _waiting;

    public IReadOnlyList<QueuedDelivery> Dead => _dead;

    /// <summary>The next time to send, or null. Deliveries to a busy destination are not due: they start when its send ends.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? next = null;
            if (_sending.Count < MaxInFlight)
                foreach (var queued in _waiting)
                    if (!(next <= queued.DueAt) && !_busy.Contains(queued.Destination))
                        next = queued.DueAt;
            return next;
        }
    }

    public void Configure(AlertingConfig config, Deliverer deliverer) =>
        (_config, _writer, _deliverer) = (config, new DeliveryWriter(config), deliverer);

    /// <summary>Thread-safe.</summary>
    public Delivery? Find(string id) => _known.GetValueOrDefault(id);

    /// <summary>SNS requests have no delivery id, so text and topic messages are matched by address and text. Thread-safe.</summary>
    public string FindByText(string address, string message) => _known.Values.FirstOrDefault(delivery =>
        delivery.Target.Channel is "sms" or "sns" && Text(delivery.Payload) == message &&
        (delivery.Target.Address.HasSecret || delivery.Target.Address.ToString() == address))?.Id ?? "";

    /// <summary>Queues the deliveries of a notification; the rate limit was checked before.</summary>
    public void Take(Notification notification, TimelineEntry timeline)
    {
        timeline.Add(notification);
        foreach (var delivery in _writer.Write(notification))
        {
            var queued = new QueuedDelivery(delivery, timeline, time.GetUtcNow());
            timeline.Add(queued);
            _waiting.Add(queued);
        }
        if (FallbackDecision.OfResolved(_config, notification, _fallbackRecipients.Find(notification)).Notification is { } alsoEnded)
            TakeOnce(alsoEnded, timeline);
    }

    /// <summary>Several failed targets may have the same fallback: send to it once.</summary>
    private void TakeOnce(Notification instead, TimelineEntry timeline)
    {
        if (_fallbacks.Add(instead.Id))
            Take(instead, timeline);
    }

    /// <summary>
    /// Starts the due sends, one at a time per destination and in order, so a service that does not answer occupies only one
    /// of the parallel sends.
    /// </summary>
    public void StartDue(CancellationToken cancellation)
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
            queued.Delivery = queued.Delivery with { Thread = _threads.GetValueOrDefault(queued.Thread) };
            Track(queued.Delivery);
            var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var sending = SendAsync(queued, end.Token);
            _sending[queued] = new Sending(sending, end);
            // After the task has completed, because the turn checks that.
            _ = sending.ContinueWith(_ => ended(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            changed(queued);
        }
    }

    /// <summary>Processes finished sends.</summary>
    public void Settle()
    {
        foreach (var (queued, sending) in _sending.Where(sending => sending.Value.Task.IsCompleted).ToArray())
        {
            _sending.Remove(queued);
            _busy.Remove(queued.Destination);
            Settle(queued, sending.Task.IsCompletedSuccessfully ? sending.Task.Result : new Verdict.Retry("the service did not answer in time"));
            sending.End.Dispose();
            changed(queued);
        }
    }

    /// <summary>Cancels the sends to slow services.</summary>
    public void CancelSends(Predicate<string> isSlow)
    {
        foreach (var (queued, sending) in _sending)
            if (isSlow(queued.Channel))
                sending.End.Cancel();
    }

    public bool IsSending => _sending.Values.Any(sending => !sending.Task.IsCompleted);

    /// <summary>Completes when all current sends have.</summary>
    public Task SendingAsync() => Task.WhenAll(_sending.Values.Select(sending => sending.Task));

    /// <summary>Queues all dead letters again.</summary>
    public int Redrive()
    {
        var all = _dead.ToArray();
        _dead.Clear();
        foreach (var queued in all)
        {
            (queued.State, queued.Attempts, queued.DueAt, queued.Reason) = ("waiting", 0, time.GetUtcNow(), "redriven manually");
            _waiting.Add(queued);
            changed(queued);
        }
        return all.Length;
    }

    private async Task<Verdict> SendAsync(QueuedDelivery queued, CancellationToken cancellation)
    {
        var began = wall.GetTimestamp();
        try
        {
            return await Task.Run(() => _deliverer!.SendAsync(queued.Delivery, cancellation), cancellation);
        }
        finally
        {
            metrics.ObserveDuration(queued.Channel, wall.GetElapsedTime(began));
        }
    }

    private void Settle(QueuedDelivery queued, Verdict verdict)
    {
        (queued.State, queued.Reason, queued.EndedAt) = (verdict.Word, verdict.Reason, time.GetUtcNow());
        metrics.CountAttempt(queued.Channel, verdict.Word);
        if (verdict is Verdict.Delivered)
            delivered(queued.Delivery);
        if (verdict is Verdict.Delivered { Thread: { } thread } && queued.Delivery.Notification.IncidentId.Length > 0)
            Remember(queued.Thread, thread);
        if (verdict is Verdict.Retry retry)
            verdict = Reschedule(queued, retry);
        if (verdict is Verdict.Rejected)
            GiveUp(queued, verdict);
    }

    private Verdict Reschedule(QueuedDelivery queued, Verdict.Retry retry)
    {
        var hasFallback = _config.Receivers.GetValueOrDefault(queued.Receiver)?.Fallback is not null;
        var decision = RetryDecision.Of(retry, queued.Attempts, hasFallback);
        queued.Reason = decision.Reason;
        if (decision.Wait is not { } wait)
            return new Verdict.Rejected(decision.Reason);
        queued.DueAt = time.GetUtcNow() + wait;
        _waiting.Add(queued);
        return retry;
    }

    private void GiveUp(QueuedDelivery queued, Verdict verdict)
    {
        var decision = FallbackDecision.Of(_config, queued.Delivery.Notification, [new DeliveryOutcome(queued.Delivery, verdict)]);
        if (decision.Notification is { } instead)
        {
            queued.State = "rejected";
            queued.Reason = $"{verdict.Reason}; sent to {instead.Receiver} instead";
            _fallbackRecipients.Remember(queued.Delivery.Notification, instead.Receiver);
            TakeOnce(instead, queued.Timeline);
            return;
        }
        queued.State = "dead";
        queued.Reason = $"{verdict.Reason}; {decision.Reason}";
        metrics.CountAttempt(queued.Channel, "dead");
        _dead.Add(queued);
    }

    private static string Text(Payload payload) => payload is SnsPayload topic ? topic.MessageJson : payload.ToString();

    private void Track(Delivery delivery)
    {
        if (_known.Count >= MaxRemembered)
            _known.Clear();
        _known[delivery.Id] = delivery;
    }

    private void Remember(string key, ThreadRef thread)
    {
        if (_threads.Count >= MaxRemembered)
            _threads.Clear();
        _threads.TryAdd(key, thread);
    }

    private sealed record Sending(Task<Verdict> Task, CancellationTokenSource End);
}
