using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// The recent messages of a receiver with a rate limit, and which alerts it was notified of. A repeated message gets
/// the same decision from it.
/// </summary>
/// <remarks>
/// At its largest it takes some 250 KB of the 400 KB that DynamoDB allows. Whom the receiver was notified of is exact,
/// since only that many alerts fit into its messages. The dropped ones of a storm are soon too many: once one of them is
/// forgotten, only alerts known as notified get a resolved notification.
/// </remarks>
public sealed record RateLimitLedger
{
    /// <summary>A failed message is retried for hours and must not be counted twice.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    /// <summary>
    /// Above this, the oldest records outside the window are removed: a storm must not fill the table's item.
    /// </summary>
    private const int MaxRecords = 500;

    private const int MaxDroppedIds = 2000;
    private const int MaxNotified = 10_000;
    private const int MaxDroppedAlerts = 500;
    private const int MaxResolved = 1000;
    private const int MaxIncidents = 2000;

    public static RateLimitLedger Empty { get; } = new();

    /// <summary>The messages sent and what was decided, oldest first. Version 1 recorded dropped ones, too.</summary>
    [JsonPropertyName("bookings")]
    public IReadOnlyList<RateLimitRecord> Records { get; init; } = [];

    /// <summary>The ids of dropped messages, oldest first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("droppedIds")]
    public FingerprintSet DroppedIds { get; init; }

    /// <summary>How many were dropped since the last message that said so.</summary>
    [JsonPropertyName("held")]
    public int Dropped { get; init; }

    /// <summary>When the last notice was sent. The next one may follow after a whole window.</summary>
    [JsonPropertyName("noticedAt")]
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>Alerts of which the receiver was notified.</summary>
    [JsonPropertyName("heard")]
    public FingerprintSet Notified { get; init; }

    /// <summary>Alerts of which a message was dropped, so the fallback was notified, if there is one.</summary>
    [JsonPropertyName("unheard")]
    public FingerprintSet NotNotified { get; init; }

    /// <summary>
    /// The alerts of both lists that are resolved. They stay for a while, because the message about that may come twice.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("ended")]
    public FingerprintSet Resolved { get; init; }

    /// <summary>Incidents that were opened in the receiver's pagers, and must be closed there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("incidents")]
    public FingerprintSet Incidents { get; init; }

    /// <summary>Whether alerts were dropped that <see cref="NotNotified"/> had no room for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("hasForgotten")]
    public bool HasForgotten { get; init; }

    /// <summary>
    /// Those of which it was notified. An alert that is in no list fired before there was a limit, unless dropped ones
    /// were forgotten. Version 1 forgot them without saying so.
    /// </summary>
    public FingerprintSet NotifiedOf(FingerprintSet alerts) =>
        alerts.In(KnowsNotAll ? Notified : Notified.With(alerts.Without(NotNotified)));

    /// <summary>Those of which a message was dropped.</summary>
    public FingerprintSet DroppedOf(FingerprintSet alerts) =>
        alerts.In(KnowsNotAll ? NotNotified.With(alerts.Without(Notified)) : NotNotified);

    private bool KnowsNotAll => HasForgotten || OnlyDropped.Count >= MaxDroppedAlerts;

    private FingerprintSet OnlyDropped => NotNotified.Without(Notified);

    public RateLimitRecord? Find(string id) => Records.FirstOrDefault(record => record.Id == id)
        ?? (DroppedIds.Contains(id) ? new RateLimitRecord(id, default, RateLimitAction.Drop) : null);

    /// <summary>How many messages were sent, with those that exceeded the limit.</summary>
    public int CountWithin(TimeSpan within, DateTimeOffset now) => Records.Count(record => record.Counts(within, now));

    /// <summary>Whether the limit is reached. What exceeded it does not count, or it would block what follows.</summary>
    public bool IsFull(RateLimit limit, DateTimeOffset now) => Within(limit, now).Count() >= limit.Messages;

