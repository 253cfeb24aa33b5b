using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>A signal with a severity and complete labels; routes match against it.</summary>
public sealed record Alert
{
    [JsonPropertyName("signal")]
    public required Signal Signal { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("severity")]
    public required Severity Severity { get; init; }

    /// <summary>
    /// What decided the severity: <c>alarm tag severity=critical</c>, <c>rule 2: name =~ ".*-canary"</c>.
    /// </summary>
    [JsonPropertyName("severityReason")]
    public required string SeverityReason { get; init; }

    /// <summary>Why the severity is not the one that its reason names; null if it is. Only in the trace.</summary>
    [JsonIgnore]
    public ReasonCode? SeverityCode { get; init; }

    /// <summary>16 hexadecimal digits; the same for the firing and the resolved event of an alert.</summary>
    [JsonPropertyName("fingerprint")]
    public required string Fingerprint { get; init; }

    /// <summary>
    /// Other fingerprints under which the same alert may be open, because an earlier release gave it those; null for
    /// none.
    /// </summary>
    [JsonPropertyName("otherFingerprints")]
    public IReadOnlyList<string>? OtherFingerprints { get; init; }

    /// <summary>All labels, sorted by name to give reproducible output.</summary>
    [JsonPropertyName("labels")]
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public string Name => Signal.Name;

    public string Title => Signal.Title;

    public AlertStatus Status => Signal.Status;

    public bool IsFiring => Signal.Status == AlertStatus.Firing;

    /// <summary>When it started firing; the event's time if the source does not say.</summary>
    public DateTimeOffset? StartsAt => Signal.StartsAt ?? (IsFiring ? Signal.OccurredAt : null);

    public DateTimeOffset? EndsAt => IsFiring ? null : Signal.EndsAt ?? Signal.OccurredAt;

    /// <summary>How long it fired, if both start and end are known.</summary>
    public TimeSpan? FiredFor => EndsAt - StartsAt is { } time && time >= TimeSpan.Zero ? time : null;
}

/// <summary>The labels of an alert: the common ones and those its source added.</summary>
internal static class AlertLabels
{
    /// <summary>All labels but the severity; severity rules match on these.</summary>
    /// <returns>A sorted list, because it is short, rarely changed and often enumerated.</returns>
    public static SortedList<string, string> Of(Signal signal)
    {
        var labels = new SortedList<string, string>(signal.Labels.Count + 6, StringComparer.Ordinal);
        foreach (var (name, value) in signal.Labels)
            labels[name] = value;
        labels["source"] = signal.Source;
        labels["name"] = signal.Name;
        labels["account"] = signal.Account ?? "";
        labels["region"] = signal.Region ?? "";
        labels["service"] = signal.Service ?? "";
        return labels;
    }
}

/// <summary>A short stable id for a text: the first 8 bytes of its SHA-256 in hexadecimal.</summary>
/// <remarks>64 bits keep ten million alerts apart with a chance of collision of about one in 370,000.</remarks>
public static class Fingerprint
{
    public static string Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Convert.ToHexStringLower(hash[..8]);
    }
}
