using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Rules;

/// <summary>
/// What was held, for channels that hold incidents: an incident there is one group's, opened and closed by the group's key. So
/// each group tells them itself what others read in the digest of all groups.
/// </summary>
internal sealed class PagerDigest(GroupDraft group, Audience audience)
{
    public const string Spared = "healed by itself while it was held, so no incident was opened and there is none to close";

    private readonly TellingWriter _writer = new(group) { IsForPagers = true };

    public void Tell(IReadOnlyList<Incident> incidents)
    {
        var more = group.State.Counted.News;
        var firing = Of(incidents, incident => incident is { IsFiring: true, News: not (News.None or News.Flapping) });
        Write(firing.Count + more >= Speaker.StormSize ? NotificationKind.Storm : NotificationKind.Firing, firing, audience.OfDigest, more);
        Write(NotificationKind.Flapping, Of(incidents, incident => incident is { IsFiring: true, News: News.Flapping }), audience.OfDigest);
        // What heals while it flaps is over for those who knew of it, and for others it never was.
        Write(NotificationKind.Resolved, Of(incidents, incident => incident is { IsFiring: false, News: not News.Healed }), audience.OfEnd);
        Write(NotificationKind.Reminder, Of(incidents, incident => incident is { IsFiring: true, News: News.None }), audience.OfDigest);
    }

    /// <summary>The alert goes on in another group, by that one's key: what this group's key opened would stay open for ever.</summary>
    public static void Leave(Incident known, Alert alert, GroupDraft group, string because) =>
        new TellingWriter(group) { IsForPagers = true }.Write(
            NotificationKind.Resolved, [known with { Alert = Ending.Resolved(known, alert, group.Now) }],
            incident => [.. incident.Told.Where(receiver => group.Rules.HasPager(receiver) && group.Rules.SendsResolved(receiver))], because);

    private static List<Incident> Of(IReadOnlyList<Incident> incidents, Predicate<Incident> isMeant) =>
        [.. incidents.Where(incident => isMeant(incident))];

    private void Write(NotificationKind kind, List<Incident> incidents, Func<Incident, IReadOnlyList<string>> told, int more = 0) =>
        _writer.Write(kind, incidents, incident => [.. told(incident).Where(group.Rules.HasPager)], group.Policy!.InDigest, more);
}
