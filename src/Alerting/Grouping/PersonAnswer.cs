using System.Text.Json.Serialization;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping;

/// <summary>
/// What a person does to an incident. It changes nothing when its incident is over, or when it comes again.
/// </summary>
public abstract record PersonAnswer : GroupMessage
{
    private protected PersonAnswer() => Version = 3;

    /// <summary>The same when a press is sent twice.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("incident")]
    public required string IncidentId { get; init; }

    /// <summary>The person's key in the configuration, or what they are called where they answer.</summary>
    [JsonPropertyName("by")]
    public required string By { get; init; }

    /// <summary>When they answered. The queue may deliver it later.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    /// <summary>The step of the escalation that the person saw; null if unknown.</summary>
    [JsonPropertyName("step")]
    public int? Step { get; init; }

    /// <summary>How many answers the incident had when the person saw it; null if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("seen")]
    public int? Seen { get; init; }

    /// <summary>How they answered: <c>link</c>, <c>slack</c>, <c>cli</c>, <c>console</c>.</summary>
    [JsonPropertyName("via")]
    public string? Via { get; init; }

    /// <summary>The ARN of the AWS identity with which they answered; null if unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("caller")]
    public string? Caller { get; init; }

    /// <summary>Whether the group has applied it, or found that it changes nothing.</summary>
    public bool IsKnownTo(GroupState state) => state.Seen.Contains(Key);

    /// <summary>For the events that the group has seen.</summary>
    [JsonIgnore]
    internal string Key => $"answer|{Id}";
}

/// <summary>The person is on it.</summary>
public sealed record Acknowledge : PersonAnswer;

/// <summary>Nobody is on it after all.</summary>
public sealed record Unacknowledge : PersonAnswer;

/// <summary>Leave it until then.</summary>
public sealed record Snooze : PersonAnswer
{
    [JsonPropertyName("until")]
    public required DateTimeOffset Until { get; init; }
}

/// <summary>Ask the next person now.</summary>
public sealed record Escalate : PersonAnswer;

/// <summary>It is over, whatever its source says.</summary>
public sealed record Close : PersonAnswer
{
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }
}
