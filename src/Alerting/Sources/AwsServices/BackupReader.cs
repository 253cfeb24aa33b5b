using System.Text.RegularExpressions;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// AWS Backup: backup, copy and restore jobs, by the text with attributes of its SNS topic and by EventBridge.
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
        if (AwsEvent.Of(message, "aws.backup") is { } told)
        {
            if (BackupScan.Of(told, Source) is { } scanned)
                return [scanned];
            if (SetUp(told) is { } changed)
                return [changed];
            var isJob = BackupJob.Is(told.DetailType) && (told.Detail.Has("state") || told.Detail.Has("status"));
            return isJob ? [FromEvent(told)] : null;
        }
        var eventType = message.Attributes.GetValueOrDefault("EventType");
        var isNotice = message.Subject == "Notification from AWS Backup" ||
            eventType is "BACKUP_JOB" or "RESTORE_JOB" or "COPY_JOB" or "RECOVERY_POINT";
        return isNotice && !message.IsObject ? [FromText(message)] : null;
    }

    private Signal FromEvent(AwsEvent told)
    {
        var detail = told.Detail;
        return Told(told, new BackupJob
        {
            Kind = BackupJob.KindOf(told.DetailType),
            State = StateOf(detail),
            Resource = detail.Text("resourceArn", "createdResourceArn", "sourceBackupVaultArn") ?? told.Resource,
            Id = detail.Text("backupJobId", "restoreJobId", "copyJobId"),
            Why = detail.Text("statusMessage"),
            Vault = detail.Text("backupVaultName"),
        });
    }

    /// <summary>What completed with something to say did not complete in full.</summary>
    private static string? StateOf(EventJson detail) => detail.Text("state", "status") switch
    {
        "COMPLETED" when detail.Text("statusMessage") is { Length: > 0 } => "COMPLETED_WITH_ISSUES",
        var state => state,
    };

    /// <summary>A vault or a plan was made, changed or deleted: no job, and nothing that failed.</summary>
    private Signal? SetUp(AwsEvent told)
    {
        var (what, page) = told.DetailType switch
        {
            "Backup Vault State Change" => ("vault", "#/backupvaults"),
            "Backup Plan State Change" => ("plan", "#/backupplans"),
            _ => ("", ""),
        };
        if (what.Length == 0 || told.Detail.Text("state", "status") is not { } state)
            return null;
        var name = told.Detail.Text("backupVaultName", "backupPlanName", "backupPlanId")
            ?? (told.Resource is { } arn ? Wording.LastPart(arn) : what);
        return told.Signal(Source, name, $"AWS Backup: {what} {name} was {Wording.Words(state)}",
            $"{told.Resource ?? name}|{what}", Meaning.News(state, $"a {what}'s normal course")) with
        {
            Links = Shown.Links(("AWS Backup", told.Console("backup", page))),
        };
    }

    private Signal FromText(EventMessage message)
    {
        var text = message.Text;
        var resource = ResourceArn().Match(text) is { Success: true } match
            ? match.Groups[1].Value.TrimEnd('.')
            : null;
        var told = AwsEvent.Plain(message, resource);
        return Told(told with { Account = message.Attributes.GetValueOrDefault("AccountId") ?? told.Account }, new BackupJob
        {
            Kind = BackupJob.KindOf(message.Attributes.GetValueOrDefault("EventType")),
            State = message.Attributes.GetValueOrDefault("State") ?? StateIn(text),
            Resource = resource,
            Id = message.Attributes.GetValueOrDefault("Id"),
            Why = text,
        });
    }

    private Signal Told(AwsEvent told, BackupJob job)
    {
        var name = Arn.TryParse(job.Resource, out var arn) ? arn.ResourceName : job.Resource ?? "a resource";
        var title = $"AWS Backup: {job.Kind} of {name} {job.Verb}";
        return told.Signal(Source, name, title, $"{job.Resource ?? job.Id}|{job.Kind}", job.Judge()) with
        {
            Summary = job.Why,
            Facts = Shown.Facts(("Resource", job.Resource), ("Vault", job.Vault), ("Job", job.Id)),
            Links = Shown.Links(("Jobs", told.Console("backup", "#/jobs"))),
        };
    }

    /// <summary>Without attributes (raw delivery drops them) the sentence itself has the word.</summary>
    private static string? StateIn(string text) => StateWords
        .FirstOrDefault(known => text.Contains(known.Word, StringComparison.OrdinalIgnoreCase)).State;

    [GeneratedRegex(@"Resource ARN ?: ?(arn:\S+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResourceArn();
}
