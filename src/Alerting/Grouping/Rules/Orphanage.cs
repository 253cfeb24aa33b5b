namespace Alerting.Grouping.Rules;

/// <summary>
/// A group whose route the configuration has no more sends what is open through routing again, with the names of those who
/// were told, and closes.
/// </summary>
internal static class Orphanage
{
    public static bool IsOne(GroupDraft group) => group.Policy is null && !group.Before.Incidents.IsEmpty;

    public static void Close(GroupDraft group)
    {
        foreach (var incident in group.Incidents.ToArray())
        {
            if (incident is { IsOpen: false, News: News.None })
                continue;
            if (incident.IsOpen && Route(incident, group))
                group.Put(incident with { IsFiring = false, IsFlapping = false, News = News.None, Told = [], ResolveAt = null });
            else
                TellEnd(incident, group);
        }
        group.WakeNever();
        group.Change(group.State with
        {
            Counted = CountedIncidents.None, Thread = null, ToldSeverity = null,
            ForgetAt = group.Now,
        });
    }

    private static bool Route(Incident incident, GroupDraft group)
    {
        var alert = incident.Alert with { Signal = incident.Alert.Signal with { StartsAt = incident.Since } };
        if (!incident.IsFiring)
            return false;
        var matches = group.Rules.Router.Match(alert);
        var heirs = Handover.Share(incident.Told, [.. matches.Select(match => new GroupAddress(match.GroupKey, match.Route.Id))], group.Rules);
        foreach (var (to, told) in heirs)
            group.Output.Send(to, new AlertArrived(alert) { ToldTo = told, ToldAs = incident.ToldSeverity });
        if (matches.Count > 0)
        {
            group.Output.Decide(incident.Fingerprint, [], DecisionAction.Suppress,
                $"its route is gone from the configuration; now it goes by {matches[0].Route.Display}", group.Now);
        }
        return matches.Count > 0;
    }

    /// <summary>Nobody takes it over, so those who were told that it fires hear for the last time of it.</summary>
    private static void TellEnd(Incident incident, GroupDraft group)
    {
        const string reason = "its route is gone from the configuration, and no other takes it";
        if (incident.Told.IsEmpty)
            group.Output.Decide(incident.Fingerprint, [], DecisionAction.Suppress, reason, group.Now);
        else
            Announcing.TellEnd(incident with
            {
                Alert = incident.IsFiring ? Ending.Resolved(incident, incident.Alert, group.Now) : incident.Alert,
                Because = incident.IsFiring ? reason : incident.Because,
            }, group);
        group.Put(incident with { IsFiring = false, IsFlapping = false, News = News.None, Told = [], ResolveAt = null });
    }
}
