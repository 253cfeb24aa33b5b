using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>The keys under which <see cref="IFallbackRecipients"/> keep which fallback got a notification.</summary>
public static class FallbackKeys
{
    /// <summary>
    /// The incident, and of a page that went without its group's state the one that the group will assume. A digest is
    /// about many groups that resolve separately, so there it is each alert that is still firing.
    /// </summary>
    public static IEnumerable<string> OfFiring(Notification notified) => notified switch
    {
        { IsResolved: true } or { IncidentId: "" } => [],
        { Kind: NotificationKind.Digest } or { SpansGroups: true } =>
            notified.Alerts.Where(alert => alert.IsFiring).Select(alert => Key(notified, EpisodeOf(alert))),
        _ => (notified.AlsoOpened ?? []).Prepend(notified.IncidentId).Select(name => Key(notified, name)),
    };

    /// <summary>The likeliest first; empty when it is not a resolved notification.</summary>
    public static IEnumerable<string> OfResolved(Notification resolved) => resolved.IsResolved
        ? (resolved.Incidents ?? []).Prepend(resolved.IncidentId).Concat(resolved.AlsoCloses ?? [])
            .Concat(resolved.Alerts.Select(EpisodeOf)).Distinct().Select(name => Key(resolved, name))
        : [];

    /// <summary>The start time keeps a later firing of the same alert apart.</summary>
    private static string EpisodeOf(Alert alert) => $"{alert.Fingerprint}@{alert.StartsAt?.ToUnixTimeSeconds()}";

    private static string Key(Notification notification, string name) => $"{notification.Receiver}|{name}";
}
