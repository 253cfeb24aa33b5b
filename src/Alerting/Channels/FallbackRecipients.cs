using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Remembers which fallback got a firing notification, so it gets the resolved one too. In memory, for one process.
/// </summary>
public sealed class FallbackRecipients
{
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<string, string> _byKey = new(StringComparer.Ordinal);

    public void Remember(Notification notified, string fallback)
    {
        // A process that runs for months must not grow. At worst an old incident's resolved notification is missing.
        if (_byKey.Count >= MaxRemembered)
            _byKey.Clear();
        foreach (var key in KeysOfFiring(notified))
            _byKey[key] = fallback;
    }

    /// <summary>Null when it is not a resolved notification or no fallback was used.</summary>
    public string? Find(Notification resolved)
    {
        foreach (var key in KeysOfResolved(resolved))
            if (_byKey.TryGetValue(key, out var fallback))
                return fallback;
        return null;
    }

    /// <summary>
    /// The incident. A digest is about many groups that resolve separately, so there it is each alert that is still firing.
    /// </summary>
    public static IEnumerable<string> KeysOfFiring(Notification notified) => notified switch
    {
        { IsResolved: true } or { IncidentId: "" } => [],
        { Kind: NotificationKind.Digest } => notified.Alerts.Where(alert => alert.IsFiring).Select(alert => Key(notified, EpisodeOf(alert))),
        _ => [Key(notified, notified.IncidentId)],
    };

    /// <summary>The likeliest first; empty when it is not a resolved notification.</summary>
    public static IEnumerable<string> KeysOfResolved(Notification resolved) => resolved.IsResolved
        ? resolved.Alerts.Select(EpisodeOf).Prepend(resolved.IncidentId).Select(name => Key(resolved, name))
        : [];

    /// <summary>The start time keeps a later firing of the same alert apart.</summary>
    private static string EpisodeOf(Alert alert) => $"{alert.Fingerprint}@{alert.StartsAt?.ToUnixTimeSeconds()}";

    private static string Key(Notification notification, string name) => $"{notification.Receiver}|{name}";
}
