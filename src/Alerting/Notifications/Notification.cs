using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>What one receiver is to be told about one group.</summary>
public sealed record Notification
{
    public const int CurrentVersion = 1;

    /// <summary>Of this record's shape, for queues that hold notifications of the deployment before.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The same whenever the same events lead to it, so that a second sending is recognised.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("receiver")]
    public required string Receiver { get; init; }

    [JsonPropertyName("route")]
    public required string Route { get; init; }

    [JsonPropertyName("groupKey")]
    public required string GroupKey { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("kind")]
    public required NotificationKind Kind { get; init; }

    /// <summary>Why it is told now.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>When it goes out: now, or when a hold ends.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it waits for its time instead of going out at once.</summary>
    [JsonPropertyName("isHeld")]
    public bool IsHeld { get; init; }

    /// <summary>Whether only the receiver's pagers take it: its other channels have it in their digest.</summary>
    [JsonPropertyName("isForPagers")]
    public bool IsForPagers { get; init; }

    /// <summary>What is to be said beside the alerts: whom it should have reached, how much a budget holds back.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }

    /// <summary>The receivers that could not be reached with this, the first of them first; none is tried again.</summary>
    [JsonPropertyName("failed")]
    public IReadOnlyList<string> Failed { get; init; } = [];

    /// <summary>The worst first. A digest holds firing and resolved ones; all other kinds hold one status only.</summary>
    [JsonPropertyName("alerts")]
    public required IReadOnlyList<Alert> Alerts { get; init; }

    /// <summary>How many further alerts it is about, which are only counted.</summary>
    [JsonPropertyName("more")]
    public int More { get; init; }

    /// <summary>
    /// The same for all notifications of a group from its first firing until all of it is resolved: the thread, message or
    /// dedup key to go on with, where the channel has one.
    /// </summary>
    [JsonPropertyName("thread")]
    public string IncidentId { get; init; } = "";

    /// <summary>How many alerts of the group fire after this; a resolved notification with none left ends the thread.</summary>
    [JsonPropertyName("stillFiring")]
    public int StillFiring { get; init; }

    public Severity Severity => Alerts.Max(alert => alert.Severity);

    public bool IsResolved => Kind == NotificationKind.Resolved;
}
