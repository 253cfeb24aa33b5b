using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>RDS and Aurora instances, clusters, snapshots and groups, through SNS and EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html and
/// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloud-watch-events.html
/// </remarks>
internal sealed class RdsReader : ISourceReader
{
    public string Source => "rds";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.rds") is { } awsEvent)
            return awsEvent.Detail.Has("SourceIdentifier") ? [Notice(awsEvent, FromDetail(awsEvent.Detail))] : null;
        var json = message.Json;
        if (json.Text("Event ID")?.Contains("RDS-EVENT", StringComparison.Ordinal) != true)
            return null;
        var plain = AwsEvent.Plain(message, json.Text("Source ARN"));
        return [Notice(plain with { Time = json.Time("Event Time") ?? plain.Time }, FromNotice(json))];
    }

    private static DatabaseEvent FromDetail(EventJson detail) => new()
    {
        Database = detail.Text("SourceIdentifier") ?? "a database",
        Arn = detail.Text("SourceArn"),
        Id = detail.Text("EventID"),
        Text = detail.Text("Message"),
        Categories = detail.Texts("EventCategories"),
    };

    /// <summary>The id is at the end of a link: <c>…USER_Events.html#RDS-EVENT-0013</c>.</summary>
    private static DatabaseEvent FromNotice(EventJson json) => new()
    {
        Database = json.Text("Source ID") ?? "a database",
        Arn = json.Text("Source ARN"),
        Id = json.Text("Event ID") is { } link ? link[(link.IndexOf('#', StringComparison.Ordinal) + 1)..] : null,
        Text = json.Text("Event Message"),
        Link = json.Text("Identifier Link"),
    };

    private Signal Notice(AwsEvent awsEvent, DatabaseEvent database)
    {
        var (kind, outcome) = RdsEvents.Classify(database.Id, database.Text ?? "", database.Categories);
        var what = RdsEvents.ShortText(database.Id) ?? database.Text ?? "an event without a message";
        var title = $"RDS {database.Database}: {Wording.FirstSentence(what)}";
        return awsEvent.Signal(Source, database.Database, title, $"{database.Arn ?? database.Database}|{kind}",
            outcome) with
        {
            Summary = database.Text,
            Facts = NonEmpty.Facts(("Event", database.Id), ("Category", string.Join(", ", database.Categories))),
            Links = NonEmpty.Links(
                ("Database", database.Link ?? DatabaseLink(awsEvent, database.Arn, database.Database))),
        };
    }

    private static string? DatabaseLink(AwsEvent awsEvent, string? arn, string name)
    {
        // Blue/green deployments have no page of their own.
        if (arn?.Contains(":deployment:", StringComparison.Ordinal) == true)
            return awsEvent.Console("rds", "#databases:");
        var isCluster = arn?.Contains(":cluster:", StringComparison.Ordinal) == true;
        return awsEvent.Console("rds",
            $"#database:id={Uri.EscapeDataString(name)};is-cluster={(isCluster ? "true" : "false")}");
    }

    private sealed record DatabaseEvent
    {
        public required string Database { get; init; }

        public string? Arn { get; init; }

        public string? Id { get; init; }

        public string? Text { get; init; }

        public string? Link { get; init; }

        /// <summary>Only EventBridge has them.</summary>
        public IReadOnlyList<string> Categories { get; init; } = [];
    }
}
