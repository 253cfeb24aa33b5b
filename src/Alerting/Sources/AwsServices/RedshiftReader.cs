using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Redshift cluster events by SNS, and statements of its data API by EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-event-notifications.html and
/// https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-monitoring-events.html
/// </remarks>
internal sealed class RedshiftReader : ISourceReader
{
    public string Source => "redshift";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.redshift-data") is { } told)
            return told.Detail.Has("state") ? [Statement(told)] : null;
        var json = message.Json;
        var about = json.Text("About this Event", "Event ID");
        return about?.Contains("REDSHIFT-EVENT", StringComparison.Ordinal) == true ? [Notice(message, about)] : null;
    }

    private Signal Notice(EventMessage message, string about)
    {
        var json = message.Json;
        var told = AwsEvent.Plain(message);
        told = told with { Time = json.Time("Event Time") ?? told.Time };
        var cluster = json.Text("Resource", "Source ID") ?? "a cluster";
        var id = about[about.IndexOf("REDSHIFT-EVENT", StringComparison.Ordinal)..].Trim();
        var text = json.Text("Event Message") ?? id;
        var severity = json.Text("Severity");
        var meaning = severity?.ToUpperInvariant() switch
        {
            "ERROR" => Meaning.Says(id, Severity.Error, "Redshift severity ERROR", recovers: false),
            "INFO" => Meaning.News(id, "Redshift severity INFO"),
            _ => Meaning.Unknown(severity),
        };
        return told.Signal(Source, cluster, $"Redshift {cluster}: {Wording.FirstSentence(text)}",
            $"cluster/{cluster}|{id}", meaning) with
        {
            Summary = text,
            Facts = Shown.Facts(("Event", id), ("Category", string.Join(", ", json.Texts("Category"))),
                ("Severity", severity)),
            Links = Shown.Links(
                ("Cluster",
                    json.Text("Identifier Link")
                    ?? told.Console("redshiftv2", $"#cluster-details?cluster={Uri.EscapeDataString(cluster)}"))),
        };
    }

    private Signal Statement(AwsEvent told)
    {
        var state = told.Detail.Text("state");
        // Only a name comes again; a statement without one is its own.
        var named = told.Detail.Text("statementName");
        var name = named ?? "a statement";
        var meaning = state?.ToUpperInvariant() switch
        {
            "FAILED" or "ABORTED" => Meaning.Failure(state, "failed statements", recovers: named is not null),
            "FINISHED" => Meaning.Recovery(state, "the statement finished"),
            _ => Meaning.Unknown(state),
        };
        return told.Signal(Source, name,
            $"Redshift statement {name} {(state is null ? "changed" : Wording.Words(state))}",
            $"statement/{named ?? told.Detail.Text("statementId")}", meaning) with
        {
            Service = "redshift",
            Facts = Shown.Facts(("Statement", told.Detail.Text("statementId")), ("Rows", told.Detail.Text("rows"))),
        };
    }
}
