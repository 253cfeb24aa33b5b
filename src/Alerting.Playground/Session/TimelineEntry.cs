using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;
using Alerting.Playground.Views;
using Alerting.Routing;
using Route = Alerting.Routing.Route;

namespace Alerting.Playground.Session;

/// <summary>
/// The way of one alert through the stages; or, where no event came, what groups told because their time had come. It grows
/// as groups and channels go on to decide.
/// </summary>
public sealed class TimelineEntry(long id, DateTimeOffset at, string kind, string title)
{
    private const int ShownDecisions = 12;

    private readonly List<DeliveryLine> _deliveries = [];
    private readonly List<(string Receiver, StageView Stage)> _notified = [];
    private readonly List<TimelineEntry> _followers = [];
    private TimelineEntry? _notifiedBy;
    private string _lastOutcome = "";

    public long Id => id;

    /// <summary>When it last changed, in the order of all changes. What is told by it changes with its outcome.</summary>
    public long Seq
    {
        get;
        set
        {
            field = value;
            if (Outcome().Word is var outcome && outcome == _lastOutcome)
                return;
            _lastOutcome = outcome;
            foreach (var follower in _followers)
                follower.Seq = value;
        }
    }

    public bool HasDeliveries => _deliveries.Count > 0;

    /// <summary>Null where it is no event of an alert.</summary>
    public TracedAlert? Traced { get; init; }

    public IReadOnlyList<RouteMatch> Matches { get; init; } = [];

    /// <summary>Why an event tells nothing, or what else there is to say.</summary>
    public string? Note { get; init; }

    /// <summary>How many of the alert's decisions were looked at.</summary>
    public int SeenDecisions { get; set; }

    public void Add(DeliveryLine line) => _deliveries.Add(line);

    /// <summary>That a receiver is told, where no decision about the alert says so already.</summary>
    public void Add(Notification notification)
    {
        if (Traced is null || notification.Failed.Count > 0)
            _notified.Add((notification.Receiver, new StageView("notification", notification.Kind.Name(), notification.Reason, "notify", notification.At)));
    }

    /// <summary>Whether its alert is still to be told, and this may be what tells it.</summary>
    public bool WaitsFor(Notification notification) =>
        Traced is { } traced && _notifiedBy is null && Outcome().Word is "at" or "hold" &&
        (traced.Decisions.Any(decision => decision.GroupKey == notification.GroupKey && decision.At <= notification.At) ||
            notification.Alerts.Any(alert => alert.Fingerprint == traced.Alert.Fingerprint));

    public void FollowOf(TimelineEntry notified)
    {
        _notifiedBy = notified;
        notified._followers.Add(this);
        Seq = notified.Seq;
    }

    public TimelineView View()
    {
        var (outcome, toldAt) = Outcome();
        return new TimelineView(id, at, kind, Cut(title), Traced?.Alert.Severity.Name(),
            Traced is null ? null : Traced.Alert.IsFiring ? "firing" : "resolved", outcome, toldAt,
            [.. Stages().Select(stage => stage with { Text = Cut(stage.Text), Reason = stage.Reason is null ? null : Cut(stage.Reason) })],
            [.. _deliveries.Select(line => line.View())]);
    }

    /// <summary>Whoever sends a megabyte of title does not fill everybody's page with it.</summary>
    private static string Cut(string text) => TextCut.Clean(TextCut.To(text, 400));

    /// <summary>
    /// <c>told</c> is what a channel took, and nothing else: what is decided is to be told <c>at</c> a time or waits for its
    /// hours (<c>hold</c>), and what is decided for now is on its way (<c>sending</c>) or has <c>failed</c>.
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
        _deliveries.Exists(line => line.State == "delivered") ? "told"
        : _deliveries.Exists(line => line.State is "waiting" or "sending" or "retry") ? "sending"
        : "failed";

    private IEnumerable<StageView> Stages()
    {
        if (Note is not null)
            yield return new StageView("sources", Note);
        if (Traced is not null)
        {
            var signal = Traced.Alert.Signal;
            yield return new StageView("sources", $"read as {signal.Source}", signal.Problems.Count > 0 ? string.Join(' ', signal.Problems) : null);
            yield return new StageView("classification", Traced.Alert.Severity.Name(), Traced.Alert.SeverityReason);
            foreach (var match in Matches)
                yield return new StageView("routing", $"{match.Route.Display} → {string.Join(", ", match.Route.To)}", Conditions(match.Route));
            if (Matches.Count == 0)
                yield return new StageView("routing", "no route takes it", null, "suppress");
            foreach (var stage in Decisions(Traced.Decisions))
                yield return stage;
        }
        foreach (var same in _notified.GroupBy(notified => notified.Stage))
            yield return same.Key with { Text = $"{same.Key.Text} → {string.Join(", ", same.Select(notified => notified.Receiver))}".TrimStart() };
    }

    private static string Conditions(Route route) =>
        route.Match.Count == 0 ? "it takes everything" : string.Join(" and ", route.Match.Select(matcher => matcher.ToString()));

    /// <summary>Receivers for which the same is decided stand in one line.</summary>
    private static IEnumerable<StageView> Decisions(IReadOnlyList<Decision> decisions) => decisions
        .GroupBy(decision => (decision.GroupKey, decision.Action, decision.Reason, decision.At))
        .TakeLast(ShownDecisions)
        .Select(same => new StageView("grouping", string.Join(", ", same.Select(decision => decision.Receiver).Where(name => name.Length > 0).Distinct()),
            same.Key.Reason, same.Key.Action.Name(), same.Key.At));
}
