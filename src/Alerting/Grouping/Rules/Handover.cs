using System.Collections.Immutable;
using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Another group told some receivers that the alert fires, and left it to this one. From now on this one owes them the end,
/// even if it is silenced here.
/// </summary>
internal static class Handover
{
    public static void Take(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        if (message.ToldTo.Count == 0 || !alert.IsFiring || group.Before.Seen.Contains(KeyOf(message)))
        {
            Arrival.Suppress(alert, Arrival.SeenBefore, group);
            return;
        }
        group.See(KeyOf(message));
        var known = group.Find(alert.Fingerprint);
        if (known is not { IsOpen: true })
            TellEnd(message, known, group);
        else if (message.ToldTo.Any(receiver => !known.Told.Contains(receiver)))
            group.Put(known with { Told = [.. known.Told.Union(message.ToldTo)], ToldSeverity = known.ToldSeverity ?? message.ToldAs });
        group.Output.Decide(alert.Fingerprint, message.ToldTo, DecisionAction.Suppress,
            "another group told of it; its end is told from here", group.Now);
    }

    /// <summary>Several groups may hand over the same event, and each of these messages may come again.</summary>
    public static ulong KeyOf(AlertArrived message) =>
        SeenEvents.Hash($"{message.Alert.Signal.EventKey}|{string.Join(',', message.ToldTo)}");

    /// <summary>
    /// Those of the receivers this group told that another group tells from now on: that one owes them the end, even if it is
    /// silenced there.
    /// </summary>
    public static Incident Pass(AlertArrived message, Incident known, GroupDraft group)
    {
        if (message.Except.Count == 0 || !known.Told.Any(message.Except.Contains))
            return known;
        var groups = GroupsOf(message.Alert, group);
        foreach (var (to, told) in Share([.. known.Told.Where(message.Except.Contains)], groups, group.Rules))
        {
            if (told.Count == 0 || to.Key == group.Before.Key)
                continue;
            group.Output.Send(to, new AlertArrived(message.Alert) { ToldTo = told, ToldAs = known.ToldSeverity });
            known = known with { Told = [.. known.Told.Except(told)] };
        }
        return known;
    }

    /// <summary>Routes depend on severity, and so does whom another group tells: somebody it told is to be told here now.</summary>
    public static bool IsOursToTell(AlertArrived message, Incident known)
    {
        if (known.Except.IsEmpty || known is not { News: News.None, IsFlapping: false })
            return false;
        foreach (var receiver in known.Except)
            if (!message.Except.Contains(receiver) && !known.Told.Contains(receiver))
                return true;
        return false;
    }

    /// <summary>The groups the alert goes to by the present configuration.</summary>
    public static IReadOnlyList<GroupAddress> GroupsOf(Alert alert, GroupDraft group) =>
        [.. group.Rules.Router.Match(alert).Select(match => new GroupAddress(match.GroupKey, match.Route.Id)).Distinct()];

    /// <summary>Who owes the end to whom: the group that tells a receiver anyway, otherwise the first.</summary>
    public static IReadOnlyList<(GroupAddress To, IReadOnlyList<string> Told)> Share(
        ImmutableArray<string> told, IReadOnlyList<GroupAddress> groups, GroupRules rules)
    {
        var heirs = told.ToLookup(receiver =>
            groups.FirstOrDefault(group => rules.Route(group.RouteId)?.Route.To.Contains(receiver) == true) ?? (groups.Count > 0 ? groups[0] : null));
        return [.. groups.Select(group => (group, (IReadOnlyList<string>)[.. heirs[group]]))];
    }

    /// <summary>It ended while the message was on its way.</summary>
    private static void TellEnd(AlertArrived message, Incident? known, GroupDraft group)
    {
        var incident = known ?? new Incident { Alert = StoredAlert.Of(message.Alert, group), Since = message.Alert.StartsAt ?? group.Now };
        if (incident.Alert.IsFiring)
            incident = incident with { Alert = Ending.Resolved(incident, message.Alert, group.Now) };
        group.Put(incident with
        {
            ChangedAt = group.Now,
            Told = [.. incident.Told.Union(message.ToldTo)],
            ToldSeverity = incident.ToldSeverity ?? message.ToldAs,
            News = News.Resolved,
        });
        group.Look();
    }
}
