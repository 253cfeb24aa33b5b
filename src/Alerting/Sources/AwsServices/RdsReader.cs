using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>RDS and Aurora events of instances, clusters, snapshots and groups, through SNS and EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html and
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.html
/// </remarks>
internal sealed class RdsReader : ISourceReader
{
    public string Source => "rds";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.rds") is { } told)
        {
            var detail = told.Detail;
            return detail.Text("SourceIdentifier") is { } name
                ? [Told(told, name, detail.Text("SourceArn"), detail.Text("EventID"), detail.Text("Message"), null,
                    detail.Texts("EventCategories"))]
                : null;
        }
        var json = message.Json;
        if (json.Text("Event ID") is not { } link || !link.Contains("RDS-EVENT", StringComparison.Ordinal))
            return null;
        var source = json.Text("Source ID") ?? "a database";
        var plain = AwsEvent.Plain(message, json.Text("Source ARN"));
        plain = plain with { Time = json.Time("Event Time") ?? plain.Time };
        return [Told(plain, source, json.Text("Source ARN"), link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..],
            json.Text("Event Message"), json.Text("Identifier Link"), [])];
    }

    private Signal Told(
        AwsEvent told, string name, string? arn, string? id, string? text, string? link, IReadOnlyList<string> categories)
    {
        var (kind, meaning) = RdsEvents.Judge(id, text ?? "", categories);
        var title = $"RDS {name}: {Wording.FirstSentence(RdsEvents.Plainly(id) ?? text ?? "an event without a message")}";
        return told.Signal(Source, name, title, $"{arn ?? name}|{kind}", meaning) with
        {
            Summary = text,
            Facts = Shown.Facts(("Event", id), ("Category", string.Join(", ", categories))),
            Links = Shown.Links(("Database", link ?? DatabaseLink(told, arn, name))),
        };
    }

    private static string DatabaseLink(AwsEvent told, string? arn, string name)
    {
        var isCluster = arn?.Contains(":cluster:", StringComparison.Ordinal) == true;
        return told.Console("rds", $"#database:id={Uri.EscapeDataString(name)};is-cluster={(isCluster ? "true" : "false")}");
    }
}
