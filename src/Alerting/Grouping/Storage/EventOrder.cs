using Alerting.Alerts;

namespace Alerting.Grouping.Storage;

/// <summary>Orders the events of an alert by the source's clock: queues may deliver them in another order.</summary>
internal static class EventOrder
{
    /// <summary>
    /// The source's time, unless it is in the future: a wrong clock must not make later events look outdated.
    /// </summary>
    public static DateTimeOffset TimeOf(Alert alert, DateTimeOffset now) =>
        alert.Signal.OccurredAt is { } time && time < now ? time : now;

    /// <summary>
    /// Without resolved events, firing events may come from many machines in any order, so none is outdated while it
    /// fires.
    /// </summary>
    public static bool IsOlder(Alert alert, AlertEntry? known, DateTimeOffset now) =>
        known is not null && TimeOf(alert, now) < known.EventAt && (alert.Signal.Recovers || !known.IsFiring);

    public static DateTimeOffset Latest(AlertEntry entry, Alert alert, DateTimeOffset now) =>
        TimeOf(alert, now) is var time && time > entry.EventAt ? time : entry.EventAt;
}
