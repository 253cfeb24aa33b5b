using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Who was told in place of a receiver that could not be reached, so that the same hear how it ends: whoever got "firing"
/// gets "resolved". In memory, for one process.
/// </summary>
public sealed class FallbackRecipients
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, string> _byKey = new(StringComparer.Ordinal);

    public void Remember(Notification notified, string fallback)
    {
        // What runs for months must not grow; forgetting costs at worst the end of what began long ago.
        if (_byKey.Count >= Remembered)
            _byKey.Clear();
        foreach (var key in KeysOfFiring(notified))
            _byKey[key] = fallback;
    }

    /// <summary>Null where it is no end, or nobody stood in when it began.</summary>
    public string? Find(Notification ended)
    {
        foreach (var key in KeysOfResolved(ended))
            if (_byKey.TryGetValue(key, out var fallback))
                return fallback;
        return null;
    }

    /// <summary>
    /// Under what it is kept who stood in: the thread, which ends when all of its group is over. A digest is about many groups, each of
    /// which ends by itself, so there it is each alert that still fires.
    /// </summary>
    public static IEnumerable<string> KeysOfFiring(Notification notified) => notified switch
    {
        { IsResolved: true } or { IncidentId: "" } => [],
        { Kind: NotificationKind.Digest } => notified.Alerts.Where(alert => alert.IsFiring).Select(alert => Key(notified, EpisodeOf(alert))),
        _ => [Key(notified, notified.IncidentId)],
    };

    /// <summary>Where it may be kept, the likeliest first; none where it is no end.</summary>
    public static IEnumerable<string> KeysOfResolved(Notification ended) =>
        ended.IsResolved ? ended.Alerts.Select(EpisodeOf).Prepend(ended.IncidentId).Select(name => Key(ended, name)) : [];

    /// <summary>The same alert fires again another day, and then it is another's.</summary>
    private static string EpisodeOf(Alert alert) => $"{alert.Fingerprint}@{alert.StartsAt?.ToUnixTimeSeconds()}";

    private static string Key(Notification notification, string name) => $"{notification.Receiver}|{name}";
}
