using System.Text.Json.Serialization;

namespace Alerting.Delivering;

/// <param name="Id">The notification's id.</param>
public sealed record RateLimitRecord(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("action")] RateLimitAction Action)
{
    /// <summary>The notice it was sent with.</summary>
    [JsonPropertyName("notice")]
    public string? Notice { get; init; }

    /// <summary>The hash of the group whose critical alert exceeded the limit.</summary>
    [JsonPropertyName("overdraft")]
    public string? ExceededBy { get; init; }

    internal bool Counts(TimeSpan within, DateTimeOffset now) => Action == RateLimitAction.Send && now - At < within;
}

/// <summary>Stored in ledgers as numbers.</summary>
public enum RateLimitAction
{
    /// <summary>Sent; it reports how many messages were dropped before it.</summary>
    Send = 0,

    /// <summary>Sent without being counted, with a notice: the first over the limit, or a resolved one.</summary>
    SendNotice = 1,

    /// <summary>Not sent, but counted.</summary>
    Drop = 2,
}
