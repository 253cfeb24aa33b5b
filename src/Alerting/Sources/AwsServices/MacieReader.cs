using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Macie findings: sensitive data, and buckets that others can read.</summary>
/// <remarks>https://docs.aws.amazon.com/macie/latest/user/findings-publish-event-schemas.html</remarks>
internal sealed class MacieReader : ISourceReader
{
    public string Source => "macie";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.macie") is not { } awsEvent || awsEvent.Detail.Text("id") is not { } id)
            return null;
        var finding = awsEvent.Detail;
        var affected = finding.Child("resourcesAffected");
        var bucket = affected.Child("s3Bucket").Text("name");
        var type = finding.Text("type") ?? "a finding";
        var title = finding.Text("title") ?? $"Macie found {type}";
        var outcome = Classify(finding);
        return [awsEvent.Signal(Source, type, bucket is null ? title : $"{title} ({bucket})", $"finding/{id}",
            outcome) with
        {
            EventKey = $"{id}|{finding.Text("updatedAt") ?? awsEvent.Id}|{outcome.State}",
            Account = finding.Text("accountId") ?? awsEvent.Account,
            Summary = finding.Text("description"),
            StartsAt = finding.Time("createdAt"),
            Count = finding.WholeNumber("count") is > 0 and var count ? count : 1,
            Labels = NonEmpty.Labels(("resource", bucket), ("category", finding.Text("category"))),
            Facts = NonEmpty.Facts(("Type", type), ("Bucket", bucket),
                ("Object", affected.Child("s3Object").Text("key", "path")),
                ("Severity", finding.Child("severity").Text("description"))),
            Links = NonEmpty.Links(
                ("Finding", awsEvent.Console("macie", $"#findings?macros=current&itemId={Uri.EscapeDataString(id)}"))),
        }];
    }

    /// <summary>Nothing is sent when somebody archives a finding, so findings do not recover.</summary>
    private static EventOutcome Classify(EventJson finding)
    {
        var isArchived = finding.Text("archived") == "true";
        var state = isArchived ? "archived" : "active";
        var word = finding.Child("severity").Text("description");
        var outcome = SeverityWords.Parse(word) is { } severity
            ? EventOutcome.Stated(state, severity, $"Macie severity {word}", recovers: false)
            : EventOutcome.Warning(state, "findings without a severity", recovers: false) with
            {
                Problem = word is null ? "The finding has no severity." : $"Unknown severity \"{word}\".",
            };
        return isArchived ? outcome.AsResolved() : outcome;
    }
}
