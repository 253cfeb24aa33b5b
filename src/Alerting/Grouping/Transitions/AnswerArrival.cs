using Alerting.Alerts;
using Alerting.Grouping.Emission;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// A person answers. The same answer again changes nothing, and neither does one to an incident that is over: nothing is
/// opened by it.
/// </summary>
internal static class AnswerArrival
{
    private static readonly Reason Again = new(ReasonCode.Duplicate, "Suppressed: this answer came before.");

    private static readonly Reason NobodyOnIt =
        new(ReasonCode.AlreadyAnswered, "Suppressed: nobody had acknowledged it.");

    private static readonly Reason AlreadyEscalated =
        new(ReasonCode.AlreadyEscalated, "Suppressed: the next step was taken since.");

    private static readonly Reason NoPolicy =
        new(ReasonCode.NoPolicy, "Suppressed: its route has no escalation policy, so there is nobody else to ask.");

    public static void Apply(PersonAnswer answer, GroupDraft group)
    {
        if (group.Before.Seen.Contains(answer.Key))
        {
            Suppress(answer, Again, group);
            return;
        }
        if (IncidentMove.TrySendOn(answer, answer.IncidentId, group))
            return;
        group.MarkSeen(SeenEvents.Hash(answer.Key));
        if (!IsOfOpenIncident(answer, group))
        {
            Suppress(answer, Over(answer, group), group);
            return;
        }
        var by = new Answerer(
            answer.By, group.Rules.NameOf(answer.By), answer.At < group.Now ? answer.At : group.Now);
        if (IsLate(answer, group.Incident))
        {
            Suppress(answer, AnsweredSince(group), group);
            return;
        }
        switch (answer)
        {
            case Acknowledge:
                Hold(IncidentState.Acknowledged, by, group.Now + TimeoutOf(group), group);
                break;
            case Snooze { Until: var until }:
                Hold(IncidentState.Snoozed, by, until > group.Now ? until : group.Now, group);
                break;
            case Unacknowledge:
                Reopen(answer, by, group);
                break;
            case Escalate:
                EscalateNow(answer, by, group);
                break;
            case Close close:
                ClosedByHand.Close(close, by, group);
                break;
        }
        group.RequestReview();
    }

    /// <summary>A page that was sent without the group's state may have an id of its own.</summary>
    private static bool IsOfOpenIncident(PersonAnswer answer, GroupDraft group)
    {
        if (group.HasNothingOpen || group.State.IncidentId is not { } open)
            return false;
        if (answer.IncidentId == open)
            return true;
        foreach (var entry in group.Entries)
        {
            if (entry.IsOpen && entry.AllPagedAs.Contains(answer.IncidentId))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether somebody is on it whom the person did not see, or their own press came twice. What they then see may be
    /// answered.
    /// </summary>
    private static bool IsLate(PersonAnswer answer, Incident incident) =>
        answer.Seen < incident.Answers && incident.IsAnswered
        && (incident.By?.Person != answer.By
            || (answer is Acknowledge && incident.State == IncidentState.Acknowledged));

    private static void Hold(IncidentState state, Answerer by, DateTimeOffset until, GroupDraft group)
    {
        var before = group.Incident;
        var incident = before.Answered(state, by, until);
        group.Change(group.State with { Incident = incident });
        foreach (var entry in group.Entries.ToArray())
        {
            if (entry.IsOpen || entry.AnsweredAs is not null)
                group.Put(entry with { AnsweredAs = entry.IsOpen ? entry.Severity : null });
        }
        var reason = AnswerNotice.ReasonOf(incident, group);
        // Whoever presses once more only extends it.
        if (state != IncidentState.Acknowledged || before.State != state || before.By?.Person != by.Person)
            AnswerNotice.Emit(NotificationKind.Acknowledged, reason, group);
        group.Output.Decide(incident.Id, [], DecisionAction.Suppress, reason, group.Now);
    }

    private static void Reopen(PersonAnswer answer, Answerer by, GroupDraft group)
    {
        var incident = group.Incident;
        if (!incident.IsAnswered)
        {
            Suppress(answer, NobodyOnIt, group);
            return;
        }
        var clock = AlertTimes.Clock(by.At, group.Rules.TimeZone, group.Now);
        var word = incident.State == IncidentState.Snoozed ? "Snooze ended" : "Acknowledgement withdrawn";
        var reason = new Reason(ReasonCode.Unacknowledged, $"{word} by {by.Name} ({clock}): nobody is on it.");
        group.Change(group.State with
            { Incident = incident.Answered(IncidentState.Open, by).Reopened(group.Now, reason) });
        group.Output.Decide(incident.Id, [], DecisionAction.Notify, reason, group.Now);
    }

    /// <summary>What the person saw may be over: then a step was taken since, and nothing is skipped.</summary>
    private static void EscalateNow(PersonAnswer answer, Answerer by, GroupDraft group)
    {
        var incident = group.Incident;
        if (answer.Step < incident.Escalation?.Number)
        {
            Suppress(answer, AlreadyEscalated, group);
            return;
        }
        var clock = AlertTimes.Clock(by.At, group.Rules.TimeZone, group.Now);
        var open = incident.IsAnswered ? incident.Answered(IncidentState.Open, by) : incident;
        if (!new Escalating(group).Force(open, $"Escalated by {by.Name} ({clock})."))
            Suppress(answer, NoPolicy, group);
    }

    /// <summary>Unless the route says so, a night is too long for what is unusable for everyone.</summary>
    private static TimeSpan TimeoutOf(GroupDraft group)
    {
        var worst = Severity.Info;
        foreach (var entry in group.Entries)
        {
            if (entry.IsOpen && entry.Severity > worst)
                worst = entry.Severity;
        }
        return group.Policy?.Route.AckTimeout ?? TimeSpan.FromHours(worst == Severity.Critical ? 1 : 8);
    }

    private static Reason Over(PersonAnswer answer, GroupDraft group) => new(ReasonCode.IncidentOver,
        group.State.Incident is { IsOver: true } last && last.Id == answer.IncidentId
            ? $"Suppressed: the incident is over. {IncidentText.EndOf(last, group.Rules.TimeZone, group.Now)}"
            : "Suppressed: the incident is over.");

    private static Reason AnsweredSince(GroupDraft group)
    {
        var answered = AnswerNotice.ReasonOf(group.Incident, group).Text;
        return new Reason(
            ReasonCode.AlreadyAnswered, $"Suppressed: {char.ToLowerInvariant(answered[0])}{answered[1..]}");
    }

    private static void Suppress(PersonAnswer answer, Reason reason, GroupDraft group) =>
        group.Output.Decide(answer.IncidentId, [], DecisionAction.Suppress, reason, group.Now, isOfEvent: true);
}
