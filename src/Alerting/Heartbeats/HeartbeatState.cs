using System.Text.Json.Serialization;

namespace Alerting.Heartbeats;

/// <summary>The state of a heartbeat between two ticks.</summary>
public sealed record HeartbeatState
{
    /// <summary>When the first tick knew it. Counts until it has reported.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    /// <summary>Stored by itself, because others write it.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastBeat { get; init; }

    /// <summary>While its alert fires: the time after which none came.</summary>
    [JsonPropertyName("missed")]
    public DateTimeOffset? Missed { get; init; }

    [JsonPropertyName("firingSince")]
    public DateTimeOffset? FiringSince { get; init; }

    /// <summary>Whether the firing alert may not have been sent yet.</summary>
    [JsonPropertyName("pending")]
    public bool IsPending { get; init; }

    [JsonIgnore]
    public bool IsFiring => Missed is not null;

    /// <summary>From when its absence counts.</summary>
    [JsonIgnore]
    public DateTimeOffset Last => LastBeat ?? Since;
}
