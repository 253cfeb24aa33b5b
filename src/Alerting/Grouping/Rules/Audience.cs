namespace Alerting.Grouping.Rules;

/// <summary>Who hears what of an incident: those who were told know it already, and only they hear the end.</summary>
internal sealed class Audience(GroupDraft group)
{
    /// <summary>All, when it is news to all; otherwise those who were not told by another group or before.</summary>
    public IReadOnlyList<string> OfFiring(Incident incident)
    {
        var all = group.ReceiversOf(incident);
        if (incident.Told.IsEmpty || incident.ToldSeverity is null || incident.Severity > incident.ToldSeverity)
            return all;
        return [.. all.Where(receiver => !incident.Told.Contains(receiver))];
    }

    public IReadOnlyList<string> OfEnd(Incident incident) =>
        incident.Told.All(group.Rules.SendsResolved) ? incident.Told : [.. incident.Told.Where(group.Rules.SendsResolved)];

    public IReadOnlyList<string> OfDigest(Incident incident) => incident.News switch
    {
        News.Resolved => OfEnd(incident),
        News.Healed => [.. group.ReceiversOf(incident).Where(receiver => group.Rules.SendsResolved(receiver) && group.Rules.TakesDigest(receiver))],
        News.None => incident.Told,
        _ => OfFiring(incident),
    };
}
