using System.Text.Json.Serialization;

namespace Alerting.Checks;

/// <summary>The state of a check after its earlier runs.</summary>
public sealed record CheckState
{
    public static CheckState New { get; } = new();

    /// <summary>How many failed in a row, counted up to what fires.</summary>
    [JsonPropertyName("failures")]
    public int Failures { get; init; }

    /// <summary>How many passed in a row while the alert fires.</summary>
    [JsonPropertyName("recoveries")]
    public int Recoveries { get; init; }

    /// <summary>Since when it fails; identifies the outage.</summary>
    [JsonPropertyName("failingSince")]
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>The problem with which the alert began to fire.</summary>
    [JsonPropertyName("problem")]
    public string? Problem { get; init; }

    [JsonPropertyName("firing")]
    public bool IsFiring { get; init; }

    /// <summary>While an alert about its certificate fires: when that expires.</summary>
    [JsonPropertyName("certificate")]
    public DateTimeOffset? CertificateExpires { get; init; }

    /// <summary>The host that the alert about the certificate names.</summary>
    [JsonPropertyName("host")]
    public string? Host { get; init; }

    /// <summary>Whether a firing alert may not have been sent yet.</summary>
    [JsonPropertyName("pending")]
    public bool IsPending { get; init; }

    /// <summary>Whether an end was decided but may not have been sent yet.</summary>
    [JsonPropertyName("ending")]
    public bool IsEnding { get; init; }
}
