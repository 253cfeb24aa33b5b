using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Grouping.Emission;

/// <summary>
/// Asks the people of an escalation policy, step by step, until somebody answers or the incident ends. The first step gets
/// the page itself.
/// </summary>
internal sealed class Escalating(GroupDraft group)
{
    private const int MaxNamed = 3;

    private EscalationPolicy? Policy => group.Rules.PolicyOf(group.Policy?.Route);

    /// <summary>Call when pages are notified: the first step joins their receivers.</summary>
    public void Begin(IReadOnlyList<AlertEntry> notified)
    {
        if (Policy is not { } policy || !notified.Any(entry => entry.IsFiring && entry.Severity.IsPage()))
            return;
        var incident = group.Incident;
        if (incident.State != IncidentState.Open)
            return;
        if (incident.Escalation is null)
        {
            incident = incident with { Escalation = new Escalation { NextAt = group.Now + policy.Steps[0].After } };
            group.Change(group.State with { Incident = incident });
        }
        if (incident.Escalation is { Asked.Count: 0, NextAt: { } at } first && at <= group.Now)
            Take(policy, incident, first, notified.Max(entry => entry.Severity), isForced: false);
    }

    /// <summary>Takes the step that is due, if nobody answered.</summary>
    public void Continue()
    {
        if (group.State is not { IncidentId: not null, Incident: { State: IncidentState.Open } incident }
            || incident.Escalation is not { NextAt: { } due } escalation)
        {
            return;
        }
        var pages = Pages(isForced: false);
        if (pages.Count == 0)
            return;
        if (group.IsOver(due))
            Advance(incident, escalation, pages, cause: null);
        group.WakeBy(group.State.Incident?.Escalation?.NextAt);
    }

    /// <summary>A person escalates: the next step is taken at once. False if there is nobody to ask.</summary>
    public bool Force(Incident incident, string cause)
    {
        var pages = Pages(isForced: true);
        if (Policy is null || pages.Count == 0)
            return false;
        Advance(incident, incident.Escalation ?? new Escalation(), pages, cause);
        return true;
    }

    private void Advance(Incident incident, Escalation escalation, List<AlertEntry> pages, string? cause)
    {
        if (Policy is not { } policy)
            End(incident, escalation);
        else if (Take(policy, incident, escalation, pages.Max(entry => entry.Severity), cause is not null) is { } to)
            Notify(pages, to, escalation, cause);
    }

    /// <summary>What somebody was notified of, that still fires and is not muted. A person may escalate a warning.</summary>
    private List<AlertEntry> Pages(bool isForced) =>
    [
        .. group.Entries.ToArray().Where(entry => entry is { IsFiring: true, NotifiedAt: not null }
            && (isForced || entry.Severity.IsPage()) && group.MuteOf(entry.Alert) is null),
    ];

    /// <summary>Null if nobody is asked now.</summary>
    private IReadOnlyList<string>? Take(
        EscalationPolicy policy, Incident incident, Escalation escalation, Severity severity, bool isForced)
    {
        var recipients = new EscalationRecipients(group, incident, severity);
        var turn = new EscalationWalk(policy, recipients.Of)
            .Next(escalation, () => recipients.Fallback(policy), isForced);
        foreach (var skipped in turn.Skipped)
            group.Output.Decide(incident.Id, [], DecisionAction.Suppress, skipped, group.Now);
        if (turn.To is null)
        {
            End(incident, escalation);
            return null;
        }
        var to = recipients.WithAnswerer(turn.To, escalation);
        var next = group.Now + turn.NextAfter;
        group.Change(group.State with
        {
            Incident = incident with
            {
                Escalation = (to.Count > 0 ? escalation.Took(group.Now, to) : escalation) with
                    { Round = turn.Round, NextStep = turn.NextStep, NextAt = next },
            },
        });
        return to.Count > 0 ? to : null;
    }

    private void End(Incident incident, Escalation escalation)
    {
        group.Change(group.State with
            { Incident = incident with { Escalation = escalation with { NextAt = null, EndedAt = group.Now } } });
        group.Output.Decide(incident.Id, [], DecisionAction.Suppress,
            new Reason(ReasonCode.NobodyAnswered, $"Nobody answered. Asked: {AskedText(escalation)}."), group.Now);
        group.RequestReview();
    }

    private void Notify(List<AlertEntry> pages, IReadOnlyList<string> to, Escalation before, string? cause)
    {
        var reason = ReasonOf(before, cause);
        new NotificationFactory(group) { Note = reason.Text }.Write(
            NotificationKind.Escalation, pages, _ => to, reason);
        foreach (var entry in pages)
        {
            group.Put(entry with
            {
                NotifiedReceivers = [.. entry.NotifiedReceivers.Union(to)],
                NotifiedSeverity = entry.NotifiedSeverity ?? entry.Severity,
                NotifiedAt = group.Now,
            });
        }
        group.Output.Decide(group.Incident.Id, to, DecisionAction.Notify, reason, group.Now);
    }

    /// <summary>Who was asked before and when, and when the next step comes.</summary>
    private Reason ReasonOf(Escalation before, string? cause)
    {
        var text = cause ?? (before.Asked is [.., var last]
            ? $"Nobody answered for {DurationText.Of(group.Now - last.At)}."
            : group.State.Incident?.ReopenedText ?? "Escalated.");
        if (before.Asked.Count > 0)
            text += $" Asked before: {AskedText(before)}.";
        var hasNext = group.Rules.HasNextStep(group.Policy?.Route, group.Incident);
        var next = hasNext ? group.Incident.Escalation?.NextAt : null;
        return new Reason(
            ReasonCode.Escalated, text + (next is { } at ? $" Next step at {Clock(at)}." : " This is the last step."));
    }

    /// <summary>The last ones: a phone has little room.</summary>
    private string AskedText(Escalation escalation) => escalation.Asked.Count == 0 ? "nobody"
        : (escalation.Asked.Count > MaxNamed ? "… " : "") + string.Join(", ",
            escalation.Asked.TakeLast(MaxNamed).Select(step =>
                $"{Listing.Of(step.To.Select(group.Rules.NameOfRecipient))} ({Clock(step.At)})"));

    private string Clock(DateTimeOffset time) => AlertTimes.Clock(time, group.Rules.TimeZone, group.Now);
}
