using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Grouping;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>Shows groups: what fires, who was told, what is held and until when, what is silenced and why.</summary>
public sealed class GroupViews(GroupRules rules, Func<string, bool> canEnd)
{
    private const int MostGroups = 60;
    private const int MostIncidents = 8;

    /// <summary>What is over stays in sight for a while.</summary>
    private static readonly TimeSpan Lingering = TimeSpan.FromHours(1);

    public IReadOnlyList<GroupView> Of(IEnumerable<GroupState> groups, DateTimeOffset now) =>
    [
        .. groups.Where(group => IsWorthShowing(group, now))
            .OrderByDescending(group => group.Digest is not null)
            .ThenByDescending(group => group.Open > 0)
            .ThenByDescending(Worst)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(MostGroups)
            .Select(group => View(group, now)),
    ];

    /// <summary>How many alerts wait for their hours.</summary>
    public static int Held(IEnumerable<GroupState> groups) =>
        groups.Sum(group => group.Incidents.Count(IsHeld) + (group.Digest?.Alerts.Length ?? 0));

    private static bool IsWorthShowing(GroupState group, DateTimeOffset now) =>
        group.Open > 0 || group.Digest is not null || group.Counted.Firing > 0 ||
        group.Incidents.Any(incident => incident.News != News.None || now - incident.ChangedAt < Lingering);

    private static bool IsHeld(Incident incident) => incident.IsHeld && incident.News != News.None;

    private static Severity? Worst(GroupState group) =>
        group.Incidents.Where(incident => incident.IsOpen).Select(incident => (Severity?)incident.Severity).Max();

    private GroupView View(GroupState group, DateTimeOffset now)
    {
        var route = rules.Route(group.RouteId);
        var incidents = group.Incidents
            .OrderByDescending(incident => incident.IsOpen).ThenByDescending(incident => incident.Severity).ThenByDescending(incident => incident.Since)
            .Take(MostIncidents).Select(incident => View(incident, group, route, now));
        return new GroupView(Shown(Labels(group), 500), route?.Route.Display ?? group.RouteId, Worst(group)?.Name(), group.Open, group.WakeUp, [.. incidents],
            Math.Max(0, group.Incidents.Length - MostIncidents) + group.Counted.Firing, View(group.Digest));
    }

    /// <summary>What turns the direction of writing, or is not seen at all, is nothing for a page either.</summary>
    private static string Shown(string text, int max) => TextCut.Clean(TextCut.To(text, max));

    /// <summary>The key without the route, which is shown beside it.</summary>
    private static string Labels(GroupState group) =>
        group.Key.StartsWith(group.RouteId + "/", StringComparison.Ordinal) ? group.Key[(group.RouteId.Length + 1)..] : group.Key;

    private static DigestView? View(DigestContents? digest) => digest is null ? null : new DigestView(
        digest.Receiver, digest.Interval, digest.DueAt, [.. digest.Alerts.Take(20).Select(alert => Shown(alert.Title, 200))],
        digest.More + Math.Max(0, digest.Alerts.Length - 20));

    private IncidentView View(Incident incident, GroupState group, RoutePolicy? route, DateTimeOffset now)
    {
        var (state, why, until) = State(incident, group, route, now);
        return new IncidentView(incident.Fingerprint, Shown(incident.Alert.Name, 300), Shown(incident.Alert.Title, 300), incident.Severity.Name(), incident.IsFiring,
            incident.Since, incident.Count, state, why, until, incident.IsFiring && canEnd(incident.Fingerprint));
    }

    private static (string State, string Why, DateTimeOffset? Until) State(Incident incident, GroupState group, RoutePolicy? route, DateTimeOffset now) => incident switch
    {
        { MutedBy: { } mute, IsOpen: true } => ("silenced", mute, null),
        _ when IsHeld(incident) => ("held", route?.Hold is { } hours ? $"outside {hours.Name}" : "outside its hours", route?.Hold?.NextOpening(now)),
        { IsFlapping: true } => ("flapping", "it changes again and again; quiet until it is stable", null),
        { News: not News.None } => ("waiting", "told with the next batch", group.WakeUp),
        { IsFiring: false } => ("resolved", incident.HasMoved ? "another group goes on with it" : "", null),
        { Told.IsEmpty: false } => ("told", string.Join(", ", incident.Told), null),
        _ => ("quiet", "nobody is to be told", null),
    };
}
