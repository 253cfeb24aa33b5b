using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>IAM Access Analyzer: resources open to others, and unused access.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html</remarks>
internal sealed class AccessAnalyzerReader : ISourceReader
{
    public string Source => "access-analyzer";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.access-analyzer") is not { } awsEvent)
            return null;
        if (awsEvent.DetailType == "Access Preview State Change")
            return awsEvent.Detail.Text("accessPreviewId", "id") is { } preview ? [Preview(awsEvent, preview)] : null;
        return awsEvent.Detail.Text("findingId", "id") is { } id ? [Finding(awsEvent, id)] : null;
    }

    private Signal Finding(AwsEvent awsEvent, string id)
    {
        var detail = awsEvent.Detail;
        var resource = detail.Text("resource") ?? "a resource";
        var name = Arn.TryParse(resource, out var arn) ? arn.ResourceName : resource;
        var (what, outcome) = Classify(awsEvent);
        var kind = detail.Text("resourceType");
        return awsEvent.Signal(Source, name, $"{Kind(kind)} {name} {what}", $"{awsEvent.Resource}|{id}", outcome) with
        {
            Account = detail.Text("accountId", "resourceOwnerAccount") ?? awsEvent.Account,
            StartsAt = detail.Time("createdAt"),
            Labels = NonEmpty.Labels(("resource", name), ("resource_type", kind)),
            Facts = NonEmpty.Facts(("Resource", resource), ("Type", kind), ("Finding type", detail.Text("findingType")),
                ("Open to", Principal(awsEvent)), ("Actions", string.Join(", ", detail.Texts("action")))),
            Links = NonEmpty.Links(
                ("Finding", awsEvent.Console("access-analyzer", $"#/findings/details/{Uri.EscapeDataString(id)}"))),
        };
    }

    /// <summary>A preview of a policy change, which is not a finding; only its failure is a warning.</summary>
    private Signal Preview(AwsEvent awsEvent, string id)
    {
        var state = awsEvent.Detail.Text("status");
        var outcome = state switch
        {
            "FAILED" => EventOutcome.Warning(state, "failed access previews", recovers: false),
            "COMPLETED" or "CREATING" => EventOutcome.Informational(state, "routine access preview event"),
            _ => EventOutcome.Unknown(state),
        };
        var analyzer = awsEvent.Resource is { } arn ? Wording.LastPart(arn) : "an analyzer";
        var verb = state is null ? "changed" : state == "CREATING" ? "is being created" : Wording.Words(state);
        var why = awsEvent.Detail.Child("statusReason").Text("code");
        return awsEvent.Signal(Source, analyzer, Wording.WithReason($"Access preview of {analyzer} {verb}", why),
            $"{awsEvent.Resource}|preview/{id}", outcome) with
        {
            Facts = NonEmpty.Facts(("Preview", id), ("Reason", why)),
            Links = NonEmpty.Links(("Access Analyzer", awsEvent.Console("access-analyzer"))),
        };
    }

    private static string Kind(string? type) =>
        type is null
        ? "Resource"
        : type.Replace("AWS::", "", StringComparison.Ordinal).Replace("::", " ", StringComparison.Ordinal);

    private static string? Principal(AwsEvent awsEvent) =>
        string.Join(", ",
            awsEvent.Detail.Pairs("principal").Select(pair => $"{pair.Key} {pair.Value}")) is { Length: > 0 } names
            ? names
            : null;

    private static (string What, EventOutcome Outcome) Classify(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("status") ?? "ACTIVE";
        var found = detail switch
        {
            _ when detail.Text("error") is { } error =>
                ($"cannot be analysed: {error}", EventOutcome.Warning(state, "resources that cannot be analysed")),
            _ when awsEvent.DetailType.Contains("Unused", StringComparison.Ordinal) =>
                ("has unused access", EventOutcome.Warning(state, "unused access")),
            _ when awsEvent.DetailType.Contains("Internal", StringComparison.Ordinal) =>
                (SharedWithin(detail.Text("accessType")),
                    EventOutcome.Warning(state, "resources open within the organization")),
            _ when detail.Text("isPublic") == "true" =>
                ("is open to the public", EventOutcome.Failure(state, "resources open to the public")),
            _ => ("is open to another account", EventOutcome.Warning(state, "resources open to other accounts")),
        };
        var isResolved = state is "RESOLVED" or "ARCHIVED" || detail.Text("isDeleted") == "true";
        return isResolved ? (found.Item1, found.Item2.AsResolved()) : found;
    }

    private static string SharedWithin(string? accessType) => accessType switch
    {
        "INTRA_ACCOUNT" => "is open to others in its own account",
        "INTRA_ORG" => "is open to other accounts in the organization",
        _ => "is open to others in the organization",
    };
}
