using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>
/// What a source read out of one event, before anything was decided about it. Every monitoring system becomes this one
/// record; what the record has no place for is kept in <see cref="Facts"/>, so that nothing read is lost.
/// </summary>
public sealed record Signal
{
    /// <summary>Which reader understood the event: <c>cloudwatch-alarm</c>, <c>guardduty</c>, <c>log</c>, <c>generic</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The name people know it by, and match on: the alarm's name, the rule's id.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>One line that tells what happened, fit for a subject. Without status and severity words.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>
    /// What makes it the same thing again, whatever road the event took and whatever state it tells: the alarm's ARN.
    /// </summary>
    [JsonPropertyName("identity")]
    public required string Identity { get; init; }

    /// <summary>What makes it the same event again, so that a redelivery is recognised.</summary>
    [JsonPropertyName("eventKey")]
    public required string EventKey { get; init; }

    [JsonPropertyName("status")]
    public AlertStatus Status { get; init; } = AlertStatus.Firing;

    /// <summary>The state in the source's own word (<c>ALARM</c>, <c>INSUFFICIENT_DATA</c>, <c>FAILED</c>).</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("previousState")]
    public string? PreviousState { get; init; }

    /// <summary>Why, in the source's own sentence.</summary>
    [JsonPropertyName("summary")]
    public string? Summary { get; init; }

    /// <summary>What the people who set it up wrote about it.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("account")]
    public string? Account { get; init; }

    [JsonPropertyName("region")]
    public string? Region { get; init; }

    [JsonPropertyName("service")]
    public string? Service { get; init; }

    /// <summary>When the event happened, by the source's clock.</summary>
    [JsonPropertyName("occurredAt")]
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Since when it fires, where the event tells; for a resolved one, when the firing began.</summary>
    [JsonPropertyName("startsAt")]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it stopped, where the event tells.</summary>
    [JsonPropertyName("endsAt")]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>What the event itself says of its severity, the most trusted word first.</summary>
    [JsonPropertyName("claims")]
    public IReadOnlyList<SeverityClaim> Claims { get; init; } = [];

    /// <summary>The severity this kind of event has when nothing else speaks; null is the general default.</summary>
    [JsonPropertyName("fallback")]
    public SeverityClaim? Fallback { get; init; }

    /// <summary>Labels beyond those every alert has: <c>namespace</c>, <c>metric</c>, <c>tag_team</c>, <c>dim_FunctionName</c>.</summary>
    [JsonPropertyName("labels")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoLabels;

    /// <summary>What else is worth showing, in the order to show it.</summary>
    [JsonPropertyName("facts")]
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>The numbers behind it, where it is about a metric.</summary>
    [JsonPropertyName("measurement")]
    public Measurement? Measurement { get; init; }

    [JsonPropertyName("links")]
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>Raw text worth quoting: log lines, at most a few.</summary>
    [JsonPropertyName("samples")]
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>
    /// Whether the source tells by itself when this is over. What never says so is over after a while without a new
    /// occurrence.
    /// </summary>
    [JsonPropertyName("recovers")]
    public bool Recovers { get; init; }

    /// <summary>
    /// Whether its identity holds its severity, so that the same with another severity is another thing. Otherwise it may be
    /// an error at one time and a warning at another, and its end may say nothing of how bad it was.
    /// </summary>
    [JsonPropertyName("isOfOneSeverity")]
    public bool IsOfOneSeverity { get; init; }

    /// <summary>How often it happened within this event.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; } = 1;

    /// <summary>What could not be read, each a sentence; shown with the alert.</summary>
    [JsonPropertyName("problems")]
    public IReadOnlyList<string> Problems { get; init; } = [];

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();
}

/// <summary>Whether the thing is wrong now or no longer.</summary>
public enum AlertStatus
{
    [JsonStringEnumMemberName("Firing")]
    Firing,
    [JsonStringEnumMemberName("Resolved")]
    Resolved,
}

/// <summary>A word about severity and who said it: <c>("critical", "alarm tag severity=critical")</c>.</summary>
public sealed record SeverityClaim(
    [property: JsonPropertyName("severity")] Severity Severity,
    [property: JsonPropertyName("reason")] string Reason);

/// <summary>A named value to show.</summary>
public sealed record Fact(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] string Value);

/// <summary>A place to look further. The URL is absolute.</summary>
public sealed record Link(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("url")] string Url);
