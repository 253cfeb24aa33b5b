using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Deliveries;

/// <summary>What one notification says about the alerts of one group, and its place in their order.</summary>
/// <param name="Sequence">A later notification has a higher one: the milliseconds since 1970 when it was decided.</param>
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
        var isLater = Sequence > other.Sequence;
        return (isLater && All.In(other.All).Count > 0)
            || Firing.In(other.Resolved).Count > 0 || Resolved.In(other.Firing).Count > 0
            || Closes != other.Closes;
    }
}

/// <summary>A delivery that some process sends.</summary>
/// <param name="Until">When its lease ends. If it is still here then, its outcome is unknown.</param>
public sealed record SendingDelivery(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("until")] DateTimeOffset Until,
    [property: JsonPropertyName("alerts")] SentAlerts Alerts);

/// <summary>A delivery that is not tried any more.</summary>
public sealed record FailedDelivery(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("reason")] string Reason);
