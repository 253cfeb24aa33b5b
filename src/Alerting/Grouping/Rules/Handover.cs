using System.Collections.Immutable;

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
        if (message.ToldTo.Count == 0 || !alert.IsFiring)
        {
            Arrival.Suppress(alert, Arrival.SeenBefore, group);
            return;
        }
        var known = group.Find(alert.Fingerprint);
        if (known is not { IsOpen: true })
            TellEnd(message, known, group);
        else if (message.ToldTo.Any(receiver => !known.Told.Contains(receiver)))
            group.Put(known with { Told = [.. known.Told.Union(message.ToldTo)], ToldSeverity = known.ToldSeverity ?? alert.Severity });
        group.Output.Decide(alert.Fingerprint, message.ToldTo, DecisionAction.Suppress,
            "another group told of it; its end is told from here", group.Now);
    }

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
            ToldSeverity = incident.ToldSeverity ?? message.Alert.Severity,
            News = News.Resolved,
        });
        group.Look();
    }
}
