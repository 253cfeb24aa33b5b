using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Cost Anomaly Detection, through SNS and EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html and
/// https://docs.aws.amazon.com/cost-management/latest/userguide/cad-eventbridge.html
/// </remarks>
internal sealed class CostAnomalyReader : ISourceReader
{
    private const string TextStart = "AWS Cost Anomaly Detection";

    public string Source => "cost-anomaly";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (!message.IsObject && IsTextNotification(message))
            return [FromText(message)];
        var awsEvent = AwsEvent.Of(message, "aws.ce");
        var anomaly = awsEvent is null ? message.Json : awsEvent.Detail;
        return anomaly.Text("anomalyId") is { } id ? [Anomaly(awsEvent ?? AwsEvent.Plain(message), anomaly, id)] : null;
    }

    private static bool IsTextNotification(EventMessage message) =>
        message.Text.TrimStart().StartsWith(TextStart, StringComparison.Ordinal)
            || message.Subject?.StartsWith(TextStart, StringComparison.Ordinal) == true;

    /// <summary>
    /// The text that people get by email. AWS does not document it, so only its first sentence is used.
    /// </summary>
    private Signal FromText(EventMessage message)
    {
        var awsEvent = AwsEvent.Plain(message) with { Region = null };
        var title = Wording.FirstSentence(message.Text);
        var outcome = EventOutcome.Warning("DETECTED", "cost anomalies", recovers: false);
        return awsEvent.Signal(Source, "Cost anomaly", title, $"letter/{Fingerprint.Of(message.Text)}", outcome) with
        {
            Summary = message.Text.Trim(),
            Links = NonEmpty.Links(("Anomalies", awsEvent.Console("cost-management", "#/anomaly-detection/overview"))),
        };
    }

    private Signal Anomaly(AwsEvent original, EventJson anomaly, string id)
    {
        // The regions of the event and the topic are unrelated to the anomaly's.
        var awsEvent = original with { Region = null, Account = anomaly.Text("accountId") ?? original.Account };
        var impact = anomaly.Child("impact");
        var what = anomaly.Text("dimensionalValue", "monitorName") ?? "the account";
        var cause = anomaly.Items("rootCauses").FirstOrDefault();
        var service = cause.Text("service");
        var total = impact.Number("totalImpact") is { } dollars
            ? dollars.ToString("0.00", CultureInfo.InvariantCulture)
            : null;
        var title = total is null
            ? $"Cost anomaly in {service ?? what}"
            : $"Cost anomaly in {service ?? what}: {total} USD more than expected";
        var outcome = EventOutcome.Warning("DETECTED", "cost anomalies", recovers: false);
        return awsEvent.Signal(Source, anomaly.Text("monitorName") ?? what, title, $"anomaly/{id}", outcome) with
        {
            // Each update of the impact is another event of the same anomaly.
            EventKey = $"{Source}|{id}|{impact.Text("totalImpact")}|{anomaly.Text("anomalyEndDate")}",
            Region = cause.Region("region"),
            StartsAt = anomaly.Time("anomalyStartDate"),
            Labels = NonEmpty.Labels(("resource", service ?? what), ("monitor", anomaly.Text("monitorName"))),
            Facts = NonEmpty.Facts(("Total impact", impact.Text("totalImpact")),
                ("Spent", impact.Text("totalActualSpend")),
                ("Expected", impact.Text("totalExpectedSpend")), ("Service", service),
                    ("Region", cause.Text("region")),
                ("Usage", cause.Text("usageType")), ("Account", cause.Text("linkedAccount")),
                ("From", anomaly.Text("anomalyStartDate")), ("To", anomaly.Text("anomalyEndDate"))),
            Links = NonEmpty.Links(("Anomaly", anomaly.Text("anomalyDetailsLink"))),
        };
    }
}
