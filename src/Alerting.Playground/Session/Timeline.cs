using Alerting.Notifications;
using Alerting.Playground.Metrics;
using Alerting.Playground.Views;
using Alerting.Routing;

namespace Alerting.Playground.Session;

/// <summary>The latest trails; older ones are forgotten, what became of their deliveries is not.</summary>
public sealed class Timeline(PlaygroundMetrics metrics)
{
    private const int Most = 300;

    /// <summary>More at once than anybody reads would only keep the page busy.</summary>
    private const int MostInOneUpdate = 80;

    private readonly List<TimelineEntry> _entries = [];
    private readonly SuppressionTally _tally = new(metrics);
    private long _count;

    public long Suppressed => _tally.Count;

    public IReadOnlyList<TimelineView> Since(long seq) =>
        [.. _entries.Where(entry => entry.Seq > seq).TakeLast(MostInOneUpdate).Select(entry => entry.View())];

    public TimelineEntry Add(TracedAlert traced, IReadOnlyList<RouteMatch> matches, DateTimeOffset at, long seq)
    {
        _tally.Follow(traced);
        return Add(new TimelineEntry(++_count, at, "event", traced.Alert.Title) { Traced = traced, Matches = matches }, seq);
    }

    /// <summary>Something that is no alert: an event that tells nothing, a silence, another configuration.</summary>
    public TimelineEntry Add(string kind, string title, string? note, DateTimeOffset at, long seq) =>
        Add(new TimelineEntry(++_count, at, kind, title) { Note = note }, seq);

    /// <summary>What a group tells because its time has come.</summary>
    public TimelineEntry Add(Notification notified, long seq) =>
        Add(new TimelineEntry(++_count, notified.At, "told", Title(notified)), seq);

    /// <summary>Alerts that waited for this notification are told by it: from now on they show what becomes of it.</summary>
    public void Link(TimelineEntry notified, Notification notification)
    {
        if (!notified.HasDeliveries)
            return;
        foreach (var entry in _entries)
            if (entry != notified && entry.WaitsFor(notification))
                entry.FollowOf(notified);
    }

    /// <summary>Marks the trails in which more was decided since the last look.</summary>
    public void Look(long seq)
    {
        _tally.Look();
        foreach (var entry in _entries)
        {
            if (entry.Traced is not { } traced || traced.Decisions.Count == entry.SeenDecisions)
                continue;
            entry.SeenDecisions = traced.Decisions.Count;
            entry.Seq = seq;
        }
    }

    private static string Title(Notification notified)
    {
        var more = notified.Alerts.Count - 1 + notified.More;
        return more > 0 ? $"{notified.Alerts[0].Title} and {more} more" : notified.Alerts[0].Title;
    }

    private TimelineEntry Add(TimelineEntry entry, long seq)
    {
        entry.Seq = seq;
        _entries.Add(entry);
        if (_entries.Count > Most)
            _entries.RemoveAt(0);
        return entry;
    }
}
