using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>GuardDuty findings; <see cref="MalwareProtection"/> reads the results of malware scans.</summary>
/// <remarks>https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html</remarks>
internal sealed class GuardDutyReader : ISourceReader
{
    public string Source => "guardduty";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.guardduty") is not { } awsEvent)
            return null;
        if (awsEvent.DetailType == "GuardDuty Finding")
            return [Finding(awsEvent)];
        if (awsEvent.DetailType.StartsWith("GuardDuty Malware Protection Resource Status", StringComparison.Ordinal))
            return [MalwareProtection.Plan(Source, awsEvent)];
        if (awsEvent.DetailType == "GuardDuty Malware Protection Post Scan Action Failed")
            return [MalwareProtection.PostScan(Source, awsEvent)];
        return awsEvent.Detail.Has("scanResultDetails") || awsEvent.Detail.Has("scanStatus")
            ? [MalwareProtection.Scan(Source, awsEvent)]
            : null;
    }

    private Signal Finding(AwsEvent awsEvent)
    {
        var finding = awsEvent.Detail;
        var service = finding.Child("service");
        var type = finding.Text("type") ?? "a finding";
        var id = finding.Text("arn") ?? $"finding/{finding.Text("id")}";
        var archived = service.Text("archived") == "true";
        var outcome = Classify(finding.Number("severity"), archived ? "archived" : "active");
        return awsEvent.Signal(Source, type, finding.Text("title") ?? $"GuardDuty found {type}", id,
            archived ? outcome.AsResolved() : outcome) with
        {
            EventKey = $"{id}|{finding.Text("updatedAt") ?? awsEvent.Id}|{outcome.State}",
            Account = finding.Text("accountId") ?? awsEvent.Account,
            Region = finding.Region("region") ?? awsEvent.Region,
            Summary = finding.Text("description"),
            StartsAt = service.Time("eventFirstSeen"),
            Count = service.WholeNumber("count") is > 0 and var count ? count : 1,
            Labels = NonEmpty.Labels(("resource", Resource(finding.Child("resource")))),
            Facts = NonEmpty.Facts(("Type", type), ("Resource", Resource(finding.Child("resource"))),
                ("Severity", finding.Text("severity")),
                    ("Seen", service.Text("count") is { } times ? $"{times} times" : null),
                ("Last seen", service.Text("eventLastSeen"))),
            Links = NonEmpty.Links(("Finding", finding.Text("id") is { } fid
                ? ConsoleLinks.Page(finding.Region("region") ?? awsEvent.Region, "guardduty",
                    $"#/findings?macros=current&fId={Uri.EscapeDataString(fid)}", awsEvent.Partition)
                : null)),
        };
    }

    /// <summary>
    /// GuardDuty's scale: low from 1, medium from 4, high from 7, critical from 9. There is no event when somebody
    /// archives a finding, so findings do not recover.
    /// </summary>
    private static EventOutcome Classify(double? severity, string state)
    {
        if (severity is not { } number)
        {
            return EventOutcome.Warning(state,
                "findings without a severity", recovers: false) with { Problem = "The finding has no severity." };
        }
        var (level, word) = number switch
        {
            >= 9 => (Severity.Critical, "critical"),
            >= 7 => (Severity.Error, "high"),
            >= 4 => (Severity.Warning, "medium"),
            _ => (Severity.Info, "low"),
        };
        return EventOutcome.Stated(state, level,
            $"GuardDuty severity {number.ToString("0.#", CultureInfo.InvariantCulture)} ({word})", recovers: false);
    }

    private static string? Resource(EventJson resource) =>
        resource.Child("instanceDetails").Text("instanceId")
            ?? resource.Items("s3BucketDetails").Select(bucket => bucket.Text("name")).FirstOrDefault(name =>
                name is not null)
            ?? resource.Child("eksClusterDetails").Text("name")
            ?? resource.Child("ecsClusterDetails").Text("name")
            ?? resource.Child("lambdaDetails").Text("functionName")
            ?? resource.Child("rdsDbInstanceDetails").Text("dbInstanceIdentifier")
            ?? resource.Child("accessKeyDetails").Text("userName")
            ?? resource.Text("resourceType");
}
