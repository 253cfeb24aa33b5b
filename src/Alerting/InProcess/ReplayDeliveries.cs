using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;

namespace Alerting.InProcess;

/// <summary>
/// The delivery queue of a replay whose channels fail for a time: the attempts, waits, fallbacks and dead letters of the
/// engine that is deployed, over simulated time.
/// </summary>
internal sealed class ReplayDeliveries
{
    private readonly SimulatedTime _time;
    private readonly Func<OnCallRecords> _onCall;
    private readonly DeliveryState _state;
    private readonly TargetSender _sender;
    private readonly PriorityQueue<Queued, (DateTimeOffset Due, long Number)> _queue = new();
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fallbacks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _delivered = new(StringComparer.Ordinal);
    private DeliveryWriter _writer;
    private DeliveryEngine _engine;
    private long _number;

    public ReplayDeliveries(
        AlertingConfig config, SimulatedTime time, IRateLimits rateLimits, IIncidentAnswers answers,
        IReadOnlyList<ChannelOutage> outages, Func<OnCallRecords> onCall)
    {
        (_time, _onCall) = (time, onCall);
        _state = new DeliveryState
        {
            Time = time,
            Claims = new InMemoryDeliveryClaims(time),
            Threads = new InMemoryThreads(),
            FallbackRecipients = new InMemoryFallbackRecipients(),
            RateLimits = rateLimits,
            Answers = answers,
            OnCall = _ => Task.FromResult(onCall()),
        };
        _sender = new TargetSender([new FailingChannels(outages, time)],
            new Secrets((name, _) => Task.FromResult(name), time), time, retriesAtOnce: false);
        (_writer, _engine) = Compose(config);
    }

    public DateTimeOffset? NextDue => _queue.TryPeek(out _, out var next) ? next.Due : null;

    /// <summary>Notifications that neither a receiver nor a fallback got.</summary>
    public List<Notification> Dead { get; } = [];

    /// <summary>How many are still to be delivered.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Earlier deliveries are still known.</summary>
    public void Configure(AlertingConfig config) => (_writer, _engine) = Compose(config);

    /// <summary>The rate limit was checked before.</summary>
    public void Take(Notification notification) => Put(notification, attempt: 1, _time.GetUtcNow());

    /// <summary>Tries what is due now.</summary>
    public async Task<IReadOnlyList<ReplayEntry>> SendDueAsync(CancellationToken cancellation)
    {
        var entries = new List<ReplayEntry>();
        while (NextDue <= _time.GetUtcNow() && _queue.TryDequeue(out var queued, out _))
            await SendAsync(queued, entries, cancellation);
        return entries;
    }

    private async Task SendAsync(Queued queued, List<ReplayEntry> entries, CancellationToken cancellation)
    {
        var (notification, attempt) = queued;
        var made =
            await _engine.AttemptAsync(notification, _writer.Write(notification, _onCall()), attempt, cancellation);
        entries.AddRange(made.Outcomes.Select(outcome => Entry(outcome, attempt, made)).OfType<ReplayEntry>());
        if (made.RetryAfter is { } wait)
            Put(notification, attempt + 1, _time.GetUtcNow() + wait);
        else if (made.LostReason is not null)
            Dead.Add(notification);
        // Each attempt of an end has the same copy, and several receivers may share one.
        if (made.Fallback is not { } fallback || !_fallbacks.Add(fallback.Id))
            return;
        foreach (var decision in await _engine.RateLimits.DecideAsync(fallback, cancellation))
        {
            if (decision.Sent is { } sent)
                Take(sent);
            if (decision.Dropped is { } dropped)
            {
                entries.Add(new ReplayEntry(_time.GetUtcNow(),
                    Dropped: new DroppedNotification(dropped, decision.DroppedReason)));
            }
        }
    }

    /// <summary>Null when it was reported before: of the attempts that fail, only the first and the last are.</summary>
    private ReplayEntry? Entry(DeliveryOutcome outcome, int attempt, DeliveryAttempt made)
    {
        var (id, now) = (outcome.Delivery.Id, _time.GetUtcNow());
        if (outcome.Retry is { Wait: { } wait, Reason: var reason })
        {
            return attempt > 1 ? null
                : Failed(outcome, reason, undelivered => undelivered with { RetryAt = now + wait });
        }
        if (!_sent.Add(id))
            return null;
        if (outcome.Verdict is Verdict.Delivered)
            _delivered.Add(outcome.Delivery.Notification.Id);
        return outcome switch
        {
            { Verdict: Verdict.Rejected rejected } => Failed(outcome,
                new Reason(outcome.Retry?.Reason.Code ?? ReasonCode.GaveUp,
                    $"{rejected.Reason}; {EndOf(outcome, made)}"),
                undelivered => undelivered with
                    { Fallback = outcome.FellBackTo, IsDead = made.LostReason is not null }),
            { Verdict: Verdict.NotSent skipped, Code: { } code } =>
                Failed(outcome, new Reason(code, skipped.Reason), undelivered => undelivered),
            _ => new ReplayEntry(
                now, Notification: outcome.Delivery.Notification, Channel: outcome.Delivery.Target.Channel),
        };
    }

    private string? EndOf(DeliveryOutcome outcome, DeliveryAttempt made) => outcome.FellBackTo switch
    {
        null => outcome.NoFallback?.Text,
        var fallback when made.Fallback is { } copy && _delivered.Contains(copy.Id) => $"{fallback} got it already",
        var fallback => $"sent to {fallback} instead",
    };

    private ReplayEntry Failed(DeliveryOutcome outcome, Reason reason,
        Func<UndeliveredNotification, UndeliveredNotification> with) =>
        new(_time.GetUtcNow(), Undelivered: with(new UndeliveredNotification(
            outcome.Delivery.Notification, outcome.Delivery.Target.Channel, reason)));

    private void Put(Notification notification, int attempt, DateTimeOffset due) =>
        _queue.Enqueue(new Queued(notification, attempt), (due, _number++));

    /// <summary>Without jitter, so a replay is the same each time.</summary>
    private (DeliveryWriter, DeliveryEngine) Compose(AlertingConfig config) =>
        (new DeliveryWriter(config), new DeliveryEngine(config, _sender, _state, () => 0.5));

    private sealed record Queued(Notification Notification, int Attempt);

    private sealed class FailingChannels(IReadOnlyList<ChannelOutage> outages, TimeProvider time) : ISender
    {
        public bool Serves(string channel) => true;

        public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
        {
            var isDown = outages.Any(outage => outage.IsOf(delivery.Target.Channel, time.GetUtcNow()));
            return Task.FromResult<Verdict>(
                isDown ? new Verdict.Retry("the channel is down") : new Verdict.Delivered("the channel accepted it"));
        }
    }
}

/// <summary>A channel fails for a time.</summary>
/// <param name="Channel">As in the configuration: <c>slack</c>, <c>sms</c>.</param>
public sealed record ChannelOutage(string Channel, DateTimeOffset From, DateTimeOffset Until)
{
    internal bool IsOf(string channel, DateTimeOffset now) => channel == Channel && From <= now && now < Until;
}

/// <summary>A notification that one channel did not deliver: it is retried, failed finally, or is not needed now.</summary>
public sealed record UndeliveredNotification(Notification Notification, string Channel, Reason Reason)
{
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The fallback that gets it instead.</summary>
    public string? Fallback { get; init; }

    /// <summary>Whether it is a dead letter.</summary>
    public bool IsDead { get; init; }
}
