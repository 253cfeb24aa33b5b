using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Malware scans of backups. A completed scan may still have found threats.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ScanJob.html and
/// https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-backup-scans.html
/// </remarks>
internal static class BackupScan
{
    /// <summary>Null if the event is not about a scan.</summary>
    public static Signal? Of(AwsEvent awsEvent, string source)
    {
        if (awsEvent.DetailType != "Scan Job State Change")
            return null;
        var detail = awsEvent.Detail;
        var resource = detail.Text("resourceArn") ?? awsEvent.Resource;
        var name = Arn.TryParse(resource, out var arn) ? arn.ResourceName : detail.Text("resourceName") ?? "a resource";
        var point = detail.Text("recoveryPointArn");
        var found = detail.Child("scanResult").Text("scanResultStatus");
        // The next scan covers another backup, so its result does not resolve this one.
        var identity = found == "THREATS_FOUND" ? $"{point ?? resource}|malware" : $"{resource}|scan";
        var (title, outcome) = Classify(detail.Text("state", "status"), found, name);
        return awsEvent.Signal(source, name, $"AWS Backup: {title}", identity, outcome) with
        {
            Summary = detail.Text("statusMessage"),
            Facts = NonEmpty.Facts(("Resource", resource), ("Backup", point), ("Vault", detail.Text("backupVaultName")),
                ("Scanner", detail.Text("malwareScanner")), ("Scan", detail.Text("scanJobId"))),
            Links = NonEmpty.Links(("Jobs", awsEvent.Console("backup", "#/jobs"))),
        };
    }

    private static (string Title, EventOutcome Outcome) Classify(string? state, string? found, string name) =>
        (state?.ToUpperInvariant(), found) switch
    {
        (_, "THREATS_FOUND") => ($"malware was found in a backup of {name}",
            EventOutcome.Failure(found, "malware in a backup", recovers: false)),
        ("COMPLETED", _) => ($"a scan of {name} found no malware", EventOutcome.Recovery(state, "the scan completed")),
        ("FAILED", _) => ($"a malware scan of {name} failed", EventOutcome.Failure(state, "failed malware scans")),
        ("COMPLETED_WITH_ISSUES" or "CANCELED" or "SKIPPED", _) =>
            ($"a malware scan of {name}: {Wording.Words(state)}",
                EventOutcome.Warning(state, "incomplete malware scans")),
        ("CREATED" or "RUNNING" or "PENDING", _) =>
            ($"a malware scan of {name} started", EventOutcome.Informational(state, "routine scan event")),
        _ => ($"a malware scan of {name} changed", EventOutcome.Unknown(state)),
    };
}