    /// <summary>When the limit, now full, allows a message again.</summary>
    public DateTimeOffset FreeAt(RateLimit limit, DateTimeOffset now)
    {
        DateTimeOffset[] sent = [.. Within(limit, now).Order()];
        return sent[sent.Length - limit.Messages] + limit.Within;
    }

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

    /// <summary>Records a message that was sent, and of what it notified.</summary>
    public RateLimitLedger Record(Notification sent, RateLimitRecord record, bool opensIncident)
    {
        // What only the pagers get notifies nobody else; they know incidents.
        var alerts = sent.IsForPagers ? default : Firing(sent);
        var ledger = WithNewEpisodes(alerts);
        return (ledger with
        {
            Records = [.. Records, record],
            Notified = ledger.Notified.With(alerts),
            Incidents = opensIncident && sent is { IsNotForPagers: false, IncidentId.Length: > 0 }
                ? ledger.Incidents.With([sent.IncidentId]).Newest(MaxIncidents)
                : ledger.Incidents,
        }).WithResolved(FingerprintSet.Of(
            sent.Alerts.Where(alert => !alert.IsFiring).Select(alert => alert.Fingerprint)).Without(alerts));
    }

    /// <summary>Records a dropped message. A reminder is about alerts that were notified, unless they were dropped.</summary>
    public RateLimitLedger RecordDropped(Notification dropped)
    {
        var alerts = Firing(dropped);
        var ledger = WithNewEpisodes(alerts);
        if (dropped.Kind == NotificationKind.Reminder && !KnowsNotAll)
            ledger = ledger with { Notified = ledger.Notified.With(alerts.Without(ledger.NotNotified)) };
        return (ledger with
        {
            DroppedIds = ledger.DroppedIds.With([dropped.Id]).Newest(MaxDroppedIds),
            NotNotified = ledger.NotNotified.With(alerts),
            Dropped = ledger.Dropped + 1,
        }).Bounded();
    }

    /// <summary>The same ledger if it knows none of them, or knew it before.</summary>
    public RateLimitLedger WithResolved(FingerprintSet alerts)
    {
        var known = alerts.In(Notified.With(NotNotified)).Without(Resolved);
        return known.Count == 0 ? this : (this with { Resolved = Resolved.With(known) }).Bounded();
    }

    /// <summary>A digest also lists alerts that recovered; any other message is about alerts that are not over.</summary>
    private static FingerprintSet Firing(Notification notified) =>
        FingerprintSet.Of(notified.Alerts.Where(alert => alert.IsFiring || notified.Kind != NotificationKind.Digest)
            .Select(alert => alert.Fingerprint)).With(notified.Unlisted);

    /// <summary>An alert that fires again after it resolved counts as new.</summary>
    private RateLimitLedger WithNewEpisodes(FingerprintSet alerts) => Without(alerts.In(Resolved));

    private RateLimitLedger Without(FingerprintSet alerts) => alerts.Count == 0 ? this : this with
    {
        Notified = Notified.Without(alerts),
        NotNotified = NotNotified.Without(alerts),
        Resolved = Resolved.Without(alerts),
    };

    /// <summary>
    /// Forgets resolved alerts first, and never one of which both was notified and dropped: both must end.
    /// </summary>
    private RateLimitLedger Bounded()
    {
        var ledger = Without(Resolved.Oldest(Math.Max(0, Resolved.Count - MaxResolved)));
        var dropped = ledger.OnlyDropped;
        if (dropped.Count > MaxDroppedAlerts || ledger.Notified.Count > MaxNotified)
        {
            ledger = ledger.Without(ledger.Resolved);
            dropped = ledger.OnlyDropped;
        }
        var notified = ledger.Notified.Newest(MaxNotified);
        return ledger with
        {
            HasForgotten = HasForgotten || dropped.Count > MaxDroppedAlerts,
            Notified = notified,
            NotNotified = ledger.NotNotified.In(notified).With(dropped.Newest(MaxDroppedAlerts)),
        };
    }

    private IEnumerable<DateTimeOffset> Within(RateLimit limit, DateTimeOffset now) =>
        Records.Where(record => record.ExceededBy is null && record.Counts(limit.Within, now))
            .Select(record => record.At);
}
