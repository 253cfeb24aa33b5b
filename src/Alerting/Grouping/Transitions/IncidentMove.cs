using Alerting.Grouping.Emission;
using Alerting.Grouping.Storage;
using Alerting.Incidents;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// The incident of a group whose route was removed goes on in another group: under its id, so links and threads stay, with
/// its answer, so nobody is paged for what somebody is on, and where its escalation was.
/// </summary>
internal static class IncidentMove
{
    /// <summary>
    /// What an alert takes along; null if nothing is open. Of several groups the first takes the incident itself: two cannot
    /// have one id.
    /// </summary>
    public static Incident? To(GroupAddress to, GroupDraft group)
    {
        if (group.State.IncidentId is null || group.Incident is not { IsOver: false } incident)
            return null;
        if (group.State.MovedTo is null)
            group.Change(group.State with { MovedTo = to, Incident = incident });
        return group.State.MovedTo == to
            // This group's last step is in the timeline, too.
            ? incident with { Entries = incident.Entries + TimelineWriter.MaxOfStep }
            : incident with { Id = "", Entries = 0, CountedEntries = 0 };
    }

    /// <summary>Whether somebody is on this alert, and it is not worse than what they know.</summary>
    public static bool IsAnswered(AlertArrived message) => message is
        { Incident.IsAnswered: true, AnsweredAs: { } known, NotifiedReceivers.Count: > 0 }
        && message.Alert.Severity <= known;

    /// <summary>An alert of a moved incident joins the one that is open here already.</summary>
    public static void Join(Incident moved, AlertEntry entry, GroupDraft group)
    {
        var here = group.Incident;
        if (here.Id == moved.Id)
            return;
        if (moved.HandedTo is not null)
            group.Change(group.State with { Incident = here = here.HandedOver(moved.HandedAt, moved.HandedTo) });
        if (moved.IsAnswered)
            return;
        if (here.IsAnswered)
            Worsening.Apply([entry], group);
        else if (here.Escalation is null && moved.Escalation is { } escalation)
            group.Change(group.State with { Incident = here with { Escalation = escalation } });
    }

    /// <summary>Sends on what concerns an incident that went on elsewhere. False if it did not.</summary>
    public static bool TrySendOn(GroupMessage message, string incidentId, GroupDraft group)
    {
        if (!group.HasNothingOpen || group.State is not { MovedTo: { } to, Incident: { } moved }
            || moved.Id != incidentId)
        {
            return false;
        }
        group.Output.Send(to, message);
        group.Change(group.State);
        return true;
    }
}
