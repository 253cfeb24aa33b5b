using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Redshift cluster events through SNS, and Data API statements through EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-event-notifications.html and
/// https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-monitoring-events.html
/// </remarks>
internal sealed class RedshiftReader : ISourceReader
{
    public string Source => "redshift";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.redshift-data") is { } awsEvent)
            return awsEvent.Detail.Has("state") ? [Statement(awsEvent)] : null;
        var json = message.Json;
        var about = json.Text("About this Event", "Event ID");
        return about?.Contains("REDSHIFT-EVENT", StringComparison.Ordinal) == true ? [Notice(message, about)] : null;
    }

    private Signal Notice(EventMessage message, string about)
    {
        var json = message.Json;
        var awsEvent = AwsEvent.Plain(message);
        awsEvent = awsEvent with { Time = json.Time("Event Time") ?? awsEvent.Time };
        var cluster = json.Text("Resource", "Source ID") ?? "a cluster";
        var id = about[about.IndexOf("REDSHIFT-EVENT", StringComparison.Ordinal)..].Trim();
        var text = json.Text("Event Message") ?? id;
        var severity = json.Text("Severity");
        var outcome = severity?.ToUpperInvariant() switch
        {
            "ERROR" => EventOutcome.Stated(id, Severity.Error, "Redshift severity ERROR", recovers: false),
            "INFO" => EventOutcome.Informational(id, "Redshift severity INFO"),
            _ => EventOutcome.Unknown(severity),
        };
        return awsEvent.Signal(Source, cluster, $"Redshift {cluster}: {Wording.FirstSentence(text)}",
            $"cluster/{cluster}|{id}", outcome) with
        {
            Summary = text,
            Facts = NonEmpty.Facts(("Event", id), ("Category", string.Join(", ", json.Texts("Category"))),
                ("Severity", severity)),
            Links = NonEmpty.Links(
                ("Cluster",
                    json.Text("Identifier Link")
                    ?? awsEvent.Console("redshiftv2", $"#cluster-details?cluster={Uri.EscapeDataString(cluster)}"))),
        };
    }

    private Signal Statement(AwsEvent awsEvent)
    {
        var state = awsEvent.Detail.Text("state");
        // Only named statements are repeated.
        var named = awsEvent.Detail.Text("statementName");
        var name = named ?? "a statement";
        var outcome = state?.ToUpperInvariant() switch
        {
            "FAILED" or "ABORTED" => EventOutcome.Failure(state, "failed statements", recovers: named is not null),
            "FINISHED" => EventOutcome.Recovery(state, "the statement finished"),
            _ => EventOutcome.Unknown(state),
        };
        return awsEvent.Signal(Source, name,
            $"Redshift statement {name} {(state is null ? "changed" : Wording.Words(state))}",
            $"statement/{named ?? awsEvent.Detail.Text("statementId")}", outcome) with
        {
            Service = "redshift",
            Facts = NonEmpty.Facts(("Statement", awsEvent.Detail.Text("statementId")),
                ("Rows", awsEvent.Detail.Text("rows"))),
        };
    }
}
