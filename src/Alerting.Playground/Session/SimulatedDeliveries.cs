using System.Collections.Concurrent;
using Alerting.Channels;
using Alerting.Channels.Sns;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Playground.Metrics;

namespace Alerting.Playground.Session;

/// <summary>
/// The queue of deliveries with its dead letters, in memory: each target is sent to by itself, what may
/// work later waits for its time on the playground's clock, what never will goes to the fallback or is kept as dead.
/// </summary>
/// <remarks>All but the sending itself happens in its caller's turn; <paramref name="ended"/> asks for one.</remarks>
public sealed class SimulatedDeliveries(
    TimeProvider time, TimeProvider wall, PlaygroundMetrics metrics, Action<DeliveryLine> changed, Action<Delivery> delivered, Action ended)
{
    /// <summary>So many at once keep the machine free for the page.</summary>
    private const int MostInFlight = 16;

    /// <summary>Ended deliveries whose ids are remembered, so that an arrival finds its message.</summary>
    private const int Remembered = 5000;

    private readonly List<DeliveryLine> _waiting = [];
    private readonly List<DeliveryLine> _dead = [];
    private readonly Dictionary<DeliveryLine, Sending> _sending = [];
    private readonly ConcurrentDictionary<string, Delivery> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fallbacks = new(StringComparer.Ordinal);
    private readonly FallbackRecipients _standIns = new();
    private readonly Dictionary<string, ThreadRef> _threads = new(StringComparer.Ordinal);
    private AlertingConfig _config = new();
    private DeliveryWriter _writer = new(new AlertingConfig());
    private Deliverer? _deliverer;

    public IReadOnlyList<DeliveryLine> Waiting => _waiting;

    public IReadOnlyList<DeliveryLine> Dead => _dead;

    /// <summary>
    /// The next time something is to be sent; null is never. What waits for a sending to end is not due: it follows by itself.
    /// </summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? next = null;
            if (_sending.Count < MostInFlight)
                foreach (var line in _waiting)
                    if (!(next <= line.DueAt) && !_busy.Contains(line.Place))
                        next = line.DueAt;
            return next;
        }
    }

    public void Configure(AlertingConfig config, Deliverer deliverer) =>
        (_config, _writer, _deliverer) = (config, new DeliveryWriter(config), deliverer);

    /// <summary>A delivery that was sent. From any thread.</summary>
    public Delivery? Find(string id) => _known.GetValueOrDefault(id);

    /// <summary>The delivery whose text or topic message this is, where the wire carries no id. From any thread.</summary>
    public string FindByText(string address, string message) => _known.Values.FirstOrDefault(delivery =>
        delivery.Target.Channel is "sms" or "sns" && Text(delivery.Payload) == message &&
        (delivery.Target.Address.HasSecret || delivery.Target.Address.ToString() == address))?.Id ?? "";

    /// <summary>Takes over a notification, which is within the receiver's budget.</summary>
    public void Take(Notification notification, TimelineEntry trail)
    {
        trail.Add(notification);
        foreach (var delivery in _writer.Write(notification))
        {
            var line = new DeliveryLine(delivery, trail, time.GetUtcNow());
            trail.Add(line);
            _waiting.Add(line);
        }
        if (FallbackDecision.OfResolved(_config, notification, _standIns.Find(notification)).Notification is { } alsoEnded)
            TakeOnce(alsoEnded, trail);
    }

    /// <summary>By whatever way it comes to a fallback, it comes once.</summary>
    private void TakeOnce(Notification instead, TimelineEntry trail)
    {
        if (_fallbacks.Add(instead.Id))
            Take(instead, trail);
    }

    /// <summary>
    /// Begins to send what is due: messages to one place one after the other, in the order of their alerts. A service that
    /// does not answer takes up one of the sendings, whatever waits for it.
    /// </summary>
    public void StartDue(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        for (var i = 0; i < _waiting.Count && _sending.Count < MostInFlight; i++)
        {
            var line = _waiting[i];
            if (line.DueAt > now || !_busy.Add(line.Place))
                continue;
            _waiting.RemoveAt(i--);
            line.State = "sending";
            line.Attempts++;
            line.Delivery = line.Delivery with { Thread = _threads.GetValueOrDefault(line.Thread) };
            Know(line.Delivery);
            var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var sending = SendAsync(line, end.Token);
            _sending[line] = new Sending(sending, end);
            // Not before it has ended: whoever is told then must find it so.
            _ = sending.ContinueWith(_ => ended(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            changed(line);
        }
    }

    /// <summary>Takes in what ended, and decides what follows from it.</summary>
    public void Settle()
    {
        foreach (var (line, sending) in _sending.Where(sending => sending.Value.Task.IsCompleted).ToArray())
        {
            _sending.Remove(line);
            _busy.Remove(line.Place);
            Settle(line, sending.Task.IsCompletedSuccessfully ? sending.Task.Result : new Verdict.Retry("it did not answer in time"));
            sending.End.Dispose();
            changed(line);
        }
    }

    /// <summary>Waits no longer for services that are known not to answer in time.</summary>
    public void BreakOff(Predicate<string> isSlow)
    {
        foreach (var (line, sending) in _sending)
            if (isSlow(line.Channel))
                sending.End.Cancel();
    }

    /// <summary>Whether something is on its way and has not ended.</summary>
    public bool IsSending => _sending.Values.Any(sending => !sending.Task.IsCompleted);

    /// <summary>Done when nothing is on its way any more.</summary>
    public Task SendingAsync() => Task.WhenAll(_sending.Values.Select(sending => sending.Task));

    /// <summary>Sends all dead letters once more.</summary>
    public int Redrive()
    {
        var all = _dead.ToArray();
        _dead.Clear();
        foreach (var line in all)
        {
            (line.State, line.Attempts, line.DueAt, line.Reason) = ("waiting", 0, time.GetUtcNow(), "sent once more by hand");
            _waiting.Add(line);
            changed(line);
        }
        return all.Length;
    }

    private async Task<Verdict> SendAsync(DeliveryLine line, CancellationToken cancellation)
    {
        var began = wall.GetTimestamp();
        try
        {
            return await Task.Run(() => _deliverer!.SendAsync(line.Delivery, cancellation), cancellation);
        }
        finally
        {
            metrics.Took(line.Channel, wall.GetElapsedTime(began));
        }
    }

    private void Settle(DeliveryLine line, Verdict verdict)
    {
        (line.State, line.Reason, line.EndedAt) = (verdict.Word, verdict.Reason, time.GetUtcNow());
        metrics.Sent(line.Channel, verdict.Word);
        if (verdict is Verdict.Delivered)
            delivered(line.Delivery);
        if (verdict is Verdict.Delivered { Thread: { } thread } && line.Delivery.Notification.IncidentId.Length > 0)
            Remember(line.Thread, thread);
        if (verdict is Verdict.Retry retry)
            verdict = Again(line, retry);
        if (verdict is Verdict.Rejected)
            GiveUp(line, verdict);
    }

    private Verdict Again(DeliveryLine line, Verdict.Retry retry)
    {
        var hasFallback = _config.Receivers.GetValueOrDefault(line.Receiver)?.Fallback is not null;
        var decision = RetryDecision.Of(retry, line.Attempts, hasFallback);
        line.Reason = decision.Reason;
        if (decision.Wait is not { } wait)
            return new Verdict.Rejected(decision.Reason);
        line.DueAt = time.GetUtcNow() + wait;
        _waiting.Add(line);
        return retry;
    }

    private void GiveUp(DeliveryLine line, Verdict verdict)
    {
        var decision = FallbackDecision.Of(_config, line.Delivery.Notification, [new DeliveryOutcome(line.Delivery, verdict)]);
        if (decision.Notification is { } instead)
        {
            line.State = "rejected";
            line.Reason = $"{verdict.Reason}; {instead.Receiver} is told instead";
            _standIns.Remember(line.Delivery.Notification, instead.Receiver);
            TakeOnce(instead, line.Timeline);
            return;
        }
        line.State = "dead";
        line.Reason = $"{verdict.Reason}; {decision.Reason}";
        metrics.Sent(line.Channel, "dead");
        _dead.Add(line);
    }

    private static string Text(Payload payload) => payload is SnsPayload topic ? topic.MessageJson : payload.ToString();

    private void Know(Delivery delivery)
    {
        if (_known.Count >= Remembered)
            _known.Clear();
        _known[delivery.Id] = delivery;
    }

    private void Remember(string key, ThreadRef thread)
    {
        if (_threads.Count >= Remembered)
            _threads.Clear();
        _threads.TryAdd(key, thread);
    }

    /// <summary>A try that is under way, and what ends it early.</summary>
    private sealed record Sending(Task<Verdict> Task, CancellationTokenSource End);
}
