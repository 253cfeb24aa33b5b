using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>One alert of a group, over time.</summary>
public sealed record AlertEntry
{
    /// <summary>As it arrived last, cut to what the state has room for.</summary>
    [JsonPropertyName("alert")]
    public required Alert Alert { get; init; }

    [JsonPropertyName("isFiring")]
    public bool IsFiring { get; init; }

    /// <summary>Since when it fires, or fired, by the source's clock.</summary>
    [JsonPropertyName("since")]
    public DateTimeOffset Since { get; init; }

    /// <summary>Whether only the end is known.</summary>
    [JsonPropertyName("isSinceUnknown")]
    public bool IsSinceUnknown { get; init; }

    /// <summary>The source's time of its latest event.</summary>
    [JsonPropertyName("eventAt")]
    public DateTimeOffset EventAt { get; init; }

    /// <summary>When it began to fire or was resolved, by our clock.</summary>
    [JsonPropertyName("changedAt")]
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>How often it occurred since then.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; } = 1;

    /// <summary>The changes of state of late.</summary>
    [JsonPropertyName("changes")]
    public ImmutableArray<DateTimeOffset> Changes { get; init; } = [];

    /// <summary>Whether it changes so often that only that is told.</summary>
    [JsonPropertyName("isFlapping")]
    public bool IsFlapping { get; init; }

    /// <summary>What is to be told about it, as soon as it may be.</summary>
    [JsonPropertyName("news")]
    public PendingNotification Pending { get; init; }

    /// <summary>Why there is news, where the rules of timing would not tell.</summary>
    [JsonPropertyName("because")]
    public string? ReasonOverride { get; init; }

    /// <summary>Whether it is over only here, and another group tells of it from now on.</summary>
    [JsonPropertyName("hasMoved")]
    public bool HasMoved { get; init; }

    /// <summary>Whether its news waits, or waited, for hours to begin: it then goes into a digest.</summary>
    [JsonPropertyName("isHeld")]
    public bool IsHeld { get; init; }

    /// <summary>Who was told that it fires and not that it is resolved.</summary>
    [JsonPropertyName("told")]
    public ImmutableArray<string> NotifiedReceivers { get; init; } = [];

    /// <summary>When anything was told about it.</summary>
    [JsonPropertyName("toldAt")]
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>As how bad it was told.</summary>
    [JsonPropertyName("toldSeverity")]
    public Severity? NotifiedSeverity { get; init; }

    /// <summary>Receivers that another group tells.</summary>
    [JsonPropertyName("except")]
    public ImmutableArray<string> ExcludedReceivers { get; init; } = [];

    /// <summary>Which silence or rule keeps it from being told; null when none does.</summary>
    [JsonPropertyName("mutedBy")]
    public string? MutedBy { get; init; }

    /// <summary>When it is taken to be over, where the source does not say so.</summary>
    [JsonPropertyName("resolveAt")]
    public DateTimeOffset? ResolveAt { get; init; }

    public string Fingerprint => Alert.Fingerprint;

    public Severity Severity => Alert.Severity;

    public bool IsOpen => IsFiring || IsFlapping;
}

/// <summary>What is to be told about an incident.</summary>
public enum PendingNotification
{
    [JsonStringEnumMemberName("None")]
    None,

    /// <summary>It fires, or got worse.</summary>
    [JsonStringEnumMemberName("Firing")]
    Firing,

    /// <summary>It flaps.</summary>
    [JsonStringEnumMemberName("Flapping")]
    Flapping,

    /// <summary>Who was told that it fires is to be told that it is resolved.</summary>
    [JsonStringEnumMemberName("Resolved")]
    Resolved,

    /// <summary>It fired and healed by itself while it was held.</summary>
    [JsonStringEnumMemberName("Healed")]
    Recovered,
}
