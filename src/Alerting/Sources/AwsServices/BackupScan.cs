using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Scans of backups for malware. That one ran through says nothing of what it found.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ScanJob.html and
/// https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-backup-scans.html
/// </remarks>
internal static class BackupScan
{
    /// <summary>Null where it is no scan.</summary>
    public static Signal? Of(AwsEvent told, string source)
    {
        if (told.DetailType != "Scan Job State Change")
            return null;
        var detail = told.Detail;
        var resource = detail.Text("resourceArn") ?? told.Resource;
        var name = Arn.TryParse(resource, out var arn) ? arn.ResourceName : detail.Text("resourceName") ?? "a resource";
        var point = detail.Text("recoveryPointArn");
        var found = detail.Child("scanResult").Text("scanResultStatus");
        // The next scan is of another backup: that it finds nothing does not clean this one.
        var identity = found == "THREATS_FOUND" ? $"{point ?? resource}|malware" : $"{resource}|scan";
        var (title, meaning) = Judge(detail.Text("state", "status"), found, name);
        return told.Signal(source, name, $"AWS Backup: {title}", identity, meaning) with
        {
            Summary = detail.Text("statusMessage"),
            Facts = Shown.Facts(("Resource", resource), ("Backup", point), ("Vault", detail.Text("backupVaultName")),
                ("Scanner", detail.Text("malwareScanner")), ("Scan", detail.Text("scanJobId"))),
            Links = Shown.Links(("Jobs", told.Console("backup", "#/jobs"))),
        };
    }

    private static (string Title, Meaning Meaning) Judge(string? state, string? found, string name) => (state?.ToUpperInvariant(), found) switch
    {
        (_, "THREATS_FOUND") => ($"malware was found in a backup of {name}", Meaning.Failure(found, "malware in a backup", recovers: false)),
        ("COMPLETED", _) => ($"a scan of {name} found no malware", Meaning.Recovery(state, "the scan completed")),
        ("FAILED", _) => ($"a malware scan of {name} failed", Meaning.Failure(state, "failed scans for malware")),
        ("COMPLETED_WITH_ISSUES" or "CANCELED" or "SKIPPED", _) =>
            ($"a malware scan of {name}: {Wording.Words(state)}", Meaning.Worry(state, "scans for malware that did not complete")),
        ("CREATED" or "RUNNING" or "PENDING", _) => ($"a malware scan of {name} started", Meaning.News(state, "a scan's normal course")),
        _ => ($"a malware scan of {name} changed", Meaning.Unknown(state)),
    };
}
