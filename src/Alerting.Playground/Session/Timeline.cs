using Alerting.Notifications;
using Alerting.Playground.Metrics;
using Alerting.Playground.Views;
using Alerting.Redaction;
using Alerting.Routing;

namespace Alerting.Playground.Session;

/// <summary>The latest entries. Deliveries of dropped entries continue.</summary>
internal sealed class Timeline(PlaygroundMetrics metrics)
{
    private const int MaxEntries = 300;

    /// <summary>More than anybody reads at once.</summary>
    private const int MaxPerUpdate = 80;

    private readonly List<TimelineEntry> _entries = [];
    private readonly SuppressionTally _tally = new(metrics);
    private long _count;

    public long Suppressed => _tally.Count;

    public IReadOnlyList<TimelineView> Since(long seq) =>
        [.. _entries.Where(entry => entry.Seq > seq).TakeLast(MaxPerUpdate).Select(entry => entry.View())];

    public TimelineEntry Add(TracedAlert traced, IReadOnlyList<RouteMatch> matches, DateTimeOffset at, long seq)
    {
        _tally.Track(traced);
        return Add(new TimelineEntry(++_count, at, "event", traced.Alert.Title) { Traced = traced, Matches = matches },
            seq);
    }

    /// <summary>An entry without an alert: an ignored event, a silence, a change of configuration.</summary>
    public TimelineEntry Add(string kind, string title, string? note, DateTimeOffset at, long seq) =>
        Add(new TimelineEntry(++_count, at, kind, Safe(title)) { Note = note is null ? null : Safe(note) }, seq);

    /// <summary>No alert of the pipeline, so nothing redacted it.</summary>
    private static string Safe(string text) => Redactor.BuiltIn.Apply(text, keepAddresses: true);

    /// <summary>A notification that was due, without a new event.</summary>
    public TimelineEntry Add(Notification notified, long seq) =>
        Add(new TimelineEntry(++_count, notified.At, "told", Title(notified)), seq);

    /// <summary>Links the alerts that waited for this notification, so they show its outcome.</summary>
    public void Link(TimelineEntry notified, Notification notification)
    {
        if (!notified.HasDeliveries)
            return;
        foreach (var entry in _entries)
        {
            if (entry != notified && entry.IsPendingFor(notification))
                entry.LinkTo(notified);
        }
    }

    /// <summary>Marks the entries with new decisions as changed.</summary>
    public void MarkChanged(long seq)
    {
        _tally.Update();
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
        if (_entries.Count > MaxEntries)
            _entries.RemoveAt(0);
        return entry;
    }
}
