using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>GuardDuty findings and the results of its malware scans.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html and
/// https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
/// </remarks>
internal sealed class GuardDutyReader : ISourceReader
{
    public string Source => "guardduty";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.guardduty") is not { } told)
            return null;
        if (told.DetailType == "GuardDuty Finding")
            return [Finding(told)];
        return told.Detail.Has("scanResultDetails") || told.Detail.Has("scanStatus") ? [Scan(told)] : null;
    }

    private Signal Finding(AwsEvent told)
    {
        var finding = told.Detail;
        var service = finding.Child("service");
        var type = finding.Text("type") ?? "a finding";
        var id = finding.Text("arn") ?? $"finding/{finding.Text("id")}";
        var archived = service.Text("archived") == "true";
        var meaning = Judge(finding.Number("severity"), archived ? "archived" : "active");
        return told.Signal(Source, type, finding.Text("title") ?? $"GuardDuty found {type}", id,
            archived ? meaning.Ended() : meaning) with
        {
            EventKey = $"{id}|{finding.Text("updatedAt") ?? told.Id}|{meaning.State}",
            Account = finding.Text("accountId") ?? told.Account,
            Region = finding.Region("region") ?? told.Region,
            Summary = finding.Text("description"),
            StartsAt = service.Time("eventFirstSeen"),
            Count = service.WholeNumber("count") is > 0 and var count ? count : 1,
            Labels = Shown.Labels(("resource", Resource(finding.Child("resource")))),
            Facts = Shown.Facts(("Type", type), ("Resource", Resource(finding.Child("resource"))),
                ("Severity", finding.Text("severity")),
                    ("Seen", service.Text("count") is { } times ? $"{times} times" : null),
                ("Last seen", service.Text("eventLastSeen"))),
            Links = Shown.Links(("Finding", finding.Text("id") is { } fid
                ? ConsoleLinks.Page(finding.Region("region") ?? told.Region, "guardduty",
                    $"#/findings?macros=current&fId={Uri.EscapeDataString(fid)}")
                : null)),
        };
    }

    /// <summary>GuardDuty's own scale: low from 1, medium from 4, high from 7, critical from 9.</summary>
    private static Meaning Judge(double? severity, string state)
    {
        if (severity is not { } number)
            return Meaning.Worry(state,
                "findings without a severity") with { Problem = "The finding has no severity." };
        var (level, word) = number switch
        {
            >= 9 => (Severity.Critical, "critical"),
            >= 7 => (Severity.Error, "high"),
            >= 4 => (Severity.Warning, "medium"),
            _ => (Severity.Info, "low"),
        };
        return Meaning.Says(state, level,
            $"GuardDuty severity {number.ToString("0.#", CultureInfo.InvariantCulture)} ({word})");
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

    private Signal Scan(AwsEvent told)
    {
        var scanned = told.Detail.Child("s3ObjectDetails");
        var result = told.Detail.Child("scanResultDetails");
        var state = result.Text("scanResultStatus") ?? told.Detail.Text("scanStatus");
        var bucket = scanned.Text("bucketName") ?? "a resource";
        var target = scanned.Text("objectKey") is { } key ? $"{bucket}/{key}" : bucket;
        var threats =
            string.Join(", ", result.Items("threats").Select(threat => threat.Text("name")).OfType<string>());
        var (title, meaning) = state switch
        {
            "THREATS_FOUND" =>
                ($"Malware found in {target}", Meaning.Failure(state, "malware that was found", recovers: false)),
            "NO_THREATS_FOUND" => ($"No malware found in {target}", Meaning.News(state, "a scan without a finding")),
            "UNSUPPORTED" or "ACCESS_DENIED" or "FAILED" or "SKIPPED" =>
                ($"Malware scan of {target} could not be done: {Wording.Words(state)}",
                    Meaning.Worry(state, "scans that could not be done", recovers: false)),
            _ => ($"Malware scan of {target}: {Wording.Words(state ?? "unknown")}", Meaning.Unknown(state)),
        };
        return told.Signal(Source, bucket, title, $"malware/{target}|{scanned.Text("versionId")}", meaning) with
        {
            Summary = threats.Length > 0 ? $"Threats: {threats}" : null,
            Facts = Shown.Facts(("Bucket", scanned.Text("bucketName")), ("Object", scanned.Text("objectKey")),
                ("Version", scanned.Text("versionId")), ("Threats", threats)),
            Links = Shown.Links(("GuardDuty", told.Console("guardduty", "#/malware-protection/s3"))),
        };
    }
}
