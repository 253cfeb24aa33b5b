using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Incidents;

namespace Alerting.Grouping;

/// <summary>Identifies a group: a route and one set of values of its <c>group_by</c> labels.</summary>
public sealed record GroupAddress(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("routeId")] string RouteId)
{
    private const string DigestPrefix = "digest/";
    public const string DigestRoute = "digest";
    private const string UnroutedPrefix = "unrouted/";
    private const string UnroutedRoute = "unrouted";

    /// <summary>Whether it gathers what other groups send to one receiver.</summary>
    public bool IsDigest => RouteId == DigestRoute && Key.StartsWith(DigestPrefix, StringComparison.Ordinal);

    /// <summary>Whether it sends the end of an alert that matches no route to where the alert fires.</summary>
    public bool IsUnrouted => RouteId == UnroutedRoute && Key.StartsWith(UnroutedPrefix, StringComparison.Ordinal);

    public static GroupAddress OfUnrouted(string fingerprint) => new(UnroutedPrefix + fingerprint, UnroutedRoute);

    public static GroupAddress OfDigest(string receiver) => new(DigestPrefix + receiver, DigestRoute);
}

/// <summary>A message and its group. Messages of one group are processed in order, one at a time.</summary>
public sealed record GroupEnvelope(
    [property: JsonPropertyName("to")] GroupAddress To,
    [property: JsonPropertyName("message")] GroupMessage Message);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AlertArrived), "arrived")]
[JsonDerivedType(typeof(AlertMoved), "moved")]
[JsonDerivedType(typeof(AlertBatch), "batch")]
[JsonDerivedType(typeof(Wake), "wake")]
[JsonDerivedType(typeof(SilencesChanged), "silences")]
[JsonDerivedType(typeof(DigestPart), "digest")]
[JsonDerivedType(typeof(Acknowledge), "acknowledge")]
[JsonDerivedType(typeof(Unacknowledge), "unacknowledge")]
[JsonDerivedType(typeof(Snooze), "snooze")]
[JsonDerivedType(typeof(Escalate), "escalate")]
[JsonDerivedType(typeof(Close), "close")]
[JsonDerivedType(typeof(HandedOver), "handedOver")]
public abstract record GroupMessage
{
    /// <summary>The highest version that can be read.</summary>
    public const int CurrentVersion = 3;

    /// <summary>
    /// Format version, because queues may hold messages of the previous deployment. Each type keeps the version that
    /// added it.
    /// </summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = 1;

    /// <summary>
    /// True if it was handed out before, so its pages may have been sent without the group's state.
    /// </summary>
    [JsonIgnore]
    public bool IsRetried { get; init; }

    /// <summary>When its queue took it; null where it waits in no queue.</summary>
    [JsonIgnore]
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>The messages about single alerts that this one consists of.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<GroupMessage> Parts => [this];
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

    /// <summary>When they were last notified, so reminders go on as before; null from earlier versions.</summary>
    [JsonPropertyName("toldAt")]
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>
    /// The groups in which the alert fires or flaps, which the worker looks up.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<GroupAddress> FiringIn { get; init; } = [];

    /// <summary>
    /// How many groups of removed routes sent it on; it keeps queues from dropping it as a duplicate.
    /// </summary>
    [JsonPropertyName("detours")]
    public int Hops { get; init; }

    /// <summary>True if another group of the route sent it here, so this group keeps it.</summary>
    [JsonPropertyName("isSentOn")]
    public bool IsSentOn { get; init; }

    /// <summary>True if the group that sent it on held it, even if it recovered meanwhile.</summary>
    [JsonPropertyName("isHeld")]
    public bool IsHeld { get; init; }

    /// <summary>The silence or alert that muted it in the group that sent it on, or null.</summary>
    [JsonPropertyName("mutedBy")]
    public string? MutedBy { get; init; }

    [JsonPropertyName("mutedByCode")]
    public ReasonCode MutedByCode { get; init; }

    [JsonPropertyName("mutedByName")]
    public string? MutedByName { get; init; }

    /// <summary>The incident that goes on here, because the route of its group was removed; usually null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("incident")]
    public Incident? Incident { get; init; }

    /// <summary>The severity of which that incident was answered; null if it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("answeredAs")]
    public Severity? AnsweredAs { get; init; }

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
public sealed record Wake : GroupMessage
{
    /// <summary>When it is due, if it was sent ahead of that; the tick sends the others when they are.</summary>
    [JsonPropertyName("at")]
    public DateTimeOffset? At { get; init; }
}

/// <summary>A silence was added, changed or ended early.</summary>
public sealed record SilencesChanged : GroupMessage;
