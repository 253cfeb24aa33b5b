using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Grouping;
using Alerting.InProcess;
using Alerting.Notifications;

namespace Alerting.Functions;

/// <summary>
/// Groups without queues and a table. Their state lives as long as the process, and nothing is held, because Lambda may freeze
/// the process after each response. When Lambda retries an event, the state stays and only failed notifications are
/// sent again.
/// </summary>
public sealed class LocalMode
{
    /// <summary>
    /// Keeps memory bounded. Lambda retries within hours; after that the event is in its dead-letter queue.
    /// </summary>
    private const int MaxUndelivered = 1000;

    private readonly TimeProvider _time;
    private readonly LocalAlerting _alerting;
    private readonly InMemoryGroupStore _store;
    private readonly IRateLimits? _rateLimits;
    private readonly Dictionary<string, List<Notification>> _undelivered;

    /// <param name="rateLimits">The delivery engine's, which applies them to fallbacks.</param>
    public LocalMode(AlertingConfig config, TimeProvider time, IRateLimits? rateLimits = null)
        : this(config, time, rateLimits, new InMemoryGroupStore(), new(StringComparer.Ordinal))
    {
    }

    private LocalMode(AlertingConfig config, TimeProvider time, IRateLimits? rateLimits, InMemoryGroupStore store,
        Dictionary<string, List<Notification>> undelivered)
    {
        (_time, _rateLimits, _store, _undelivered) = (time, rateLimits, store, undelivered);
        _alerting = new LocalAlerting(config, time,
            new GroupRules(config) { CannotWait = true, AssumesNotified = true }, store, rateLimits);
    }

    /// <summary>Uses a changed configuration. Groups and rate limits keep their state.</summary>
    public LocalMode With(AlertingConfig config) => new(config, _time, _rateLimits, _store, _undelivered);

    public async Task<Trace> TakeAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        var trace = await _alerting.TakeAsync(signals, cancellation);
        // Notifications that became due while the process was frozen. The new events are processed first.
        foreach (var notification in await _alerting.WakeAsync(cancellation))
            trace.Add(notification);
        foreach (var notification in Undelivered(trace))
            trace.Add(notification);
        return trace;
    }

    /// <summary>Remembers failed notifications for the event's retry.</summary>
    public void Remember(Trace trace, IReadOnlyList<DeliveryOutcome> outcomes)
    {
        var failed = outcomes.Where(outcome => outcome.Verdict.IsFailure)
            .Select(outcome => outcome.Delivery.Notification).Distinct().ToList();
        if (failed.Count == 0)
            return;
        if (_undelivered.Count >= MaxUndelivered)
            _undelivered.Clear();
        foreach (var traced in trace.Alerts)
            _undelivered[KeyOf(traced.Alert)] = failed;
    }

    /// <summary>The alert's failed notifications, unless this trace already notifies about it.</summary>
    private List<Notification> Undelivered(Trace trace)
    {
        var retried = new List<Notification>();
        foreach (var alert in trace.Alerts.Select(traced => traced.Alert))
        {
            if (_undelivered.Remove(KeyOf(alert), out var notifications)
                && !trace.Notifications.Any(
                    notified => notified.Alerts.Any(other => other.Fingerprint == alert.Fingerprint)))
            {
                retried.AddRange(notifications);
            }
        }
        return [.. retried.DistinctBy(notification => notification.Id)];
    }

    /// <summary>
    /// Not the event's key: a repeated web request can have a new id, and its event may have no other key.
    /// </summary>
    private static string KeyOf(Alert alert) => $"{alert.Fingerprint}|{alert.Status}";
}
