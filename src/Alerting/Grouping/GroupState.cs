using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>All a group remembers. Its JSON is one item of the store.</summary>
public sealed record GroupState
{
    public const int CurrentVersion = 1;

    /// <summary>More incidents than this are only counted, so that the item stays within the store's limit.</summary>
    public const int MaxEntries = 200;

    /// <summary>Of the state's shape. It is written first, and a newer one is refused with <see cref="NewerStateException"/>.</summary>
    [JsonConverter(typeof(StateVersion))]
    [JsonPropertyOrder(-1)]
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("routeId")]
    public required string RouteId { get; init; }

    /// <summary>What the group has in detail, by fingerprint; those resolved a short while ago among them.</summary>
    [JsonPropertyName("incidents")]
    public EntryList Entries { get; init => field = value ?? EntryList.Empty; } = EntryList.Empty;

    /// <summary>What there is no room for.</summary>
    [JsonPropertyName("counted")]
    public OverflowAlerts Overflow { get; init; } = OverflowAlerts.Empty;

    /// <summary>The events taken in of late.</summary>
    [JsonPropertyName("seen")]
    public SeenEvents Seen { get; init; } = SeenEvents.None;

    /// <summary>How many incidents are open: they fire, or flap.</summary>
    [JsonPropertyName("open")]
    public int OpenCount { get; init; }

    /// <summary>When the group opened, after it was all quiet.</summary>
    [JsonPropertyName("openedAt")]
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The last times it opened; a group that does so often is told in batches.</summary>
    [JsonPropertyName("openings")]
    public ImmutableArray<DateTimeOffset> RecentOpenings { get; init; } = [];

    /// <summary>Names what people see as one matter, from its first firing until all is resolved.</summary>
    [JsonPropertyName("thread")]
    public string? IncidentId { get; init; }

    /// <summary>When something new was told last.</summary>
    [JsonPropertyName("toldAt")]
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The worst of what fires and was told; what is worse is news at once.</summary>
    [JsonPropertyName("toldSeverity")]
    public Severity? NotifiedSeverity { get; init; }

    /// <summary>The worst that was told since the group last was quiet for long.</summary>
    [JsonPropertyName("worstTold")]
    public Severity? WorstNotified { get; init; }

    /// <summary>When something was told to flap.</summary>
    [JsonPropertyName("flappingToldAt")]
    public DateTimeOffset? FlappingNotifiedAt { get; init; }

    /// <summary>How many notifications there were: a part of their ids.</summary>
    [JsonPropertyName("sequence")]
    public long Sequence { get; init; }

    /// <summary>For the group that gathers a receiver's digest: its parts.</summary>
    [JsonPropertyName("digest")]
    public DigestContents? Digest { get; init; }

    /// <summary>When the group has to be woken.</summary>
    [JsonPropertyName("wakeUp")]
    public DateTimeOffset? WakeUp { get; init; }

    /// <summary>Until when the state is of use when nothing more happens; null while something is open.</summary>
    [JsonPropertyName("forgetAt")]
    public DateTimeOffset? ForgetAt { get; init; }

    /// <summary>What was decided to be sent and has not been handed on yet.</summary>
    [JsonPropertyName("outbox")]
    public Outbox Outbox { get; init; } = Outbox.Empty;

    public static GroupState New(GroupAddress address) => new() { Key = address.Key, RouteId = address.RouteId };
}
