using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Who was told in place of a receiver that could not be reached, so that the same hear how it ends: whoever got "firing"
/// gets "resolved". In memory, for one process.
/// </summary>
public sealed class StandIns
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, string> _byKey = new(StringComparer.Ordinal);

    public void Remember(Notification told, string standIn)
    {
        // What runs for months must not grow; forgetting costs at worst the end of what began long ago.
        if (_byKey.Count >= Remembered)
            _byKey.Clear();
        foreach (var key in KeysOfBeginning(told))
            _byKey[key] = standIn;
    }

    /// <summary>Null where it is no end, or nobody stood in when it began.</summary>
    public string? Find(Notification ended)
    {
        foreach (var key in KeysOfEnd(ended))
            if (_byKey.TryGetValue(key, out var standIn))
                return standIn;
        return null;
    }

    /// <summary>
    /// Under what it is kept who stood in: the thread, which ends when all of its group is over. A digest is about many groups, each of
    /// which ends by itself, so there it is each alert that still fires.
    /// </summary>
    public static IEnumerable<string> KeysOfBeginning(Notification told) => told switch
    {
        { IsResolved: true } or { Thread: "" } => [],
        { Kind: NotificationKind.Digest } => told.Alerts.Where(alert => alert.IsFiring).Select(alert => Key(told, Incident(alert))),
        _ => [Key(told, told.Thread)],
    };

    /// <summary>Where it may be kept, the likeliest first; none where it is no end.</summary>
    public static IEnumerable<string> KeysOfEnd(Notification ended) =>
        ended.IsResolved ? ended.Alerts.Select(Incident).Prepend(ended.Thread).Select(name => Key(ended, name)) : [];

    /// <summary>The same alert fires again another day, and then it is another's.</summary>
    private static string Incident(Alert alert) => $"{alert.Fingerprint}@{alert.StartsAt?.ToUnixTimeSeconds()}";

    private static string Key(Notification notification, string name) => $"{notification.Receiver}|{name}";
}
