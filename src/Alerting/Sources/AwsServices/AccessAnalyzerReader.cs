using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>IAM Access Analyzer: resources open to others, and access nobody uses.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html</remarks>
internal sealed class AccessAnalyzerReader : ISourceReader
{
    public string Source => "access-analyzer";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.access-analyzer") is not { } told || told.Detail.Text("id") is not { } id)
            return null;
        if (told.DetailType == "Access Preview State Change")
            return [Preview(told, id)];
        var detail = told.Detail;
        var resource = detail.Text("resource") ?? "a resource";
        var name = Arn.TryParse(resource, out var arn) ? arn.ResourceName : resource;
        var isUnused = told.DetailType.Contains("Unused", StringComparison.Ordinal);
        var isPublic = detail.Text("isPublic") == "true";
        var kind = detail.Text("resourceType");
        var what = isUnused ? "has access that nobody uses"
            : isPublic ? "is open to everybody"
            : "is open to another account";
        return [told.Signal(Source, name, $"{Kind(kind)} {name} {what}", $"{told.Resource}|{id}",
            Judge(told, isPublic, isUnused)) with
        {
            Account = detail.Text("accountId", "resourceOwnerAccount") ?? told.Account,
            StartsAt = detail.Time("createdAt"),
            Labels = Shown.Labels(("resource", name), ("resource_type", kind)),
            Facts = Shown.Facts(("Resource", resource), ("Type", kind), ("Finding type", detail.Text("findingType")),
                ("Open to", Principal(told)), ("Actions", string.Join(", ", detail.Texts("action")))),
            Links = Shown.Links(
                ("Finding", told.Console("access-analyzer", $"#/findings/details/{Uri.EscapeDataString(id)}"))),
        }];
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

    private static Meaning Judge(AwsEvent told, bool isPublic, bool isUnused)
    {
        var state = told.Detail.Text("status") ?? "ACTIVE";
        var meaning = isPublic && !isUnused
            ? Meaning.Failure(state, "resources open to everybody")
            : Meaning.Worry(state, isUnused ? "access that nobody uses" : "resources open to others");
        var over = state is "RESOLVED" or "ARCHIVED" || told.Detail.Text("isDeleted") == "true";
        return over ? meaning.Ended() : meaning;
    }
}
