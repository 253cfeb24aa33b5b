using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;

namespace Alerting.Functions;

/// <summary>
/// Groups without a queue and a table: their state lives as long as the process, and nothing waits, since Lambda may freeze
/// the process as soon as it has answered. An event that Lambda repeats after a failure changes nothing, but what it did
/// not deliver is delivered again.
/// </summary>
public sealed class LocalMode
{
    /// <summary>Lambda repeats an event within hours; what is not asked for again is in its dead-letter queue.</summary>
    private const int Remembered = 1000;

    private readonly TimeProvider _time;
    private readonly LocalAlerting _alerting;
    private readonly InMemoryGroupStore _store;
    private readonly Dictionary<string, List<Notification>> _undelivered;

    public LocalMode(AlertingConfig config, TimeProvider time) : this(config, time, new InMemoryGroupStore(), new(StringComparer.Ordinal))
    {
    }

    private LocalMode(AlertingConfig config, TimeProvider time, InMemoryGroupStore store, Dictionary<string, List<Notification>> undelivered)
    {
        (_time, _store, _undelivered) = (time, store, undelivered);
        _alerting = new LocalAlerting(config, time, new GroupRules(config) { CannotWait = true, AssumesNotified = true }, store);
    }

    /// <summary>By another configuration; groups keep what they know, and budgets begin anew.</summary>
    public LocalMode With(AlertingConfig config) => new(config, _time, _store, _undelivered);

    public async Task<Trace> TakeAsync(IReadOnlyList<Signal> signals, CancellationToken cancellation)
    {
        var trace = await _alerting.TakeAsync(signals, cancellation);
        // What became due while the process was frozen; the events that came now have had their say.
        foreach (var notification in await _alerting.WakeAsync(cancellation))
            trace.Add(notification);
        foreach (var notification in Undelivered(trace))
            trace.Add(notification);
        return trace;
    }

    /// <summary>Keeps what somebody did not get, for when the event comes again.</summary>
    public void Remember(Trace trace, IReadOnlyList<DeliveryOutcome> outcomes)
    {
        var failed = outcomes.Where(outcome => outcome.Verdict.IsFailure)
            .Select(outcome => outcome.Delivery.Notification).Distinct().ToList();
        if (failed.Count == 0)
            return;
        if (_undelivered.Count >= Remembered)
            _undelivered.Clear();
        foreach (var traced in trace.Alerts)
            _undelivered[KeyOf(traced.Alert)] = failed;
    }

    /// <summary>What is told anew of an alert goes to all who did not get it the first time.</summary>
    private List<Notification> Undelivered(Trace trace)
    {
        var again = new List<Notification>();
        foreach (var alert in trace.Alerts.Select(traced => traced.Alert))
            if (_undelivered.Remove(KeyOf(alert), out var notifications)
                && !trace.Notifications.Any(notified => notified.Alerts.Any(other => other.Fingerprint == alert.Fingerprint)))
                again.AddRange(notifications);
        return [.. again.DistinctBy(notification => notification.Id)];
    }

    /// <summary>Not the event's own key: a web request that is sent again has another id, and its event may have no other key.</summary>
    private static string KeyOf(Alert alert) => $"{alert.Fingerprint}|{alert.Status}";
}
