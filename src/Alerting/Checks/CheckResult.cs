namespace Alerting.Checks;

/// <summary>The outcome of one request.</summary>
/// <param name="Problem">What was wrong, as a sentence without a full stop; null if it passed.</param>
public sealed record CheckResult(string? Problem, TimeSpan Latency)
{
    public bool IsUp => Problem is null;

    /// <summary>Null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>The host of the certificate; null without TLS.</summary>
    public string? Host { get; init; }

    /// <summary>When its certificate expires.</summary>
    public DateTimeOffset? CertificateExpires { get; init; }
}
