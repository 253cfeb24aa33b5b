using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Incidents;

namespace Alerting.Grouping;

/// <summary>
/// Writes what a step did to the timeline of its incident. It is saved with the step, in the outbox, so a crash loses
/// nothing.
/// </summary>
internal static class TimelineWriter
{
    /// <summary>Beyond this only answers are written, and the rest is counted.</summary>
    public const int Capacity = 1000;

    /// <summary>A step with hundreds of alerts stays far below the store's limit for an item.</summary>
    public const int MaxOfStep = 100;

    public static GroupState Add(GroupState before, GroupMessage message, GroupStep step, DateTimeOffset now)
    {
        var state = step.State;
        // Nobody reads the timeline of a canary.
        if (state.RouteId == Canary.RouteId)
            return state;
        if ((state.IncidentId ?? before.IncidentId ?? (message as PersonAnswer)?.IncidentId) is not { } id)
            return state;
        var all = Entries(before, state, message, step, now);
        if (all.Count == 0)
            return state;
        // An answer to an incident that is over stands in its timeline, beside what is counted here.
        if (IncidentOf(id, before, state, now) is not { } incident)
            return With(state, new TimelinePart(id, Capacity + (int)(SeenEvents.Hash(all[0].Text) % Capacity), all));
        var room = Math.Clamp(Capacity - incident.Entries, 0, MaxOfStep);
        TimelineEntry[] written = [.. all.Where((entry, at) => at < room || entry.Kind == TimelineKind.Answer)];
        state = state with
        {
            Incident = incident with
            {
                Entries = incident.Entries + written.Length,
                CountedEntries = incident.CountedEntries + all.Count - written.Length,
            },
        };
        var mark = MarkOf(before.Incident, incident, state.Order) is { } made
            ? made with { At = now } : null;
        return written.Length == 0 && mark is null ? state
            : With(state, new TimelinePart(id, incident.Entries, written)
            {
                Mark = mark, HasMoved = incident.Entries > 0 && before.Incident?.Id != id,
            });
    }

    /// <summary>Null if it is as it was.</summary>
    private static AnswerMark? MarkOf(Incident? before, Incident after, long order) =>
        before?.Id == after.Id && before.State == after.State ? null
        : after.State switch
        {
            IncidentState.Open => before?.Id == after.Id ? new AnswerMark(order, null, default) : null,
            IncidentState.Acknowledged =>
                new AnswerMark(order, $"acknowledged by {after.By?.Name}", ReasonCode.Acknowledged),
            IncidentState.Snoozed => new AnswerMark(order, $"snoozed by {after.By?.Name}", ReasonCode.Snoozed),
            IncidentState.Closed => new AnswerMark(order, $"closed by {after.By?.Name}", ReasonCode.Closed),
            _ => new AnswerMark(order, "resolved since", ReasonCode.Resolved),
        };

    private static GroupState With(GroupState state, TimelinePart part) =>
        state with { Outbox = state.Outbox with { Timeline = [.. state.Outbox.Timeline ?? [], part] } };

    /// <summary>An earlier version may have opened it. Null if it is neither the present nor the last one.</summary>
    private static Incident? IncidentOf(string id, GroupState before, GroupState after, DateTimeOffset now)
    {
        if (after.Incident is { } known && known.Id == id)
            return known;
        if (id != before.IncidentId && id != after.IncidentId)
            return null;
        var unknown = new Incident(id, after.OpenedAt ?? now);
        return after.IncidentId is null ? unknown.Resolved(now) : unknown;
    }

    private static List<TimelineEntry> Entries(
        GroupState before, GroupState after, GroupMessage message, GroupStep step, DateTimeOffset now)
    {
        var entries = new List<TimelineEntry>();
        foreach (var part in message.Parts)
        {
            var alert = part is AlertArrived arrived ? arrived.Alert
                : part is AlertMoved moved && before.Entries.Find(moved.Alert.Fingerprint) is { IsOpen: true }
                    ? moved.Alert : null;
            if (alert is not null)
                entries.Add(Arrived(alert, now));
        }
        foreach (var decision in step.Reasons)
        {
            entries.Add(message is PersonAnswer answer && decision.Fingerprint == answer.IncidentId
                ? new TimelineEntry(answer.At, TimelineKind.Answer, decision.Reason.Code, decision.Reason.Text)
                    { By = answer.By, Caller = answer.Caller }
                : Decided(decision, after, message is HandedOver handover ? handover.At : now));
        }
        return entries;
    }

    private static TimelineEntry Arrived(Alert alert, DateTimeOffset now) => new(
        now, TimelineKind.Event, alert.Signal.Ending?.Code ?? (alert.IsFiring ? ReasonCode.Other : ReasonCode.Resolved),
        alert.IsFiring ? $"{alert.Name} fires ({alert.Severity.Name()})."
            : $"{alert.Name}: {alert.Signal.Ending?.Lower ?? "resolved"}.")
        { Alert = alert.Name, Severity = alert.IsFiring ? alert.Severity : null };

    private static TimelineEntry Decided(GroupDecision decision, GroupState after, DateTimeOffset now) => new(
        now, TimelineKind.Decision, decision.Reason.Code, decision.Reason.Text)
    {
        Alert = after.Entries.Find(decision.Fingerprint)?.Alert.Name,
        To = decision.Receivers.Count > 0 ? decision.Receivers : null,
    };
}
