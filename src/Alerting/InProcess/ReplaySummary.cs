using Alerting.Notifications;

namespace Alerting.InProcess;

/// <summary>
/// The outcomes of the events of a replay; the four kinds add up to all events. <paramref name="Dead"/> is 0 unless
/// channels are down.
/// </summary>
public sealed record ReplaySummary(int Events, int Delivered, int Held, int Suppressed, int Dead)
{
    /// <summary>How many notifications are dead letters, even if another receiver got the alert.</summary>
    public int DeadLetters { get; init; }

    /// <summary>How many notifications are still to be tried again when the replay ends.</summary>
    public int Retrying { get; init; }

    /// <param name="letters">Dead letters.</param>
    internal static ReplaySummary Of(
        IReadOnlyList<ReplayEntry> entries, IReadOnlyList<Notification> letters, DateTimeOffset now)
    {
        var traces = entries.Select(entry => entry.Event).OfType<Trace>().ToArray();
        var alerts = traces.SelectMany(trace => trace.Alerts).ToArray();
        var outcomes = alerts.Select(traced => traced.OutcomeAt(now)).ToArray();
        var reached = EventsOf(entries.Select(entry => entry.Notification).OfType<Notification>());
        var lost = EventsOf(letters);
        lost.ExceptWith(reached);
        var dead = alerts.Zip(outcomes).Count(each => each.Second == DecisionAction.Notify
            && lost.Contains((each.First.Alert.Fingerprint, each.First.Alert.Signal.EventKey)));
        // An event without an alert counts as suppressed.
        var empty = traces.Count(trace => trace.Alerts.Count == 0);
        return new ReplaySummary(
            outcomes.Length + empty,
            outcomes.Count(end => end == DecisionAction.Notify) - dead,
            outcomes.Count(end => end == DecisionAction.Hold),
            outcomes.Count(end => end == DecisionAction.Suppress) + empty,
            dead) { DeadLetters = letters.Count };
    }

    private static HashSet<(string, string)> EventsOf(IEnumerable<Notification> notifications) =>
        [.. notifications.SelectMany(each => each.Alerts).Select(alert => (alert.Fingerprint, alert.Signal.EventKey))];
}
