using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Playground.Views;
using Alerting.Routing;
using Alerting.Text;
using Route = Alerting.Routing.Route;

namespace Alerting.Playground.Session;

/// <summary>
/// One alert's way through the pipeline, or a notification that was due without a new event. Grows with later decisions
/// and deliveries.
/// </summary>
internal sealed class TimelineEntry(long id, DateTimeOffset at, string kind, string title)
{
    private const int MaxDecisions = 12;

    private readonly List<QueuedDelivery> _deliveries = [];
    private readonly List<(string Receiver, StageView Stage)> _notified = [];
    private readonly List<TimelineEntry> _linked = [];
    private TimelineEntry? _notifiedBy;
    private string _lastOutcome = "";

    public long Id => id;

    /// <summary>The number of its last change. A new outcome also changes the entries linked to it.</summary>
    public long Seq
    {
        get;
        set
        {
            field = value;
            if (Outcome().Word is var outcome && outcome == _lastOutcome)
                return;
            _lastOutcome = outcome;
            foreach (var linked in _linked)
                linked.Seq = value;
        }
    }

    public bool HasDeliveries => _deliveries.Count > 0;

    /// <summary>Null for an entry without an alert.</summary>
    public TracedAlert? Traced { get; init; }

    public IReadOnlyList<RouteMatch> Matches { get; init; } = [];

    /// <summary>For an entry without an alert.</summary>
    public string? Note { get; init; }

    /// <summary>The number of decisions at the last check for changes.</summary>
    public int SeenDecisions { get; set; }

    public void Add(QueuedDelivery queued) => _deliveries.Add(queued);

    /// <summary>
    /// Adds a notification that the alert's decisions do not show already: a due one, or one to a fallback.
    /// </summary>
    public void Add(Notification notification)
    {
        if (Traced is null || notification.Failed.Count > 0)
        {
            _notified.Add((notification.Receiver, new StageView("notification", notification.Kind.Name(),
                notification.Reason, "notify", notification.At)));
        }
    }

    /// <summary>Adds what a fallback's rate limit dropped.</summary>
    public void AddDropped(Notification notification, Reason reason) =>
        _notified.Add((notification.Receiver, new StageView("notification", notification.Kind.Name(), reason.Text,
            DecisionAction.Suppress.Name(), notification.At)));

    /// <summary>Whether its alert is waiting and this notification may include it.</summary>
    public bool IsPendingFor(Notification notification) =>
        Traced is { } traced && _notifiedBy is null && Outcome().Word is "at" or "hold" &&
        (traced.Decisions.Any(decision => decision.GroupKey == notification.GroupKey && decision.At <= notification.At)
            ||
            notification.Alerts.Any(alert => alert.Fingerprint == traced.Alert.Fingerprint));

    public void LinkTo(TimelineEntry notified)
    {
        _notifiedBy = notified;
        notified._linked.Add(this);
        Seq = notified.Seq;
    }

    public TimelineView View()
    {
        var (outcome, notifyAt) = Outcome();
        return new TimelineView(id, at, kind, Cut(title), Traced?.Alert.Severity.Name(),
            Traced is null ? null : Traced.Alert.IsFiring ? "firing" : "resolved", outcome, notifyAt,
            [.. Stages().Select(stage =>
                stage with { Text = Cut(stage.Text), Reason = stage.Reason is null ? null : Cut(stage.Reason) })],
            [.. _deliveries.Select(queued => queued.View())]) { Fingerprint = Traced?.Alert.Fingerprint };
    }

    /// <summary>Keeps a title of a megabyte off the page.</summary>
    private static string Cut(string text) => TextCut.Clean(TextCut.To(text, 400));

    /// <summary>
    /// <c>told</c> only when a channel accepted it. Before that, <c>at</c> is scheduled, <c>hold</c> is held until an
    /// interval begins, and <c>sending</c> is in the queue.
    /// </summary>
    private (string Word, DateTimeOffset? At) Outcome()
    {
        if (HasDeliveries)
            return (OutcomeOfDeliveries(), null);
        if (_notifiedBy is not null)
            return _notifiedBy.Outcome();
        if (Traced is null or { Decisions.Count: 0 })
            return ("none", null);
        if (Traced.OutcomeAt(DateTimeOffset.MaxValue) == DecisionAction.Suppress)
            return ("suppress", null);
        var next = Traced.Decisions.Last(decision => decision.Action != DecisionAction.Suppress);
        return (next.Action == DecisionAction.Hold ? "hold" : "at", next.At);
    }

    private string OutcomeOfDeliveries() =>
        _deliveries.Exists(queued => queued.State == "delivered") ? "told"
        : _deliveries.Exists(queued => queued.State is "waiting" or "sending" or "retry") ? "sending"
        : "failed";

    private IEnumerable<StageView> Stages()
    {
        if (Note is not null)
            yield return new StageView("sources", Note);
        if (Traced is not null)
        {
            var signal = Traced.Alert.Signal;
            yield return new StageView("sources", signal.Source,
                signal.Problems.Count > 0 ? string.Join(' ', signal.Problems) : null);
            yield return new StageView("classification", Traced.Alert.Severity.Name(), Traced.Alert.SeverityReason);
            foreach (var match in Matches)
            {
                yield return new StageView("routing", 
                    $"{match.Route.Display} → {string.Join(", ", match.Route.To)}{Escalation(match.Route)}".TrimEnd(),
                    Conditions(match.Route));
            }
            if (Matches.Count == 0)
                yield return new StageView("routing", "no matching route", null, "suppress");
            foreach (var stage in Decisions(Traced.Decisions))
                yield return stage;
        }
        foreach (var same in _notified.GroupBy(notified => notified.Stage))
        {
            yield return same.Key with { Text =
                $"{same.Key.Text} → {Recipients(same.Select(notified => notified.Receiver))}".TrimStart() };
        }
    }

    /// <summary>Pages only: other alerts do not escalate.</summary>
    private string Escalation(Route route) => route.Escalate is { } policy && Traced!.Alert.Severity.IsPage()
        ? $"{(route.To.Count > 0 ? ", " : "")}escalation {policy}" : "";

    private static string Conditions(Route route) =>
        route.Match.Count == 0
            ? "matches everything"
            : string.Join(" and ", route.Match.Select(matcher => matcher.ToString()));

    /// <summary>A channel of a person by their key.</summary>
    private static string Recipients(IEnumerable<string> names) => string.Join(", ",
        names.Where(name => name.Length > 0).Distinct().Select(name => RecipientName.Parse(name).Display));

    /// <summary>Receivers with the same decision share a line.</summary>
    private static IEnumerable<StageView> Decisions(IReadOnlyList<Decision> decisions) => decisions
        .GroupBy(decision => (decision.GroupKey, decision.Action, decision.Reason, decision.At))
        .TakeLast(MaxDecisions)
        .Select(same => new StageView("grouping",
            Recipients(same.Select(decision => decision.Receiver)),
            same.Key.Reason.Text, same.Key.Action.Name(), same.Key.At));
}
