using System.Text.RegularExpressions;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// AWS Backup: backup, copy and restore jobs, through SNS text with attributes and through EventBridge.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html and
/// https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
/// </remarks>
internal sealed partial class BackupReader : ISourceReader
{
    private static readonly (string Word, string State)[] StateWords =
    [
        ("failed", "FAILED"), ("expired", "EXPIRED"), ("aborted", "ABORTED"), ("stopped", "ABORTED"),
        ("successful", "COMPLETED"), ("completed", "COMPLETED"), ("started", "RUNNING"),
    ];

    public string Source => "backup";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.backup") is { } awsEvent)
        {
            if (BackupScan.Of(awsEvent, Source) is { } scanned)
                return [scanned];
            if (ConfigurationChange(awsEvent) is { } changed)
                return [changed];
            var isJob = BackupJob.IsJobEvent(awsEvent.DetailType)
                && (awsEvent.Detail.Has("state") || awsEvent.Detail.Has("status"));
            return isJob ? [FromEvent(awsEvent)] : null;
        }
        var eventType = message.Attributes.GetValueOrDefault("EventType");
        var isNotice = message.Subject == "Notification from AWS Backup" ||
            eventType is "BACKUP_JOB" or "RESTORE_JOB" or "COPY_JOB" or "RECOVERY_POINT";
        return isNotice && !message.IsObject ? [FromText(message)] : null;
    }

    private Signal FromEvent(AwsEvent awsEvent)
    {
        var detail = awsEvent.Detail;
        return Notice(awsEvent, new BackupJob
        {
            Kind = BackupJob.KindOf(awsEvent.DetailType),
            State = StateOf(detail),
            Resource = detail.Text("resourceArn", "createdResourceArn", "sourceBackupVaultArn") ?? awsEvent.Resource,
            Id = detail.Text("backupJobId", "restoreJobId", "copyJobId"),
            Why = detail.Text("statusMessage"),
            Vault = detail.Text("backupVaultName"),
        });
    }

    /// <summary>A completed job with a status message completed with issues.</summary>
    private static string? StateOf(EventJson detail) => detail.Text("state", "status") switch
    {
        "COMPLETED" when detail.Text("statusMessage") is { Length: > 0 } => "COMPLETED_WITH_ISSUES",
        var state => state,
    };

    /// <summary>A vault or plan that was created, changed or deleted.</summary>
    private Signal? ConfigurationChange(AwsEvent awsEvent)
    {
        var (what, page) = awsEvent.DetailType switch
        {
            "Backup Vault State Change" => ("vault", "#/backupvaults"),
            "Backup Plan State Change" => ("plan", "#/backupplans"),
            _ => ("", ""),
        };
        if (what.Length == 0 || awsEvent.Detail.Text("state", "status") is not { } state)
            return null;
        var name = awsEvent.Detail.Text("backupVaultName", "backupPlanName", "backupPlanId")
            ?? (awsEvent.Resource is { } arn ? Wording.LastPart(arn) : what);
        return awsEvent.Signal(Source, name, $"AWS Backup: {what} {name} was {Wording.Words(state)}",
            $"{awsEvent.Resource ?? name}|{what}",
            EventOutcome.Informational(state, $"routine backup {what} event")) with
        {
            Links = NonEmpty.Links(("AWS Backup", awsEvent.Console("backup", page))),
        };
    }

    private Signal FromText(EventMessage message)
    {
        var text = message.Text;
        var resource = ResourceArn().Match(text) is { Success: true } match
            ? match.Groups[1].Value.TrimEnd('.')
            : null;
        var awsEvent = AwsEvent.Plain(message, resource);
        return Notice(awsEvent with { Account = message.Attributes.GetValueOrDefault("AccountId") ?? awsEvent.Account },
            new BackupJob
        {
            Kind = BackupJob.KindOf(message.Attributes.GetValueOrDefault("EventType")),
            State = message.Attributes.GetValueOrDefault("State") ?? StateIn(text),
            Resource = resource,
            Id = message.Attributes.GetValueOrDefault("Id"),
            Why = text,
        });
    }

    private Signal Notice(AwsEvent awsEvent, BackupJob job)
    {
        var name = Arn.TryParse(job.Resource, out var arn) ? arn.ResourceName : job.Resource ?? "a resource";
        var title = $"AWS Backup: {job.Kind} of {name} {job.Verb}";
        return awsEvent.Signal(Source, name, title, $"{job.Resource ?? job.Id}|{job.Kind}", job.Classify()) with
        {
            Summary = job.Why,
            Facts = NonEmpty.Facts(("Resource", job.Resource), ("Vault", job.Vault), ("Job", job.Id)),
            Links = NonEmpty.Links(("Jobs", awsEvent.Console("backup", "#/jobs"))),
        };
    }

    /// <summary>For messages without attributes, which raw delivery drops.</summary>
    private static string? StateIn(string text) => StateWords
        .FirstOrDefault(known => text.Contains(known.Word, StringComparison.OrdinalIgnoreCase)).State;

    [GeneratedRegex(@"Resource ARN ?: ?(arn:\S+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResourceArn();
}
