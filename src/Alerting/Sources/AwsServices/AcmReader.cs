using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Certificates of ACM that expire, are renewed, or want somebody to act.</summary>
/// <remarks>https://docs.aws.amazon.com/acm/latest/userguide/supported-events.html</remarks>
internal sealed class AcmReader : ISourceReader
{
    /// <summary>From here on the night counts: a renewal that waits for somebody can take days.</summary>
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
        var (verb, outcome) = Judge(awsEvent, days);
        if (outcome is null)
            return null;
        return [awsEvent.Signal(Source, name, $"Certificate of {name} {verb}", awsEvent.Resource ?? name, outcome) with
        {
            Summary = detail.Text("RenewalStatusReason", "Reason"),
            Facts = NonEmpty.Facts(("Days left", detail.Text("DaysToExpiry")), ("Action", detail.Text("Action")),
                ("Type", detail.Text("CertificateType")), ("Expires", detail.Text("CertificateExpirationDate")),
                ("In use", detail.Text("InUse"))),
            Links = NonEmpty.Links(("Certificate", awsEvent.Console("acm",
                awsEvent.Resource is { } id ? $"#/certificates/{Uri.EscapeDataString(Wording.LastPart(id))}" : ""))),
        }];
    }

    private static (string Verb, EventOutcome? Meaning) Judge(AwsEvent awsEvent, int? days) => awsEvent.DetailType switch
    {
        "ACM Certificate Approaching Expiration" => ($"expires {In(days)}", days <= UrgentDays
            ? EventOutcome.Failure("EXPIRING", $"certificates that expire within {UrgentDays} days", IsManaged(awsEvent))
            : EventOutcome.Warning("EXPIRING", "certificates that expire", IsManaged(awsEvent))),
        "ACM Certificate Expired" =>
            ("has expired", EventOutcome.Failure("EXPIRED", "certificates that expired", recovers: false)),
        "ACM Certificate Revoked" =>
            ("was revoked", EventOutcome.Failure("REVOKED", "certificates that were revoked", recovers: false)),
        "ACM Certificate Renewal Action Required" =>
            ("waits for somebody to act on its renewal",
                EventOutcome.Warning("RENEWAL_ACTION_REQUIRED", "renewals that wait")),
        "ACM Certificate Available" =>
            ("is available", EventOutcome.Recovery("AVAILABLE", "the certificate is available")),
        _ => ("changed", null),
    };

    /// <summary>A renewal is told, but not that somebody imported another; what expired or was revoked is replaced.</summary>
    private static bool IsManaged(AwsEvent awsEvent) =>
        awsEvent.Detail.Text("CertificateType")?.Contains("IMPORTED", StringComparison.OrdinalIgnoreCase) != true;

    private static string In(int? days) => days switch
    {
        null => "soon",
        0 => "today",
        1 => "tomorrow",
        _ => $"in {days} days",
    };
}
