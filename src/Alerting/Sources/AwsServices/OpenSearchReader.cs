using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Notifications of OpenSearch Service about a domain: updates, cluster health, storage, nodes.</summary>
/// <remarks>https://docs.aws.amazon.com/opensearch-service/latest/developerguide/monitoring-events.html</remarks>
internal sealed class OpenSearchReader : ISourceReader
{
    public string Source => "opensearch";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.es") is not { } awsEvent || awsEvent.Detail.Text("event") is not { } what)
            return null;
        var detail = awsEvent.Detail;
        var (state, text) = (detail.Text("status"), detail.Text("description"));
        var domain = awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "a domain";
        var outcome = Classify(what, state, detail.Text("severity"));
        // "Warning" only repeats the severity.
        var words = state is null or "Warning" ? what : $"{what} {Wording.Words(state)}";
        var title = Wording.WithReason($"OpenSearch domain {domain}: {words}",
            outcome.Status == AlertStatus.Resolved ? null : text);
        return [awsEvent.Signal(Source, domain, title, $"{awsEvent.Resource ?? domain}|{what}", outcome) with
        {
            Summary = text,
            Facts = NonEmpty.Facts(("Event", what), ("Status", state), ("Scheduled for", detail.Text("scheduleTime"))),
            Links = NonEmpty.Links(
                ("Domain", awsEvent.Console("aos", $"#opensearch/domains/{Uri.EscapeDataString(domain)}"))),
        }];
    }

    /// <summary>An update can be "Available": that is information and ends nothing.</summary>
    private static EventOutcome Classify(string what, string? state, string? severity)
    {
        if (state is not "Available"
            && ServiceStates.Classify(state, "", $"the status is {state}") is { Status: AlertStatus.Resolved } end)
        {
            return end;
        }
        var status = state ?? "notified";
        return SeverityWords.Parse(severity) switch
        {
            null => EventOutcome.Warning(status, "notifications without a severity", HasEnd(what)),
            Severity.Info when severity!.StartsWith("Info", StringComparison.OrdinalIgnoreCase) =>
                EventOutcome.Informational(status, $"OpenSearch severity {severity}"),
            { } level => EventOutcome.Stated(status, level, $"OpenSearch severity {severity}", HasEnd(what)),
        };
    }

    /// <summary>Processes report that they completed; a warning about the load is only repeated.</summary>
    private static bool HasEnd(string what) => what.Contains("Update", StringComparison.Ordinal)
        || what.Contains("Auto-Tune", StringComparison.Ordinal) || what.Contains("Retirement", StringComparison.Ordinal)
        || what.Contains("Restore", StringComparison.Ordinal) || what.Contains("Endpoint", StringComparison.Ordinal);
}
