using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// Security Hub findings in ASFF and OCSF; one event may contain several, from different accounts and regions.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html</remarks>
internal sealed class SecurityHubReader : ISourceReader
{
    public string Source => "securityhub";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.securityhub") is not { } awsEvent)
            return null;
        var findings =
            awsEvent.Detail.Items("findings").Where(finding => finding.ValueKind == JsonValueKind.Object).ToList();
        return findings.Count == 0 ? null : [.. findings.Select(finding =>
            OcsfFinding.Fits(finding) ? OcsfFinding.Signal(Source, awsEvent, finding) : Finding(awsEvent, finding))];
    }

    private Signal Finding(AwsEvent awsEvent, EventJson finding)
    {
        var id = finding.Text("Id") ?? awsEvent.Id ?? "finding";
        var generator = finding.Text("GeneratorId");
        var title = finding.Text("Title") ?? "Security Hub has a finding without a title";
        var outcome = Classify(finding);
        var resource =
            finding.Items("Resources").Select(item => item.Text("Id")).FirstOrDefault(text => text is not null);
        return awsEvent.Signal(Source, generator is null ? title : Wording.LastPart(generator), title, id, outcome) with
        {
            EventKey = $"{id}|{finding.Text("UpdatedAt") ?? awsEvent.Id}|{outcome.State}",
            Account = finding.Text("AwsAccountId") ?? awsEvent.Account,
            Region = finding.Region("Region") ?? awsEvent.Region,
            Summary = finding.Text("Description"),
            StartsAt = finding.Time("FirstObservedAt"),
            Labels = NonEmpty.Labels(("resource", resource), ("product", finding.Text("ProductName"))),
            Facts = NonEmpty.Facts(("Product", finding.Text("ProductName")), ("Resource", resource),
                ("Compliance", finding.Child("Compliance").Text("Status")),
                    ("Workflow", finding.Child("Workflow").Text("Status")),
                ("Type", finding.Texts("Types") is [var type, ..] ? type : null)),
            Links = NonEmpty.Links(("Finding", awsEvent.Console("securityhub", FindingSearch(id))),
                ("How to fix it", finding.Child("Remediation").Child("Recommendation").Text("Url"))),
        };
    }

    /// <summary>The console's search for an id, which needs double escaping.</summary>
    private static string FindingSearch(string id) =>
        "#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A"
            + Uri.EscapeDataString(Uri.EscapeDataString(id));

    /// <summary>
    /// A passed check resolves the finding; a check that was not possible (<c>NOT_AVAILABLE</c>) does not.
    /// </summary>
    private static EventOutcome Classify(EventJson finding)
    {
        var outcome = BySeverity(finding.Child("Severity"));
        var passed = finding.Child("Compliance").Text("Status") == "PASSED";
        var workflow = finding.Child("Workflow").Text("Status");
        var archived = finding.Text("RecordState") == "ARCHIVED";
        if (!archived && !passed && workflow is not ("RESOLVED" or "SUPPRESSED"))
            return outcome;
        return outcome.AsResolved() with { State = archived ? "ARCHIVED" : passed ? "PASSED" : workflow! };
    }

    private static EventOutcome BySeverity(EventJson severity)
    {
        var label = severity.Text("Label");
        Severity? level = label switch
        {
            "CRITICAL" => Severity.Critical,
            "HIGH" => Severity.Error,
            "MEDIUM" => Severity.Warning,
            "LOW" or "INFORMATIONAL" => Severity.Info,
            // Older findings have only a number from 0 to 100.
            _ => severity.Number("Normalized") switch
            {
                null => null,
                >= 90 => Severity.Critical,
                >= 70 => Severity.Error,
                >= 40 => Severity.Warning,
                _ => Severity.Info,
            },
        };
        return level is { } known
            ? EventOutcome.Stated("ACTIVE", known, $"Security Hub severity {label ?? severity.Text("Normalized")}")
            : EventOutcome.Warning("ACTIVE",
                "findings without a severity") with { Problem = "The finding has no known severity." };
    }
}
