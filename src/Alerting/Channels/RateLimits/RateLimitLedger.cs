using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels.RateLimits;

/// <summary>
/// What a receiver with a budget was sent of late, and which alerts it heard of: enough to decide about the next message, and
/// to decide the same about one that comes again.
/// </summary>
public sealed record RateLimitLedger
{
    /// <summary>A message that failed comes again for hours; by then it is recognised, and not counted twice.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    /// <summary>Beyond this the oldest are forgotten that do not count any more; a storm must not fill an item of the table.</summary>
    private const int MaxRecords = 500;

    private const int MaxAlerts = 500;

    public static RateLimitLedger Empty { get; } = new();

    /// <summary>Every message that came, the oldest first, with what became of it.</summary>
    [JsonPropertyName("bookings")]
    public IReadOnlyList<RateLimitRecord> Records { get; init; } = [];

    /// <summary>How many were held since the last that went out.</summary>
    [JsonPropertyName("held")]
    public int Dropped { get; init; }

    /// <summary>When people were told that the budget is reached; they are told again when that is a budget's time ago.</summary>
    [JsonPropertyName("noticedAt")]
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>Alerts, by fingerprint, that were told and have not ended.</summary>
    [JsonPropertyName("heard")]
    public IReadOnlyList<string> Notified { get; init; } = [];

    /// <summary>Alerts that were held and not told since.</summary>
    [JsonPropertyName("unheard")]
    public IReadOnlyList<string> NotNotified { get; init; } = [];

    public RateLimitRecord? Find(string id) => Records.FirstOrDefault(record => record.Id == id);

    /// <summary>How many messages count.</summary>
    public int Counting(TimeSpan within, DateTimeOffset now) => Records.Count(record => record.Counts(within, now));

    /// <summary>When the first of those that count does so no longer.</summary>
    public DateTimeOffset FreeAt(TimeSpan within, DateTimeOffset now) =>
        Records.Where(record => record.Counts(within, now)).Min(record => record.At) + within;

    public bool HasExceeded(Notification notification, TimeSpan within, DateTimeOffset now) =>
        Records.Any(record => record.ExceededBy == Name(notification.GroupKey) && record.Counts(within, now));

    /// <summary>A group's key may be as long as labels are.</summary>
    public static string Name(string groupKey) => Fingerprint.Of(groupKey);

    /// <summary>The ledger without what is of no use any more.</summary>
    public RateLimitLedger Tidy(TimeSpan within, DateTimeOffset now)
    {
        var kept = Records.Where(record => record.Counts(within, now) || now - record.At < Retention).ToList();
        for (var i = 0; kept.Count > MaxRecords && i < kept.Count;)
            if (kept[i].Counts(within, now))
                i++;
            else
                kept.RemoveAt(i);
        return this with { Records = kept };
    }

    public RateLimitLedger Record(Notification notification, RateLimitRecord record)
    {
        var ledger = this with { Records = [.. Records, record] };
        var firing = notification.Alerts.Where(alert => alert.IsFiring).Select(alert => alert.Fingerprint).ToArray();
        return record.Action == RateLimitAction.Drop
            ? ledger with { NotNotified = Newest(NotNotified.Union(firing.Except(Notified))) }
            : ledger with { Notified = Newest(Ended(notification.Alerts).Notified.Concat(firing.Distinct())), NotNotified = [.. NotNotified.Except(firing)] };
    }

    /// <summary>Alerts whose beginning was told, or is not known of here, and alerts whose beginning was held.</summary>
    public (Alert[] Heard, Alert[] Unheard) Split(IReadOnlyList<Alert> alerts)
    {
        var notNotified = alerts.Where(alert => NotNotified.Contains(alert.Fingerprint)).ToArray();
        return ([.. alerts.Where(alert => !NotNotified.Contains(alert.Fingerprint))], notNotified);
    }

    /// <summary>
    /// These are over, and news when they begin again. What was held stays on record until it is told: its end may come twice.
    /// </summary>
    public RateLimitLedger Ended(IEnumerable<Alert> alerts)
    {
        var left = Notified.Except(alerts.Select(alert => alert.Fingerprint)).ToArray();
        return left.Length == Notified.Count ? this : this with { Notified = left };
    }

    private static string[] Newest(IEnumerable<string> fingerprints) => [.. fingerprints.TakeLast(MaxAlerts)];
}

/// <summary>A message, when it came, and what became of it.</summary>
/// <param name="Id">The notification's.</param>
public sealed record RateLimitRecord(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("action")] RateLimitAction Action)
{
    /// <summary>What it said of the budget.</summary>
    [JsonPropertyName("notice")]
    public string? Notice { get; init; }

    /// <summary>The name of the group whose critical alert went out beyond the budget.</summary>
    [JsonPropertyName("overdraft")]
    public string? ExceededBy { get; init; }

    internal bool Counts(TimeSpan within, DateTimeOffset now) => Action == RateLimitAction.Send && now - At < within;
}
