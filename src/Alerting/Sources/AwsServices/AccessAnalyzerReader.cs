using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>IAM Access Analyzer: resources open to others, and access nobody uses.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html</remarks>
internal sealed class AccessAnalyzerReader : ISourceReader
{
    public string Source => "access-analyzer";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.access-analyzer") is not { } told)
            return null;
        if (told.DetailType == "Access Preview State Change")
            return told.Detail.Text("accessPreviewId", "id") is { } preview ? [Preview(told, preview)] : null;
        return told.Detail.Text("findingId", "id") is { } id ? [Finding(told, id)] : null;
    }

    private Signal Finding(AwsEvent told, string id)
    {
        var detail = told.Detail;
        var resource = detail.Text("resource") ?? "a resource";
        var name = Arn.TryParse(resource, out var arn) ? arn.ResourceName : resource;
        var (what, meaning) = Judge(told);
        var kind = detail.Text("resourceType");
        return told.Signal(Source, name, $"{Kind(kind)} {name} {what}", $"{told.Resource}|{id}", meaning) with
        {
            Account = detail.Text("accountId", "resourceOwnerAccount") ?? told.Account,
            StartsAt = detail.Time("createdAt"),
            Labels = Shown.Labels(("resource", name), ("resource_type", kind)),
            Facts = Shown.Facts(("Resource", resource), ("Type", kind), ("Finding type", detail.Text("findingType")),
                ("Open to", Principal(told)), ("Actions", string.Join(", ", detail.Texts("action")))),
            Links = Shown.Links(
                ("Finding", told.Console("access-analyzer", $"#/findings/details/{Uri.EscapeDataString(id)}"))),
        };
    }

    /// <summary>Somebody asked what a policy would open: that is no finding, and a failure only for who asked.</summary>
    private Signal Preview(AwsEvent told, string id)
    {
        var state = told.Detail.Text("status");
        var meaning = state switch
        {
            "FAILED" => Meaning.Worry(state, "access previews that failed", recovers: false),
            "COMPLETED" or "CREATING" => Meaning.News(state, "an access preview's normal course"),
            _ => Meaning.Unknown(state),
        };
        var analyzer = told.Resource is { } arn ? Wording.LastPart(arn) : "an analyzer";
        var verb = state is null ? "changed" : state == "CREATING" ? "is being made" : Wording.Words(state);
        var why = told.Detail.Child("statusReason").Text("code");
        return told.Signal(Source, analyzer, Wording.With($"Access preview of {analyzer} {verb}", why),
            $"{told.Resource}|preview/{id}", meaning) with
        {
            Facts = Shown.Facts(("Preview", id), ("Reason", why)),
            Links = Shown.Links(("Access Analyzer", told.Console("access-analyzer"))),
        };
    }

    private static string Kind(string? type) =>
        type is null
        ? "Resource"
        : type.Replace("AWS::", "", StringComparison.Ordinal).Replace("::", " ", StringComparison.Ordinal);

    private static string? Principal(AwsEvent told) =>
        string.Join(", ",
            told.Detail.Pairs("principal").Select(pair => $"{pair.Key} {pair.Value}")) is { Length: > 0 } names
            ? names
            : null;

    /// <summary>What was found, and how bad it is. One that could not be analysed says nothing of who has access.</summary>
    private static (string What, Meaning Meaning) Judge(AwsEvent told)
    {
        var detail = told.Detail;
        var state = detail.Text("status") ?? "ACTIVE";
        var found = detail switch
        {
            _ when detail.Text("error") is { } error => ($"cannot be analysed: {error}", Meaning.Worry(state, "resources that cannot be analysed")),
            _ when told.DetailType.Contains("Unused", StringComparison.Ordinal) =>
                ("has access that nobody uses", Meaning.Worry(state, "access that nobody uses")),
            _ when told.DetailType.Contains("Internal", StringComparison.Ordinal) =>
                (Within(detail.Text("accessType")), Meaning.Worry(state, "resources open within the organization")),
            _ when detail.Text("isPublic") == "true" => ("is open to everybody", Meaning.Failure(state, "resources open to everybody")),
            _ => ("is open to another account", Meaning.Worry(state, "resources open to others")),
        };
        var over = state is "RESOLVED" or "ARCHIVED" || detail.Text("isDeleted") == "true";
        return over ? (found.Item1, found.Item2.Ended()) : found;
    }

    private static string Within(string? accessType) => accessType switch
    {
        "INTRA_ACCOUNT" => "is open to others of its own account",
        "INTRA_ORG" => "is open to other accounts of the organization",
        _ => "is open to others within the organization",
    };
}
