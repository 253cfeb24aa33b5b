using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>Identifies a group: a route and one set of values of its <c>group_by</c> labels.</summary>
public sealed record GroupAddress(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("routeId")] string RouteId);

/// <summary>A message and its group. Messages of one group are processed in order, one at a time.</summary>
public sealed record GroupEnvelope(
    [property: JsonPropertyName("to")] GroupAddress To,
    [property: JsonPropertyName("message")] GroupMessage Message);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AlertArrived), "arrived")]
[JsonDerivedType(typeof(AlertMoved), "moved")]
[JsonDerivedType(typeof(Wake), "wake")]
[JsonDerivedType(typeof(SilencesChanged), "silences")]
[JsonDerivedType(typeof(DigestPart), "digest")]
public abstract record GroupMessage
{
    public const int CurrentVersion = 1;

    /// <summary>Format version, because queues may hold messages of the previous deployment.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;
}

/// <summary>An alert of this group fires or resolved.</summary>
public sealed record AlertArrived([property: JsonPropertyName("alert")] Alert Alert) : GroupMessage
{
    /// <summary>Receivers of the route that another group notifies of this alert.</summary>
    [JsonPropertyName("except")]
    public IReadOnlyList<string> ExcludedReceivers { get; init; } = [];

    /// <summary>
    /// Receivers that another group notified of the firing and this group must notify of the resolution.
    /// </summary>
    [JsonPropertyName("toldTo")]
    public IReadOnlyList<string> NotifiedReceivers { get; init; } = [];

    /// <summary>The severity they were notified of: a higher one notifies them again.</summary>
    [JsonPropertyName("toldAs")]
    public Severity? NotifiedSeverity { get; init; }

    /// <summary>
    /// The groups in which the alert fires, for an end or an event without data: its labels may lead elsewhere. The
    /// worker looks them up.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<GroupAddress> FiringIn { get; init; } = [];

    /// <summary>
    /// How many groups of removed routes sent it on; it keeps queues from dropping it as a duplicate.
    /// </summary>
    [JsonPropertyName("detours")]
    public int Hops { get; init; }

    /// <summary>True if it corrects a late event accepted here, because another group knew this newer one.</summary>
    [JsonPropertyName("isCorrection")]
    public bool IsCorrection { get; init; }
}

/// <summary>
/// An alert went to other groups because its severity may have changed and routes depend on it. A group that does not
/// know the alert ignores this.
/// </summary>
public sealed record AlertMoved(
    [property: JsonPropertyName("alert")] Alert Alert,
    [property: JsonPropertyName("to")] IReadOnlyList<GroupAddress> To) : GroupMessage;

/// <summary>The group's requested wake-up time was reached.</summary>
public sealed record Wake : GroupMessage;

/// <summary>A silence was added, changed or ended early.</summary>
public sealed record SilencesChanged : GroupMessage;

/// <summary>The alerts one group held for a receiver. The receiver's digest collects the parts of all groups.</summary>
/// <param name="Id">The same for a redelivered part.</param>
public sealed record DigestPart(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("alerts")] IReadOnlyList<Alert> Alerts,
    [property: JsonPropertyName("more")] int More) : GroupMessage
{
    /// <summary>How many of <see cref="More"/> still fire.</summary>
    [JsonPropertyName("moreFiring")]
    public int MoreFiring { get; init; }
}
