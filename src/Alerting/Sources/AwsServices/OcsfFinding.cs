using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// A finding in the Open Cybersecurity Schema Framework, from Security Hub's <c>Findings Imported V2</c>.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-v2-cwe-event-formats.html and
/// https://schema.ocsf.io/classes/compliance_finding
/// </remarks>
internal static class OcsfFinding
{
    public static bool Fits(EventJson finding) => finding.Child("finding_info").Has("uid");

    public static Signal Signal(string family, AwsEvent awsEvent, EventJson finding)
    {
        var info = finding.Child("finding_info");
        var id = info.Text("uid")!;
        var title = info.Text("title") ?? "Security Hub has a finding without a title";
        var outcome = Classify(finding);
        var cloud = finding.Child("cloud");
        var resource =
            finding.Items("resources").Select(item => item.Text("uid", "name")).FirstOrDefault(uid => uid is not null);
        var product = finding.Child("metadata").Child("product").Text("name");
        var updated = info.Text("modified_time_dt", "modified_time") ?? finding.Text("time") ?? awsEvent.Id;
        return awsEvent.Signal(family, Name(finding) ?? title, title, id, outcome) with
        {
            EventKey = $"{id}|{updated}|{outcome.State}",
            Account = cloud.Child("account").Text("uid") ?? awsEvent.Account,
            Region = cloud.Region("region") ?? awsEvent.Region,
            Summary = info.Text("desc") ?? finding.Text("message"),
            StartsAt = info.Time("first_seen_time_dt") ?? info.Time("first_seen_time"),
            Labels = NonEmpty.Labels(("resource", resource), ("product", product)),
            Facts = NonEmpty.Facts(("Product", product), ("Resource", resource), ("Status", finding.Text("status")),
                ("Compliance", finding.Child("compliance").Text("status")),
                ("Type", info.Texts("types") is [var type, ..] ? type : null),
                ("Remedy", finding.Child("remediation").Text("desc"))),
            Links = NonEmpty.Links(("Findings", awsEvent.Console("securityhub/v2", "#/findings")),
                ("How to fix it", finding.Child("remediation").Texts("references") is [var link, ..] ? link : null)),
        };
    }

    /// <summary>The control, vulnerability or kind of threat, which is the same for many resources.</summary>
    private static string? Name(EventJson finding) =>
        finding.Child("compliance").Text("control")
            ?? finding.Items("vulnerabilities").Select(item => item.Child("cve").Text("uid"))
                .FirstOrDefault(uid => uid is not null)
            ?? (finding.Child("finding_info").Texts("types") is [var type, ..] ? type : null);

    private static EventOutcome Classify(EventJson finding)
    {
        var outcome = BySeverity(finding);
        var status = finding.Text("status");
        var isClosed = finding.Text("activity_id") == "3" || finding.Text("activity_name") == "Close";
        var isPassed = finding.Child("compliance").Text("status") == "Pass";
        // 3 suppressed, 4 resolved, 5 archived, 6 deleted.
        var isDismissed = finding.WholeNumber("status_id") is >= 3 and <= 6
            || status is "Suppressed" or "Resolved" or "Archived" or "Deleted";
        if (!isClosed && !isPassed && !isDismissed)
            return outcome;
        return outcome.AsResolved() with { State = isDismissed ? status ?? "Resolved" : isPassed ? "Pass" : "Close" };
    }

    private static EventOutcome BySeverity(EventJson finding)
    {
        var word = finding.Text("severity");
        Severity? level = (finding.WholeNumber("severity_id"), word) switch
        {
            (5 or 6, _) or (_, "Critical" or "Fatal") => Severity.Critical,
            (4, _) or (_, "High") => Severity.Error,
            (3, _) or (_, "Medium") => Severity.Warning,
            (1 or 2, _) or (_, "Low" or "Informational") => Severity.Info,
            _ => null,
        };
        var state = finding.Text("status") ?? "New";
        return level is { } known
            ? EventOutcome.Stated(state, known, $"Security Hub severity {word ?? finding.Text("severity_id")}")
            : EventOutcome.Warning(state, "findings without a severity") with
            {
                Problem = "The finding has no known severity.",
            };
    }
}
