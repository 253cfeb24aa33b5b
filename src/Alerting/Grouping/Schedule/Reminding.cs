using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Grouping.Schedule;

/// <summary>When to remind receivers that an alert still fires.</summary>
internal static class Reminding
{
    /// <summary>Wake-ups come once a minute.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static bool AppliesTo(AlertEntry entry) =>
        entry is { Phase: AlertPhase.Notified or AlertPhase.Flapping, IsFiring: true }
        && !entry.NotifiedReceivers.IsEmpty;

    public static Plan Of(AlertEntry entry, GroupDraft group)
    {
        if (group.State.Incident is { IsAnswered: true } answered)
            return Answered(answered, group.Now);
        if (Reopened(entry, group) is { } reopened)
            return Held(reopened.At, reopened.Reason, entry, group);
        if (Unanswered(entry, group) is { } unanswered)
            return unanswered;
        if (entry.NotifiedAt is not { } notified || RepeatOf(entry, notified, group) is not var (repeat, reason))
            return Plan.Nothing;
        // A silence, a hold or an inhibition may have delayed it.
        var passed = group.Now - notified - repeat > Punctual ? group.Now - notified : repeat;
        if (entry.Alert.Signal.NoDataSince is { } since)
        {
            reason = new Reason(ReasonCode.Reminder,
                $"Reminder: not recovered {DurationText.Of(passed)} after the last notification; " +
                $"no data since {AlertTimes.Moment(since, group.Rules.TimeZone, group.Now)}.");
        }
        else if (passed != repeat)
        {
            reason = RoutePolicy.StillFiring(passed);
        }
        return Held(notified + repeat, reason, entry, group);
    }

    /// <summary>Whom a policy asks is reminded only after its end, and then only the last ones.</summary>
    public static bool Reminds(string name, AlertEntry entry, GroupDraft group) =>
        group.State.Incident is not { Escalation: { } escalation, ReopenedByCode: not ReasonCode.Unacknowledged }
        || !escalation.Asks(name)
        || group.Rules.PolicyOf(group.Policy?.Route) is null
        || group.RecipientsOf(entry.Severity, entry.ExcludedReceivers).Names.Contains(name);

    /// <summary>Each hour, and not once a day: what is critical and nobody answered.</summary>
    private static Plan? Unanswered(AlertEntry entry, GroupDraft group)
    {
        if (group.State.Incident is not { NobodyAnswered: true } || entry.Severity != Severity.Critical
            || entry.NotifiedAt is not { } notified)
        {
            return null;
        }
        var repeat = group.Policy!.Reminders[(int)entry.Severity]?.After is { } after && after < Hour ? after : Hour;
        return Held(notified + repeat, new Reason(ReasonCode.NobodyAnswered,
            $"Reminder: nobody answered; still firing {DurationText.Of(Max(repeat, group.Now - notified))} after the " +
            "last notification."), entry, group);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static Plan Held(DateTimeOffset due, Reason reason, AlertEntry entry, GroupDraft group)
    {
        if (entry.GraceUntil > due)
            due = entry.GraceUntil.Value;
        if (group.Hold is not { } hours || entry.Severity.IsPage() || hours.Contains(due)
            || hours.NextOpening(due) is not { } opening)
        {
            return new Plan(due, reason);
        }
        return new Plan(opening, reason, IsHeld: true);
    }

    /// <summary>Nobody is reminded of what somebody is on: look again when that is over.</summary>
    public static Plan Answered(Incident incident, DateTimeOffset now) => new(
        incident.Until > now ? incident.Until : now.AddSeconds(1),
        new Reason(incident.State == IncidentState.Snoozed ? ReasonCode.Snoozed : ReasonCode.Acknowledged,
            $"Suppressed: {incident.State.Name()} by {incident.By?.Name}."));

    /// <summary>Whether those last notified before think that somebody is on it.</summary>
    private static (DateTimeOffset At, Reason Reason)? Reopened(AlertEntry entry, GroupDraft group) =>
        group.State.Incident is { ReopenedAt: { } at, ReopenedText: { } text } incident
            && entry.NotifiedAt < at
            ? (at, new Reason(incident.ReopenedByCode, text)) : null;

    /// <summary>
    /// Once a day after the first, unless the route sets <c>repeat</c>: by then people know, or the alarm is forgotten.
    /// </summary>
    private static (TimeSpan After, Reason Reason)? RepeatOf(AlertEntry entry, DateTimeOffset notified,
        GroupDraft group) => notified - entry.ChangedAt >= RoutePolicy.Day
            ? group.Policy!.LaterReminders[(int)entry.Severity]
            : group.Policy!.Reminders[(int)entry.Severity];
}
