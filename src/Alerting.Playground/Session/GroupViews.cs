using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Playground.Views;
using Alerting.Text;

namespace Alerting.Playground.Session;

/// <summary>The groups as the page shows them.</summary>
internal sealed class GroupViews(GroupRules rules, Func<string, bool> canResolve, IncidentStates incidents)
{
    private const int MaxGroups = 60;
    private const int MaxEntries = 8;

    /// <summary>How long resolved alerts stay visible.</summary>
    private static readonly TimeSpan ResolvedRetention = TimeSpan.FromHours(1);

    public IReadOnlyList<GroupView> Of(IEnumerable<GroupState> groups, DateTimeOffset now) =>
    [
        .. groups.Where(group => IsVisible(group, now))
            .OrderByDescending(group => group.WaitingDigest is not null)
            .ThenByDescending(group => group.OpenCount > 0)
            .ThenByDescending(Worst)
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(MaxGroups)
            .Select(group => View(group, now)),
    ];

    /// <summary>The number of held alerts.</summary>
    public static int Held(IEnumerable<GroupState> groups) =>
        groups.Sum(group => group.Entries.Count(IsHeld) + (group.Digest?.Count ?? 0));

    public static bool IsOpen(GroupState group) => group.OpenCount > 0 || group.WaitingDigest is not null;

    private static bool IsVisible(GroupState group, DateTimeOffset now) =>
        IsOpen(group) || group.Overflow.Firing > 0 ||
        group.Entries.Any(
            entry => entry.Pending != PendingNotification.None || now - entry.ChangedAt < ResolvedRetention);

    private static bool IsHeld(AlertEntry entry) => entry.IsHeld && entry.Pending != PendingNotification.None;

    private static Severity? Worst(GroupState group) =>
        group.Entries.Where(entry => entry.IsOpen).Select(entry => (Severity?)entry.Severity).Max();

    private GroupView View(GroupState group, DateTimeOffset now)
    {
        var route = rules.Route(group.RouteId);
        var entries = group.Entries
            .OrderByDescending(entry => entry.IsOpen).ThenByDescending(entry => entry.Severity)
            .ThenByDescending(entry => entry.Since)
            .Take(MaxEntries).Select(entry => View(entry, group, route, now));
        return new GroupView(Clean(Labels(group), 500), route?.Route.Display ?? group.RouteId, Worst(group)?.Name(),
            group.OpenCount, group.WakeUp, [.. entries],
            Math.Max(0, group.Entries.Length - MaxEntries) + group.Overflow.Firing, View(group.WaitingDigest),
            incidents.Of(group, now));
    }

    /// <summary>Removes invisible characters and changes of writing direction.</summary>
    private static string Clean(string text, int max) => TextCut.Clean(TextCut.To(text, max));

    /// <summary>The key without the route, which the page shows separately.</summary>
    private static string Labels(GroupState group) =>
        group.Key.StartsWith(group.RouteId + "/", StringComparison.Ordinal)
            ? group.Key[(group.RouteId.Length + 1)..]
            : group.Key;

    private static DigestView? View(DigestContents? digest) => digest is null ? null : new DigestView(
        digest.Receiver, digest.Interval, digest.DueAt,
        [.. digest.Alerts.Take(20).Select(alert => Clean(alert.Title, 200))],
        digest.Count - Math.Min(20, digest.Alerts.Length));

    private EntryView View(AlertEntry entry, GroupState group, RoutePolicy? route, DateTimeOffset now)
    {
        var (state, why, until) = State(entry, group, route, now);
        return new EntryView(entry.Fingerprint, Clean(entry.Alert.Name, 300), Clean(entry.Alert.Title, 300),
            entry.Severity.Name(), entry.IsFiring,
            entry.Since, entry.Count, state, why, until, entry.IsFiring && canResolve(entry.Fingerprint));
    }

    private (string State, string Why, DateTimeOffset? Until) State(AlertEntry entry, GroupState group,
        RoutePolicy? route, DateTimeOffset now) => entry switch
    {
        { MutedBy: { } mute, IsOpen: true } => (entry.IsInhibited ? "inhibited" : "silenced", mute, null),
        _ when IsHeld(entry) => ("held", route?.Hold is { } hours
            ? $"Outside {hours.Name}."
            : "Outside its time interval.", route?.Hold?.NextOpening(now)),
        { IsFlapping: true } => ("flapping", "Notified only if it stays down, and when it is stable.", null),
        { Pending: not PendingNotification.None } => ("waiting", "Sent with the next batch.", group.WakeUp),
        { IsFiring: false } => ("resolved", entry.HasMoved ? "Moved to another group." : "", null),
        { NotifiedReceivers.IsEmpty: false } => ("told", incidents.NamesOf(entry.NotifiedReceivers), null),
        _ => ("quiet", "No receiver to notify.", null),
    };
}
