using Alerting.Notifications;

namespace Alerting.InProcess;

/// <summary>
/// Counts the outcomes of the events of a replay. Decisions about an event may come days later, so each event is kept
/// until the end, without what only its notifications say.
/// </summary>
internal sealed class ReplayOutcomes
{
    private readonly ShortTraces _short = new();
    private readonly List<TracedAlert> _alerts = [];
    private readonly HashSet<(string Fingerprint, string EventKey)> _reached = [];

    /// <summary>Events without an alert count as suppressed.</summary>
    private int _empty;

    public void Add(ReplayEntry entry, bool withNotifications)
    {
        if (entry.Event is { } trace)
        {
            foreach (var traced in trace.Alerts)
            {
                _short.Shorten(traced, withEvents: withNotifications);
                _alerts.Add(traced);
            }
            _empty += trace.Alerts.Count == 0 ? 1 : 0;
        }
        if (withNotifications && entry.Notification is { } notified)
            _reached.UnionWith(EventsOf([notified]));
    }

    /// <param name="letters">Dead letters.</param>
    public ReplaySummary SummaryAt(DateTimeOffset now, IReadOnlyList<Notification> letters)
    {
        var lost = EventsOf(letters).ToHashSet();
        lost.ExceptWith(_reached);
        var (notified, held, dead) = (0, 0, 0);
        foreach (var traced in _alerts)
        {
            var outcome = traced.OutcomeAt(now);
            held += outcome == DecisionAction.Hold ? 1 : 0;
            notified += outcome == DecisionAction.Notify ? 1 : 0;
            var isLost = lost.Contains((traced.Alert.Fingerprint, traced.Alert.Signal.EventKey));
            dead += outcome == DecisionAction.Notify && isLost ? 1 : 0;
        }
        return new ReplaySummary(
            _alerts.Count + _empty, notified - dead, held, _alerts.Count - notified - held + _empty, dead)
            { DeadLetters = letters.Count };
    }

    private static IEnumerable<(string, string)> EventsOf(IEnumerable<Notification> notifications) =>
        notifications.SelectMany(each => each.Alerts).Select(alert => (alert.Fingerprint, alert.Signal.EventKey));
}
