using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>The record that a delivery has to agree with, and what it says there.</summary>
/// <param name="Key">
/// The same for all notifications of a group on one target, over its incidents: what a person reads last must be true. On
/// a pager, of one incident: each must be closed.
/// </param>
internal sealed record SentScope(string Key, SentAlerts Alerts)
{
    /// <summary>One for each group that the notification is about.</summary>
    public static IReadOnlyList<SentScope> Of(Delivery delivery)
    {
        var notification = delivery.Notification;
        var all = AlertsOf(notification);
        var group = KeyOf(Fingerprint.Of(notification.GroupKey), delivery);
        if (notification.Parts is { } parts)
            return [.. OfParts(parts, all, delivery), .. OfRest(group, parts, all)];
        if (notification.SpansGroups || notification.Kind == NotificationKind.Digest)
            return [new SentScope(group, all)];
        all = all with { StillFiring = notification.StillFiring };
        if (!ChannelCatalog.IsPager(delivery.Target.Channel))
            return [new SentScope(group, all)];
        all = all with { Closes = notification is { IsResolved: true, StillFiring: 0 } };
        if (!IncidentIds.IsKey(notification.IncidentId))
            return [new SentScope(group, all)];
        return
        [
            new SentScope(KeyOf(notification.IncidentId, delivery), all),
            .. (notification.AlsoCloses ?? []).Select(id => new SentScope(
                KeyOf(id, delivery), all with { Firing = default, StillFiring = 0, Closes = true })),
            // Only for its id: there it may have been delivered.
            .. (notification.AlsoOpened ?? []).Select(id => new SentScope(
                KeyOf(id, delivery), new SentAlerts(all.Sequence))),
        ];
    }

    private static IEnumerable<SentScope> OfParts(
        IReadOnlyList<GroupPart> parts, SentAlerts all, Delivery delivery) =>
        from part in parts
        let alerts = all.In(part.Alerts) with { Sequence = part.Sequence }
        where alerts.All.Count > 0
        select new SentScope(KeyOf(part.Group, delivery), alerts);

    /// <summary>Alerts of groups that the digest had no room for.</summary>
    private static IEnumerable<SentScope> OfRest(string key, IReadOnlyList<GroupPart> parts, SentAlerts all) =>
        parts.Aggregate(all, (rest, part) => rest.Without(part.Alerts)) is { All.Count: > 0 } rest
            ? [new SentScope(key, rest)] : [];

    private static SentAlerts AlertsOf(Notification notification)
    {
        var firing = FingerprintSet.Of(
            notification.Alerts.Where(alert => alert.IsFiring).Select(alert => alert.Fingerprint));
        var resolved = FingerprintSet.Of(
            notification.Alerts.Where(alert => !alert.IsFiring).Select(alert => alert.Fingerprint));
        return new SentAlerts(SequenceOf(notification))
        {
            Firing = notification.IsResolved ? firing : firing.With(notification.Unlisted),
            Resolved = notification.IsResolved ? resolved.With(notification.Unlisted) : resolved,
            IsRepeated = notification.IsRepeated,
        };
    }

    /// <summary>Notifications that an earlier version queued have only their time.</summary>
    private static long SequenceOf(Notification notification) =>
        notification.Sequence > 0 ? notification.Sequence : notification.At.ToUnixTimeMilliseconds();

    private static string KeyOf(string name, Delivery delivery) =>
        Fingerprint.Of($"{name}|{delivery.Target.Channel}|{delivery.Target.Address}");
}

/// <summary>What one notification says about the alerts of one group, and its place in their order.</summary>
/// <param name="Sequence">As in <see cref="Notification.Sequence"/>.</param>
public sealed record SentAlerts([property: JsonPropertyName("sequence")] long Sequence)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("firing")]
    public FingerprintSet Firing { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("resolved")]
    public FingerprintSet Resolved { get; init; }

    /// <summary>How many of the group's alerts fired then; null if it does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("stillFiring")]
    public int? StillFiring { get; init; }

    /// <summary>Whether it closes the incident on a pager. Every other message opens it there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("closes")]
    public bool Closes { get; init; }

    /// <summary>When it was sent, in milliseconds since 1970; null while it is not, and from earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("sentAt")]
    public long? SentAt { get; init; }

    /// <summary>Whether it is an end that is sent again, for a page that came after it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("repeated")]
    public bool IsRepeated { get; init; }

    [JsonIgnore]
    public FingerprintSet All => Firing.With(Resolved);

    [JsonIgnore]
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Sequence);

    public SentAlerts Without(FingerprintSet alerts) => this with
    {
        Firing = Firing.Without(alerts), Resolved = Resolved.Without(alerts),
    };

    public SentAlerts In(FingerprintSet alerts) => this with
    {
        Firing = Firing.In(alerts), Resolved = Resolved.In(alerts),
    };

    /// <summary>
    /// Whether the other one waits until this one is sent: it is older, or says the opposite of the same alert or, on a
    /// pager, of the incident. Two firing notifications in order do not wait, because a rise in severity must not.
    /// </summary>
    internal bool Blocks(SentAlerts other)
    {
        return (IsAfter(other) && All.In(other.All).Count > 0) || OppositeOf(other).Count > 0 || Closes != other.Closes;
    }

    /// <summary>The place of an end that is repeated may be that of the next firing, too: then the firing is later.</summary>
    internal bool IsAfter(SentAlerts other) => Sequence > other.Sequence
        || (Sequence == other.Sequence && other.IsRepeated && !IsRepeated && OppositeOf(other).Count > 0);

    /// <summary>The alerts of which they say the opposite.</summary>
    internal FingerprintSet OppositeOf(SentAlerts other) =>
        Firing.In(other.Resolved).With(Resolved.In(other.Firing));
}

/// <summary>A delivery that some process sends.</summary>
/// <param name="Until">When its lease ends. If it is still here then, its outcome is unknown.</param>
public sealed record SendingDelivery(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("until")] DateTimeOffset Until,
    [property: JsonPropertyName("alerts")] SentAlerts Alerts)
{
    [JsonIgnore]
    public DateTimeOffset Began => Until - DeliveryClaim.LeaseTime;
}

/// <summary>A delivery that is tried again.</summary>
/// <param name="Failures">How often the channel has failed to send it.</param>
public sealed record RetryingDelivery(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("failures")] int Failures,
    [property: JsonPropertyName("alerts")] SentAlerts Alerts);

/// <summary>A delivery that is not tried any more.</summary>
public sealed record FailedDelivery(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("reason")] string Reason);
