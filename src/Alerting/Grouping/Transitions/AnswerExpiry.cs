using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Emission;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Transitions;

/// <summary>An acknowledgement or a snooze ends, and the alerts still fire: nobody is on it any more.</summary>
internal static class AnswerExpiry
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

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

    /// <summary>When whoever acknowledged is asked whether they are still on it; null if not.</summary>
    public static DateTimeOffset? QuestionAt(GroupDraft group) =>
        group.State.Incident is { State: IncidentState.Acknowledged, IsQuestioned: false, Until: { } until, By: { } by }
        && until - by.At > 2 * Ahead ? until - Ahead : null;

    /// <summary>One press extends it. On the channels on which they were notified, if they were.</summary>
    public static void Ask(GroupDraft group)
    {
        if (QuestionAt(group) is not { } at || !group.IsOver(at) || group.State.Incident is not { By: { } by } incident)
            return;
        group.Change(group.State with { Incident = incident with { IsQuestioned = true } });
        var reason = new Reason(ReasonCode.AcknowledgementExpires, "Still on it? The acknowledgement expires at " +
            $"{AlertTimes.Clock(incident.Until!.Value, group.Rules.TimeZone, group.Now)}. Acknowledge again to extend it.");
        AnswerNotice.Emit(NotificationKind.Reminder, reason, group,
            name => RecipientName.Parse(name).Person == by.Person);
        group.Output.Decide(incident.Id, [], DecisionAction.Notify, reason, group.Now);
    }

    private static Reason ReasonOf(Incident incident, GroupDraft group)
    {
        var by = $"{incident.By!.Name} ({AlertTimes.Clock(incident.By.At, group.Rules.TimeZone, group.Now)})";
        return incident.State == IncidentState.Snoozed
            ? new Reason(ReasonCode.SnoozeEnded, $"Snooze by {by} ended; still firing.")
            : new Reason(ReasonCode.AcknowledgementExpired, $"Acknowledgement by {by} expired; still firing.");
    }
}
