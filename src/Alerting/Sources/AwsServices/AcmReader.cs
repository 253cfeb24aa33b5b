using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>ACM certificates that expire, are renewed, or need action.</summary>
/// <remarks>https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html</remarks>
internal sealed class AcmReader : ISourceReader
{
    /// <summary>From here on it is a page, because a manual renewal can take days.</summary>
    private const int UrgentDays = 7;

    public string Source => "acm";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.acm") is not { } awsEvent)
            return null;
        var detail = awsEvent.Detail;
        var days = detail.WholeNumber("DaysToExpiry");
        var name = detail.Text("CommonName", "DomainName")
            ?? (awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "a certificate");
        var (verb, outcome) = Classify(awsEvent, days);
        if (outcome is null)
            return null;
        return [awsEvent.Signal(Source, name, $"Certificate for {name} {verb}", awsEvent.Resource ?? name, outcome) with
        {
            Summary = detail.Text("RenewalStatusReason", "Reason"),
            Facts = NonEmpty.Facts(("Days left", detail.Text("DaysToExpiry")), ("Action", detail.Text("Action")),
                ("Type", detail.Text("CertificateType")), ("Expires", detail.Text("CertificateExpirationDate")),
                ("In use", detail.Text("InUse"))),
            Links = NonEmpty.Links(("Certificate", awsEvent.Console("acm",
                awsEvent.Resource is { } id ? $"#/certificates/{Uri.EscapeDataString(Wording.LastPart(id))}" : ""))),
        }];
    }

    private static (string Verb, EventOutcome? Outcome) Classify(AwsEvent awsEvent, int? days) =>
        awsEvent.DetailType switch
    {
        "ACM Certificate Approaching Expiration" => ($"expires {InDays(days)}", days <= UrgentDays
            ? EventOutcome.Failure("EXPIRING", $"certificates that expire within {UrgentDays} days",
                IsManaged(awsEvent))
            : EventOutcome.Warning("EXPIRING", "expiring certificates", IsManaged(awsEvent))),
        "ACM Certificate Expired" =>
            ("has expired", EventOutcome.Failure("EXPIRED", "expired certificates", recovers: false)),
        "ACM Certificate Revoked" =>
            ("was revoked", EventOutcome.Failure("REVOKED", "revoked certificates", recovers: false)),
        "ACM Certificate Renewal Action Required" =>
            ("needs action for its renewal",
                EventOutcome.Warning("RENEWAL_ACTION_REQUIRED", "renewals that need action")),
        "ACM Certificate Available" =>
            ("is available", EventOutcome.Recovery("AVAILABLE", "the certificate is available")),
        _ => ("changed", null),
    };

    /// <summary>
    /// ACM sends an event when it renews its own certificates, but not when somebody imports a new one.
    /// </summary>
    private static bool IsManaged(AwsEvent awsEvent) =>
        awsEvent.Detail.Text("CertificateType")?.Contains("IMPORTED", StringComparison.OrdinalIgnoreCase) != true;

    private static string InDays(int? days) => days switch
    {
        null => "soon",
        0 => "today",
        1 => "tomorrow",
        _ => $"in {days} days",
    };
}
