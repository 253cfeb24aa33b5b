using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>A signal with its severity decided and its labels complete: what routes are matched against.</summary>
public sealed record Alert
{
    [JsonPropertyName("signal")]
    public required Signal Signal { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("severity")]
    public required Severity Severity { get; init; }

    /// <summary>Who decided the severity: <c>alarm tag severity=critical</c>, <c>rule 2: name =~ ".*-canary"</c>.</summary>
    [JsonPropertyName("severityReason")]
    public required string SeverityReason { get; init; }

    /// <summary>16 hexadecimal digits; the same for the same thing, whatever its state.</summary>
    [JsonPropertyName("fingerprint")]
    public required string Fingerprint { get; init; }

    /// <summary>All labels, sorted by name, so that what is made of them is always the same.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public string Name => Signal.Name;

    public string Title => Signal.Title;

    public AlertStatus Status => Signal.Status;

    public bool IsFiring => Signal.Status == AlertStatus.Firing;

    /// <summary>Since when it fires; the event's own time where the source says nothing better.</summary>
    public DateTimeOffset? StartsAt => Signal.StartsAt ?? (IsFiring ? Signal.OccurredAt : null);

    public DateTimeOffset? EndsAt => IsFiring ? null : Signal.EndsAt ?? Signal.OccurredAt;

    /// <summary>For how long it fired, where both ends are known.</summary>
    public TimeSpan? FiredFor => EndsAt - StartsAt is { } time && time >= TimeSpan.Zero ? time : null;
}
