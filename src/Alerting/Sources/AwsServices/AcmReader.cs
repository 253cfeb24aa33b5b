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
        if (AwsEvent.Of(message, "aws.acm") is not { } told)
            return null;
        var detail = told.Detail;
        var days = detail.WholeNumber("DaysToExpiry");
        var name = detail.Text("CommonName", "DomainName")
            ?? (told.Resource is { } arn ? Wording.LastPart(arn) : "a certificate");
        var (verb, meaning) = Judge(told, days);
        if (meaning is null)
            return null;
        return [told.Signal(Source, name, $"Certificate of {name} {verb}", told.Resource ?? name, meaning) with
        {
            Summary = detail.Text("RenewalStatusReason", "Reason"),
            Facts = Shown.Facts(("Days left", detail.Text("DaysToExpiry")), ("Action", detail.Text("Action")),
                ("Type", detail.Text("CertificateType")), ("Expires", detail.Text("CertificateExpirationDate")),
                ("In use", detail.Text("InUse"))),
            Links = Shown.Links(("Certificate", told.Console("acm",
                told.Resource is { } id ? $"#/certificates/{Uri.EscapeDataString(Wording.LastPart(id))}" : ""))),
        }];
    }

    private static (string Verb, Meaning? Meaning) Judge(AwsEvent told, int? days) => told.DetailType switch
    {
        "ACM Certificate Approaching Expiration" => ($"expires {In(days)}", days <= UrgentDays
            ? Meaning.Failure("EXPIRING", $"certificates that expire within {UrgentDays} days", IsManaged(told))
            : Meaning.Worry("EXPIRING", "certificates that expire", IsManaged(told))),
        "ACM Certificate Expired" =>
            ("has expired", Meaning.Failure("EXPIRED", "certificates that expired", recovers: false)),
        "ACM Certificate Revoked" =>
            ("was revoked", Meaning.Failure("REVOKED", "certificates that were revoked", recovers: false)),
        "ACM Certificate Renewal Action Required" =>
            ("waits for somebody to act on its renewal",
                Meaning.Worry("RENEWAL_ACTION_REQUIRED", "renewals that wait")),
        "ACM Certificate Available" =>
            ("is available", Meaning.Recovery("AVAILABLE", "the certificate is available")),
        _ => ("changed", null),
    };

    /// <summary>A renewal is told, but not that somebody imported another; what expired or was revoked is replaced.</summary>
    private static bool IsManaged(AwsEvent told) =>
        told.Detail.Text("CertificateType")?.Contains("IMPORTED", StringComparison.OrdinalIgnoreCase) != true;

    private static string In(int? days) => days switch
    {
        null => "soon",
        0 => "today",
        1 => "tomorrow",
        _ => $"in {days} days",
    };
}
