using System.Collections.Immutable;
using Alerting.Alerts;
using Alerting.Grouping.Overflow;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Sources.CloudWatchAlarms;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// A person closes an incident: its alerts end for everybody who was notified. Their source may go on sending them, which
/// opens nothing, unless they started after the close or are more severe than then.
/// </summary>
internal static class ClosedByHand
{
    /// <summary>CloudWatch's state without data is not recovery, so what fires after it did not start then.</summary>
    private const string NoData = "INSUFFICIENT_DATA";

    public static void Close(Close close, Answerer by, GroupDraft group)
    {
        var incident = group.Incident.Answered(IncidentState.Closed, by) with
            { EndedAt = group.Now, Comment = close.Comment };
        var ending = new Ending(ReasonCode.Closed,
            $"Closed by {by.Name}{(close.Comment is { Length: > 0 } comment ? $": {comment.TrimEnd('.')}" : "")}");
        var closed = group.State.Closed?.Fingerprints ?? ImmutableHashSet<ulong>.Empty;
        foreach (var entry in group.Entries.ToArray())
        {
            if (!entry.IsOpen)
                continue;
            // One that flaps and is well now has ended.
            if (entry.IsFiring)
                closed = closed.Add(SeenEvents.Hash(entry.Fingerprint));
            Resolution.Apply(entry, entry.ResolvedAs(entry.Alert, group.Now, ending), group);
        }
        closed = closed.Union(OverflowResolution.Close(group));
        group.Change(group.State with
        {
            Incident = incident,
            Closed = closed.IsEmpty ? null : new ClosedAlerts(group.Now,
                $"closed by {by.Name} ({AlertTimes.Clock(by.At, group.Rules.TimeZone, group.Now)})")
                { Fingerprints = closed },
        });
        group.Output.Decide(incident.Id, [], DecisionAction.Notify, ending.Reason, group.Now);
    }

    /// <summary>Whether the alert is one that a person closed, sent again by its source.</summary>
    public static bool Suppresses(Alert alert, AlertEntry? known, GroupDraft group)
    {
        if (group.State.Closed is not { } closed || !closed.Contains(alert))
            return false;
        if (IsNew(alert, known, closed, group))
        {
            Ended(alert, group);
            return false;
        }
        if (known is { IsFiring: false })
            group.Put(known with { EventAt = EventOrder.Latest(known, alert, group.Now) });
        group.Suppress(alert, new Reason(ReasonCode.Closed,
            $"Suppressed: {closed.Reason}. It opens again only if it starts anew."));
        group.ForgetWhenQuiet();
        return true;
    }

    /// <summary>Its source ended it: from now on it may start anew.</summary>
    public static void Ended(Alert alert, GroupDraft group)
    {
        if (group.State.Closed is not { } closed || !closed.Contains(alert))
            return;
        group.Change(group.State with { Closed = closed.Without(alert) });
        group.Output.Turn(alert.Fingerprint);
    }

    private static bool IsNew(Alert alert, AlertEntry? known, ClosedAlerts closed, GroupDraft group)
    {
        if (alert.Severity > known?.Severity)
            return true;
        if (!alert.Signal.Recovers)
        {
            // Each occurrence is a new event, so the problem is a new one after a time without any.
            var last = known?.EventAt > closed.At ? known.EventAt : closed.At;
            // The route of the group may have been removed since.
            var route = group.Policy?.Route
                ?? (group.Rules.Router.Match(alert) is [var match, ..] ? match.Route : null);
            return EventOrder.TimeOf(alert, group.Now) - last > route?.ResolveAfter;
        }
        if (alert.Signal.StartsAt is { } start)
            return start > closed.At;
        // Other sources send the same one again with the time of sending.
        return alert.Signal.OccurredAt > closed.At && (alert.Signal.PreviousState is { } before
            ? before != alert.Signal.State && before != NoData
            : alert.Signal.Source == AlarmReader.SourceName);
    }
}
