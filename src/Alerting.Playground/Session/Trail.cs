using Alerting.Notifications;
using Alerting.Playground.Metrics;
using Alerting.Playground.Views;
using Alerting.Routing;

namespace Alerting.Playground.Session;

/// <summary>The latest trails; older ones are forgotten, what became of their deliveries is not.</summary>
public sealed class Trail(PlaygroundMetrics metrics)
{
    private const int Most = 300;

    /// <summary>More at once than anybody reads would only keep the page busy.</summary>
    private const int MostInOneUpdate = 80;

    private readonly List<TrailEntry> _entries = [];
    private readonly SuppressionTally _tally = new(metrics);
    private long _count;

    public long Suppressed => _tally.Count;

    public IReadOnlyList<TrailView> Since(long seq) =>
        [.. _entries.Where(entry => entry.Seq > seq).TakeLast(MostInOneUpdate).Select(entry => entry.View())];

    public TrailEntry Add(TracedAlert traced, IReadOnlyList<RouteMatch> matches, DateTimeOffset at, long seq)
    {
        _tally.Follow(traced);
        return Add(new TrailEntry(++_count, at, "event", traced.Alert.Title) { Traced = traced, Matches = matches }, seq);
    }

    /// <summary>Something that is no alert: an event that tells nothing, a silence, another configuration.</summary>
    public TrailEntry Add(string kind, string title, string? note, DateTimeOffset at, long seq) =>
        Add(new TrailEntry(++_count, at, kind, title) { Note = note }, seq);

    /// <summary>What a group tells because its time has come.</summary>
    public TrailEntry Add(Notification told, long seq) =>
        Add(new TrailEntry(++_count, told.At, "told", Title(told)), seq);

    /// <summary>Alerts that waited for this notification are told by it: from now on they show what becomes of it.</summary>
    public void Link(TrailEntry told, Notification notification)
    {
        if (!told.HasDeliveries)
            return;
        foreach (var entry in _entries)
            if (entry != told && entry.WaitsFor(notification))
                entry.FollowOf(told);
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

    private static string Title(Notification told)
    {
        var more = told.Alerts.Count - 1 + told.More;
        return more > 0 ? $"{told.Alerts[0].Title} and {more} more" : told.Alerts[0].Title;
    }

    private TrailEntry Add(TrailEntry entry, long seq)
    {
        entry.Seq = seq;
        _entries.Add(entry);
        if (_entries.Count > Most)
            _entries.RemoveAt(0);
        return entry;
    }
}
