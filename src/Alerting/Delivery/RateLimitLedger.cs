using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Delivering;

/// <summary>
/// The recent messages of a receiver with a rate limit, and which alerts it was notified of. A repeated message gets
/// the same decision from it.
/// </summary>
public sealed record RateLimitLedger
{
    /// <summary>A failed message is retried for hours and must not be counted twice.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    /// <summary>
    /// Above this, the oldest records outside the window are removed: a storm must not fill the table's item.
    /// </summary>
    private const int MaxRecords = 500;

    private const int MaxAlerts = 500;

    public static RateLimitLedger Empty { get; } = new();

    /// <summary>All messages and what was decided, oldest first.</summary>
    [JsonPropertyName("bookings")]
    public IReadOnlyList<RateLimitRecord> Records { get; init; } = [];

    /// <summary>How many were dropped since the last one sent.</summary>
    [JsonPropertyName("held")]
    public int Dropped { get; init; }

    /// <summary>When the last notice was sent. The next one may follow after a whole window.</summary>
    [JsonPropertyName("noticedAt")]
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>Fingerprints of alerts that were notified and are not resolved.</summary>
    [JsonPropertyName("heard")]
    public IReadOnlyList<string> Notified { get; init; } = [];

    /// <summary>Fingerprints of alerts that were dropped and not notified since.</summary>
    [JsonPropertyName("unheard")]
    public IReadOnlyList<string> NotNotified { get; init; } = [];

    public RateLimitRecord? Find(string id) => Records.FirstOrDefault(record => record.Id == id);

    /// <summary>How many messages count toward the limit now.</summary>
    public int CountWithin(TimeSpan within, DateTimeOffset now) => Records.Count(record => record.Counts(within, now));

    /// <summary>When the oldest counted message leaves the window.</summary>
    public DateTimeOffset FreeAt(TimeSpan within, DateTimeOffset now) =>
        Records.Where(record => record.Counts(within, now)).Min(record => record.At) + within;

    public bool HasExceeded(Notification notification, TimeSpan within, DateTimeOffset now) =>
        Records.Any(record => record.ExceededBy == Name(notification.GroupKey) && record.Counts(within, now));

    /// <summary>A hash, because a group's key can be long.</summary>
    public static string Name(string groupKey) => Fingerprint.Of(groupKey);

    /// <summary>Removes expired records.</summary>
    public RateLimitLedger Tidy(TimeSpan within, DateTimeOffset now)
    {
        var kept = Records.Where(record => record.Counts(within, now) || now - record.At < Retention).ToList();
        for (var i = 0; kept.Count > MaxRecords && i < kept.Count;)
        {
            if (kept[i].Counts(within, now))
                i++;
            else
                kept.RemoveAt(i);
        }
        return this with { Records = kept };
    }

    public RateLimitLedger Record(Notification notification, RateLimitRecord record)
    {
        var ledger = this with { Records = [.. Records, record] };
        var firing = notification.Alerts.Where(alert => alert.IsFiring).Select(alert => alert.Fingerprint).ToArray();
        return record.Action == RateLimitAction.Drop
            ? ledger with { NotNotified = Newest(NotNotified.Union(firing.Except(Notified))) }
            : ledger with { Notified = Newest(WithoutResolved(notification.Alerts).Notified.Concat(firing.Distinct())),
                NotNotified = [.. NotNotified.Except(firing)] };
    }

    /// <summary>Alerts whose firing was notified or is unknown, and alerts whose firing was dropped.</summary>
    public (Alert[] Notified, Alert[] NotNotified) Split(IReadOnlyList<Alert> alerts)
    {
        var notNotified = alerts.Where(alert => NotNotified.Contains(alert.Fingerprint)).ToArray();
        return ([.. alerts.Where(alert => !NotNotified.Contains(alert.Fingerprint))], notNotified);
    }

    /// <summary>
    /// Removes resolved alerts from the notified ones. Dropped ones stay until notified, because their resolved event
    /// may come twice.
    /// </summary>
    public RateLimitLedger WithoutResolved(IEnumerable<Alert> alerts)
    {
        var left = Notified.Except(alerts.Select(alert => alert.Fingerprint)).ToArray();
        return left.Length == Notified.Count ? this : this with { Notified = left };
    }

    private static string[] Newest(IEnumerable<string> fingerprints) => [.. fingerprints.TakeLast(MaxAlerts)];
}

/// <param name="Id">The notification's id.</param>
public sealed record RateLimitRecord(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("action")] RateLimitAction Action)
{
    /// <summary>The notice it was sent with.</summary>
    [JsonPropertyName("notice")]
    public string? Notice { get; init; }

    /// <summary>The hash of the group whose critical alert exceeded the limit.</summary>
    [JsonPropertyName("overdraft")]
    public string? ExceededBy { get; init; }

    internal bool Counts(TimeSpan within, DateTimeOffset now) => Action == RateLimitAction.Send && now - At < within;
}
