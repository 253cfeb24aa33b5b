using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// An event of an AWS service: an EventBridge envelope, also inside SNS, or a message in the service's own format with
/// account and region from the topic.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html</remarks>
internal sealed record AwsEvent
{
    /// <summary>Such as <c>aws.codepipeline</c>; empty for a message in the service's own format.</summary>
    public string Source { get; init; } = "";

    public string DetailType { get; init; } = "";

    public string? Id { get; init; }

    public string? Account { get; init; }

    public string? Region { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>From an ARN or the region: <c>aws</c>, <c>aws-cn</c>.</summary>
    public string? Partition { get; init; }

    public IReadOnlyList<string> Resources { get; init; } = [];

    public EventJson Detail { get; init; }

    /// <summary>Extra attributes from notification rules of the developer tools.</summary>
    public EventJson Additional { get; init; }

    /// <summary>The first resource; most events have exactly one.</summary>
    public string? Resource => Resources is [var first, ..] ? first : null;

    /// <summary>Null unless the message has an envelope from one of these sources.</summary>
    public static AwsEvent? Of(EventMessage message, params ReadOnlySpan<string> sources) =>
        message.Json.Text("source") is { } source && sources.Contains(source) ? Of(message) : null;

    /// <summary>Null unless the message has an envelope. Notification rules write <c>detailType</c>.</summary>
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

    /// <summary>A message in the service's own format, with account and region from its resource or topic.</summary>
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
    /// The part that all signals have in common. <paramref name="identity"/> is an ARN, or a name that is unique within
    /// the family, account and region.
    /// </summary>
    public Signal Signal(string family, string name, string title, string identity, EventOutcome outcome)
    {
        var fullIdentity = identity.StartsWith("arn:", StringComparison.Ordinal)
            ? identity
            : $"{family}|{Account}|{Region}|{identity}";
        if (outcome.IsInformational)
            fullIdentity += "|" + outcome.State;
        return new Signal
        {
            Source = family,
            Name = name,
            Title = title,
            Identity = fullIdentity,
            EventKey = Id is null ? $"{fullIdentity}|{Time:O}|{outcome.State}" : $"{family}|{Id}",
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

    /// <summary>A console page with the region at the end of the URL, as in the developer tools.</summary>
    public string? PageOf(string path)
    {
        if (ConsoleLinks.Host(Region, Partition) is not { } host)
            return null;
        return Region is null ? $"{host}/{path}" : $"{host}/{path}?region={Region}";
    }

    public string? CodeSuite(string path) => PageOf($"codesuite/{path}");

    public string? Console(string service, string rest = "") => ConsoleLinks.Page(Region, service, rest, Partition);
}
