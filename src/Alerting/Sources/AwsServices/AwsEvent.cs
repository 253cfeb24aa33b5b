using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// What an AWS service tells: the EventBridge envelope around <c>detail</c>, whether EventBridge brought it or a
/// topic carried it on, or a message in the service's own shape with place and time taken from the topic.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html</remarks>
internal sealed record AwsEvent
{
    /// <summary>Who tells it: <c>aws.codepipeline</c>; empty for a message in the service's own shape.</summary>
    public string Source { get; init; } = "";

    public string DetailType { get; init; } = "";

    public string? Id { get; init; }

    public string? Account { get; init; }

    public string? Region { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>The part of AWS it comes from, as an ARN tells it or else the region: <c>aws</c>, <c>aws-cn</c>.</summary>
    public string? Partition { get; init; }

    public IReadOnlyList<string> Resources { get; init; } = [];

    public EventJson Detail { get; init; }

    /// <summary>What a notification rule of the developer tools adds beside the detail.</summary>
    public EventJson Additional { get; init; }

    /// <summary>The first resource, which most events have exactly one of.</summary>
    public string? Resource => Resources is [var first, ..] ? first : null;

    /// <summary>The event in the message, if it has an envelope of one of these services.</summary>
    public static AwsEvent? Of(EventMessage message, params ReadOnlySpan<string> sources) =>
        message.Json.Text("source") is { } source && sources.Contains(source) ? Of(message) : null;

    /// <summary>
    /// The event in the message, if it has an envelope. Notification rules spell <c>detailType</c> as one word.
    /// </summary>
    public static AwsEvent? Of(EventMessage message)
    {
        var json = message.Json;
        if (json.Text("source") is not { } source || json.Text("detail-type", "detailType") is not { } type)
            return null;
        var resources = json.Texts("resources");
        var region = json.Region("region");
        return new AwsEvent
        {
            Source = source,
            DetailType = type,
            Id = json.Text("id") ?? message.MessageId,
            Account = json.Text("account"),
            Region = region,
            Partition = resources.Append(message.Origin).Select(PartitionIn).FirstOrDefault(found => found is not null)
                ?? ConsoleLinks.PartitionOf(region),
            Time = json.Time("time") ?? message.SentAt,
            Resources = resources,
            Detail = json.Embedded("detail"),
            Additional = json.Child("additionalAttributes"),
        };
    }

    /// <summary>
    /// A message in the service's own shape: the topic tells the place, unless the message knows better.
    /// </summary>
    public static AwsEvent Plain(EventMessage message, string? resourceArn = null)
    {
        var topic = message.Topic;
        var resource = Arn.TryParse(resourceArn, out var arn) ? arn : null;
        return new AwsEvent
        {
            Id = message.MessageId,
            Account = resource?.Account ?? topic?.Account,
            Region = JsonFields.RegionOrNull(resource?.Region) ?? JsonFields.RegionOrNull(topic?.Region),
            Partition = resource?.Partition ?? topic?.Partition,
            Time = message.SentAt,
            Resources = resourceArn is null ? [] : [resourceArn],
            Detail = message.Json,
        };
    }

    /// <summary>
    /// The signal all families have in common. <paramref name="identity"/> is the ARN of what it is about, or a name
    /// that is its own within the family, account and region.
    /// </summary>
    public Signal Signal(string family, string name, string title, string identity, EventOutcome outcome)
    {
        var whole = identity.StartsWith("arn:", StringComparison.Ordinal)
            ? identity
            : $"{family}|{Account}|{Region}|{identity}";
        if (outcome.IsInformational)
            whole += "|" + outcome.State;
        return new Signal
        {
            Source = family,
            Name = name,
            Title = title,
            Identity = whole,
            EventKey = Id is null ? $"{whole}|{Time:O}|{outcome.State}" : $"{family}|{Id}",
            Status = outcome.Status,
            State = outcome.State,
            Account = Account,
            Region = Region,
            Service = Source.StartsWith("aws.", StringComparison.Ordinal) ? Source["aws.".Length..] : family,
            OccurredAt = Time,
            Claims = outcome.IsStatedByEvent ? [outcome.Severity] : [],
            Fallback = outcome.IsStatedByEvent ? null : outcome.Severity,
            Recovers = outcome.Recovers,
            Labels = new Dictionary<string, string> { ["resource"] = name },
            Problems = outcome.Problem is { } problem ? [problem] : [],
        };
    }

    private static string? PartitionIn(string? text) => Arn.TryParse(text, out var arn) ? arn.Partition : null;

    /// <summary>A page of the console that names the region last: the developer tools', and newer ones.</summary>
    public string? PageOf(string path)
    {
        if (ConsoleLinks.Host(Region, Partition) is not { } host)
            return null;
        return Region is null ? $"{host}/{path}" : $"{host}/{path}?region={Region}";
    }

    /// <summary>A page of the developer tools.</summary>
    public string? CodeSuite(string path) => PageOf($"codesuite/{path}");

    /// <summary>A page of the console in the event's region.</summary>
    public string? Console(string service, string rest = "") => ConsoleLinks.Page(Region, service, rest, Partition);
}
