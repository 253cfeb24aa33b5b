using System.Collections.Immutable;
using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// A group whose route the configuration has no more sends what is open through routing again, with the names of those who
/// were told, and closes. While a deployment is under way, events still come by routes of the configuration before, or
/// already by those of the one after: these are sent on at once.
/// </summary>
internal static class Orphanage
{
    public static bool IsOne(GroupMessage message, GroupDraft group) =>
        group.Policy is null && (message is AlertArrived || !group.Before.Incidents.IsEmpty);

    public static void Close(GroupMessage message, GroupDraft group)
    {
        if (message is AlertMoved moved)
            Moving.Take(moved, group);
        else if (message is AlertArrived arrived)
            Take(arrived, group);
        foreach (var incident in group.Incidents.ToArray())
        {
            if (incident is { IsOpen: false, News: News.None })
                continue;
            if (incident.IsFiring && Route(incident, group))
                Leave(incident, group);
            else
                TellEnd(incident, group);
        }
        group.WakeNever();
        group.SeeNothing();
        group.Change(group.State with
        {
            Counted = CountedIncidents.None, Thread = null, ToldSeverity = null,
            ForgetAt = group.Now,
        });
    }

    /// <summary>An end is told here, where people were told of the beginning; all else is for the groups there are now.</summary>
    private static void Take(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        var known = group.Find(alert.Fingerprint);
        var isOpen = known is { IsOpen: true } or { News: not News.None };
        if (isOpen && (!alert.IsFiring || Arrival.IsOlder(alert, known, group.Now)))
        {
            Arrival.Take(message, group);
            return;
        }
        var told = known is null ? [] : Remembered(known, group);
        if (!SendOn(alert, [.. told.Union(message.ToldTo)], message.ToldAs ?? known?.ToldSeverity, message, group))
            Arrival.Suppress(alert, "its route is gone from the configuration, and no other takes it", group);
        else if (isOpen)
            Leave(known!, group);
    }

    private static bool Route(Incident incident, GroupDraft group)
    {
        var alert = incident.Alert with { Signal = incident.Alert.Signal with { StartsAt = incident.Since } };
        return SendOn(alert, Remembered(incident, group), incident.ToldSeverity, null, group);
    }

    /// <summary>A pager's incident goes by the key of the group that opened it: the next group has to open one of its own.</summary>
    private static ImmutableArray<string> Remembered(Incident incident, GroupDraft group) =>
        incident.Told.RemoveAll(group.Rules.HasPager);

    private static void Leave(Incident incident, GroupDraft group)
    {
        PagerDigest.Leave(incident, incident.Alert, group, "its route is gone from the configuration; another group tells it from now on");
        group.Put(Closed(incident) with { HasMoved = true });
    }

    /// <summary>
    /// To the groups of the present configuration, whose routes it knows: it does not come back, unless another function has
    /// yet another configuration, and then only until that one is replaced.
    /// </summary>
    private static bool SendOn(Alert alert, ImmutableArray<string> told, Severity? toldAs, AlertArrived? message, GroupDraft group)
    {
        var matches = group.Rules.Router.Match(alert);
        if (matches.Count == 0)
            return false;
        var heirs = Handover.Share(told, Handover.GroupsOf(alert, group), group.Rules).ToDictionary(heir => heir.To, heir => heir.Told);
        foreach (var (to, envelope) in group.Rules.Addressing.Address(new TracedAlert(alert), matches, group.Now))
        {
            if (envelope is AlertArrived arrived)
                group.Output.Send(to, arrived with { ToldTo = heirs[to], ToldAs = toldAs, Detours = (message?.Detours ?? 0) + 1 });
            else if (message is not null)
                group.Output.Send(to, envelope);
        }
        group.Output.Decide(alert.Fingerprint, [], DecisionAction.Suppress,
            $"its route is gone from the configuration; now it goes by {matches[0].Route.Display}", group.Now);
        return true;
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
        group.Put(Closed(incident));
    }

    private static Incident Closed(Incident incident) =>
        incident with { IsFiring = false, IsFlapping = false, News = News.None, Told = [], ResolveAt = null };
}
