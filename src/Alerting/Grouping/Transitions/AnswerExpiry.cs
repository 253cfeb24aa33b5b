using Alerting.Alerts;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Transitions;

/// <summary>An acknowledgement or a snooze ends, and the alerts still fire: nobody is on it any more.</summary>
internal static class AnswerExpiry
{
    public static void Apply(GroupDraft group)
    {
        if (group.State.Incident is not { ReopensAt: { } until } incident || !group.IsOver(until))
            return;
        group.Change(group.State with {
            Incident = incident.Reopened(group.Now, ReasonOf(incident, group)) with
                { Escalation = incident.Escalation?.Again(group.Now) },
        });
        group.RequestReview();
    }

    private static Reason ReasonOf(Incident incident, GroupDraft group)
    {
        var by = $"{incident.By!.Name} ({AlertTimes.Clock(incident.By.At, group.Rules.TimeZone, group.Now)})";
        return incident.State == IncidentState.Snoozed
            ? new Reason(ReasonCode.SnoozeEnded, $"Snooze by {by} ended; still firing.")
            : new Reason(ReasonCode.AcknowledgementExpired, $"Acknowledgement by {by} expired; still firing.");
    }
}
