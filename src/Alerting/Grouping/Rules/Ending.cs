using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Ends an incident: those who were told that it fires are to be told; where it was held, the digest says that it healed.</summary>
internal static class Ending
{
    public static void Of(Incident incident, Alert resolved, GroupDraft group, string? because = null)
    {
        var ended = incident with
        {
            Alert = StoredAlert.Of(resolved, group),
            IsFiring = false,
            ChangedAt = group.Now,
            EventAt = Arrival.TimeOf(resolved, group.Now) is var time && time > incident.EventAt ? time : incident.EventAt,
            Changes = Flapping.WithChange(incident, group),
            Because = because,
            ResolveAt = null,
            News = NewsOf(incident, group),
        };
        ended = Flapping.Judge(ended, incident, group);
        if (ended.News == News.None && !ended.IsFlapping)
        {
            var reason = incident.MutedBy is { } mute ? $"resolved while it was kept quiet: {mute}" : "resolved before anybody was told that it fires";
            group.Output.Decide(incident.Fingerprint, group.ReceiversOf(incident), DecisionAction.Suppress, reason, group.Now);
        }
        group.Put(ended);
        // The last one to end tells the end of all.
        if (group.IsQuiet)
            group.Look();
    }

    /// <summary>It was over before it began to fire here, which says nothing of how restless it is.</summary>
    public static void Withdraw(Incident incident, Alert resolved, GroupDraft group)
    {
        group.Put(incident with
        {
            Alert = StoredAlert.Of(Resolved(incident, resolved, group.Now), group),
            IsFiring = false,
            IsFlapping = false,
            IsHeld = false,
            ChangedAt = group.Now,
            EventAt = Arrival.TimeOf(resolved, group.Now),
            ResolveAt = null,
            News = incident.Told.IsEmpty ? News.None : News.Resolved,
        });
        if (incident.Told.IsEmpty)
            group.Output.Decide(incident.Fingerprint, group.ReceiversOf(incident), DecisionAction.Suppress, Arrival.Older, group.Now);
        if (group.IsQuiet)
            group.Look();
    }

    /// <summary>The alert as it is told when it is over: for how long it fired, and how bad it was.</summary>
    public static Alert Resolved(Incident incident, Alert alert, DateTimeOffset now) => alert with
    {
        Severity = incident.Severity,
        Signal = alert.Signal with
        {
            Status = AlertStatus.Resolved,
            StartsAt = incident.Since,
            EndsAt = alert.Signal.EndsAt ?? (alert.IsFiring ? now : alert.Signal.OccurredAt ?? now),
            Count = incident.Count,
        },
    };

    private static News NewsOf(Incident incident, GroupDraft group)
    {
        if (!incident.Told.IsEmpty)
            return News.Resolved;
        return incident is { News: News.Firing, MutedBy: null } && Timing.Of(incident, group).IsHeld ? News.Healed : News.None;
    }
}
