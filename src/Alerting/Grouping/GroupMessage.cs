using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>A group's name: a route, and one set of values of its <c>group_by</c> labels.</summary>
public sealed record GroupAddress(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("routeId")] string RouteId);

/// <summary>A message and the group it is for. Messages of one group are worked on in order, one at a time.</summary>
public sealed record GroupEnvelope(
    [property: JsonPropertyName("to")] GroupAddress To,
    [property: JsonPropertyName("message")] GroupMessage Message);

/// <summary>What can happen to a group.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(AlertArrived), "arrived")]
[JsonDerivedType(typeof(AlertMoved), "moved")]
[JsonDerivedType(typeof(Wake), "wake")]
[JsonDerivedType(typeof(SilencesChanged), "silences")]
[JsonDerivedType(typeof(DigestPart), "digest")]
public abstract record GroupMessage
{
    public const int CurrentVersion = 1;

    /// <summary>Of the message's shape, for queues that hold messages of the deployment before.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;
}

/// <summary>An alert of this group fires, or is resolved.</summary>
public sealed record AlertArrived([property: JsonPropertyName("alert")] Alert Alert) : GroupMessage
{
    /// <summary>Receivers of the route that another group tells of this alert.</summary>
    [JsonPropertyName("except")]
    public IReadOnlyList<string> ExcludedReceivers { get; init; } = [];

    /// <summary>Receivers that another group has told that it fires, and that are to hear its end from this one.</summary>
    [JsonPropertyName("toldTo")]
    public IReadOnlyList<string> NotifiedReceivers { get; init; } = [];

    /// <summary>As how bad they were told of it: what is worse is news to them too.</summary>
    [JsonPropertyName("toldAs")]
    public Severity? NotifiedSeverity { get; init; }

    /// <summary>How many groups sent it on, since the configuration had their route no more; it keeps queues from taking it for the same message.</summary>
    [JsonPropertyName("detours")]
    public int Hops { get; init; }

    /// <summary>Whether it answers a late event that was taken for news here: another group knew that this came after it.</summary>
    [JsonPropertyName("isCorrection")]
    public bool IsCorrection { get; init; }
}

/// <summary>
/// An alert that may be known here arrived at other groups, since the severity of its source changes and routes depend on
/// it. A group that does not know it ignores this.
/// </summary>
public sealed record AlertMoved(
    [property: JsonPropertyName("alert")] Alert Alert,
    [property: JsonPropertyName("to")] IReadOnlyList<GroupAddress> To) : GroupMessage;

/// <summary>The time a group asked to be woken at has come.</summary>
public sealed record Wake : GroupMessage;

/// <summary>A silence was added, ended early or changed.</summary>
public sealed record SilencesChanged : GroupMessage;

/// <summary>What one group held for a receiver until its hours began; the receiver's digest gathers the parts of all groups.</summary>
/// <param name="Id">The same when the part is sent again.</param>
public sealed record DigestPart(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("alerts")] IReadOnlyList<Alert> Alerts,
    [property: JsonPropertyName("more")] int More) : GroupMessage
{
    /// <summary>How many of those that are only counted still fire.</summary>
    [JsonPropertyName("moreFiring")]
    public int MoreFiring { get; init; }
}
