using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>
/// One thing read out of an event, before its severity is decided. All sources produce this record; details it has no
/// property for go into <see cref="Facts"/>.
/// </summary>
public sealed record Signal
{
    /// <summary>The source of signals made of log lines.</summary>
    public const string LogSource = "log";

    /// <summary>The kind of source: <c>cloudwatch-alarm</c>, <c>guardduty</c>, <c>log</c>, <c>generic</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The name people know and match on: the alarm's name, the rule's id.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>One line about what happened, short enough for a subject, without status and severity.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>Identifies the alert across states and event transports: the alarm's ARN.</summary>
    [JsonPropertyName("identity")]
    public required string Identity { get; init; }

    /// <summary>
    /// The identities that earlier releases gave this alert. One that is open under such an identity goes on and ends
    /// there. A reader names only those that separated alerts: another alert of the same identity would join it.
    /// </summary>
    /// <remarks>Not stored: the alert holds the fingerprints.</remarks>
    [JsonIgnore]
    public IReadOnlyList<string> EarlierIdentities { get; init; } = [];

    /// <summary>Whether it is a heartbeat, which only says that its sender works. Never stored.</summary>
    [JsonIgnore]
    public bool IsBeat { get; init; }

    /// <summary>Identifies the event, to recognise a redelivery.</summary>
    [JsonPropertyName("eventKey")]
    public required string EventKey { get; init; }

    [JsonPropertyName("status")]
    public AlertStatus Status { get; init; } = AlertStatus.Firing;

    /// <summary>The state in the source's words (<c>ALARM</c>, <c>INSUFFICIENT_DATA</c>, <c>FAILED</c>).</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("previousState")]
    public string? PreviousState { get; init; }

    /// <summary>The source's reason for the state.</summary>
    [JsonPropertyName("summary")]
    public string? Summary { get; init; }

    /// <summary>The description written by whoever set up the alarm.</summary>
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

    /// <summary>When it started firing, if the event says so; also on a resolved event.</summary>
    [JsonPropertyName("startsAt")]
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it resolved, if the event says so.</summary>
    [JsonPropertyName("endsAt")]
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The severities the event states, the most trusted first.</summary>
    [JsonPropertyName("claims")]
    public IReadOnlyList<SeverityClaim> Claims { get; init; } = [];

    /// <summary>The default severity of this kind of event; null for the general default.</summary>
    [JsonPropertyName("fallback")]
    public SeverityClaim? Fallback { get; init; }

    /// <summary>Labels beyond the common ones: <c>metric</c>, <c>tag_team</c>, <c>dim_FunctionName</c>.</summary>
    [JsonPropertyName("labels")]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = NoLabels;

    /// <summary>Further details, in the order to show them.</summary>
    [JsonPropertyName("facts")]
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    [JsonPropertyName("measurement")]
    public Measurement? Measurement { get; init; }

    [JsonPropertyName("links")]
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>A few raw log lines to quote.</summary>
    [JsonPropertyName("samples")]
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>
    /// Whether the source sends a resolved event. Otherwise the alert resolves after a while without a further
    /// occurrence.
    /// </summary>
    [JsonPropertyName("recovers")]
    public bool Recovers { get; init; }

    /// <summary>
    /// True if the severity is part of the identity. Otherwise the same alert may change between error and warning, and
    /// its resolved event may not say how severe it was.
    /// </summary>
    [JsonPropertyName("isOfOneSeverity")]
    public bool IsOfOneSeverity { get; init; }

    /// <summary>
    /// True if the source says that it has no data: it knows neither that the alert fires nor that it recovered.
    /// </summary>
    [JsonPropertyName("hasNoData")]
    public bool HasNoData { get; init; }

    /// <summary>Since when the source has had no data about an alert that fired before.</summary>
    [JsonPropertyName("noDataSince")]
    public DateTimeOffset? NoDataSince { get; init; }

    /// <summary>The last value of <see cref="Measurement"/> while it fired, of an alert that ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("was")]
    public double? Was { get; init; }

    /// <summary>How a resolved alert ended, if it did not recover.</summary>
    [JsonPropertyName("ending")]
    public Ending? Ending { get; init; }

    /// <summary>Occurrences within this event.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; } = 1;

    /// <summary>Sentences about what could not be read; shown with the alert.</summary>
    [JsonPropertyName("problems")]
    public IReadOnlyList<string> Problems { get; init; } = [];

    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();
}

/// <summary>An end that is not a recovery: the state since is unknown.</summary>
/// <param name="Text">One phrase without a full stop: <c>No further occurrence for 15 min</c>.</param>
public sealed record Ending(
    [property: JsonPropertyName("code")] ReasonCode Code,
    [property: JsonPropertyName("text")] string Text)
{
    [JsonIgnore]
    public Reason Reason => new(Code, Text + ".");

    /// <summary>The text within a sentence.</summary>
    [JsonIgnore]
    public string Lower => char.ToLowerInvariant(Text[0]) + Text[1..];
}

public enum AlertStatus
{
    [JsonStringEnumMemberName("Firing")]
    Firing,
    [JsonStringEnumMemberName("Resolved")]
    Resolved,
}

/// <summary>A severity and where it comes from: <c>("critical", "alarm tag severity=critical")</c>.</summary>
public sealed record SeverityClaim(
    [property: JsonPropertyName("severity")] Severity Severity,
    [property: JsonPropertyName("reason")] string Reason);

public sealed record Fact(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] string Value);

/// <param name="Url">Absolute.</param>
public sealed record Link(
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("url")] string Url);
