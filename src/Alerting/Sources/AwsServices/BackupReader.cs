using System.Text.RegularExpressions;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Backup: backup, copy and restore jobs, by the text with attributes of its SNS topic and by EventBridge.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html and
/// https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
/// </remarks>
internal sealed partial class BackupReader : ISourceReader
{
    public string Source => "backup";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.backup") is { } told)
            return told.Detail.Has("state") || told.Detail.Has("status") ? [FromEvent(told)] : null;
        var isNotice = message.Subject == "Notification from AWS Backup" ||
            message.Attributes.GetValueOrDefault("EventType") is "BACKUP_JOB" or "RESTORE_JOB" or "COPY_JOB" or "RECOVERY_POINT";
        return isNotice && !message.IsObject ? [FromText(message)] : null;
    }

    private Signal FromEvent(AwsEvent told)
    {
        var detail = told.Detail;
        var kind = Kind(told.DetailType.Replace(" State Change", "", StringComparison.Ordinal).Replace(' ', '_').ToUpperInvariant());
        var resource = detail.Text("resourceArn", "createdResourceArn", "sourceBackupVaultArn") ?? told.Resource;
        var job = detail.Text("backupJobId", "restoreJobId", "copyJobId");
        return Job(told, kind, detail.Text("state", "status"), resource, job, detail.Text("statusMessage"), detail.Text("backupVaultName"));
    }

    private Signal FromText(EventMessage message)
    {
        var text = message.Text;
        var resource = ResourceArn().Match(text) is { Success: true } match ? match.Groups[1].Value.TrimEnd('.') : null;
        var told = AwsEvent.Plain(message, resource);
        told = told with { Account = message.Attributes.GetValueOrDefault("AccountId") ?? told.Account };
        var kind = Kind(message.Attributes.GetValueOrDefault("EventType") ?? "BACKUP_JOB");
        var state = message.Attributes.GetValueOrDefault("State") ?? StateIn(text);
        return Job(told, kind, state, resource, message.Attributes.GetValueOrDefault("Id"), text, vault: null);
    }

    private Signal Job(AwsEvent told, string kind, string? state, string? resource, string? job, string? why, string? vault)
    {
        var name = resource is null ? "a resource" : Arn.TryParse(resource, out var arn) ? arn.ResourceName : resource;
        var title = kind == "recovery point"
            ? $"AWS Backup: recovery point of {name} {Verb(state)}"
            : $"AWS Backup: {kind} of {name} {Verb(state)}";
        return told.Signal(Source, name, title, $"{resource ?? job}|{kind}", Judge(state)) with
        {
            Summary = why,
            Facts = Shown.Facts(("Resource", resource), ("Vault", vault), ("Job", job)),
            Links = Shown.Links(("Jobs", told.Console("backup", "#/jobs"))),
        };
    }

    private static string Kind(string eventType) => eventType switch
    {
        "COPY_JOB" => "copy",
        "RESTORE_JOB" => "restore",
        "RECOVERY_POINT" => "recovery point",
        _ => "backup",
    };

    /// <summary>Without attributes (raw delivery drops them) the sentence itself has the word.</summary>
    private static string? StateIn(string text)
    {
        foreach (var (word, state) in new[] { ("failed", "FAILED"), ("expired", "EXPIRED"), ("aborted", "ABORTED"), ("stopped", "ABORTED"),
            ("successful", "COMPLETED"), ("completed", "COMPLETED"), ("started", "RUNNING") })
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return state;
        }
        return null;
    }

    private static string Verb(string? state) => state?.ToUpperInvariant() switch
    {
        null => "changed",
        "COMPLETED" or "AVAILABLE" => "completed",
        "ABORTED" => "was aborted",
        "PARTIAL" => "is only partial",
        "CREATED" or "PENDING" or "RUNNING" or "STARTED" => "started",
        var other => Wording.Words(other),
    };

    private static Meaning Judge(string? state) => state?.ToUpperInvariant() switch
    {
        "FAILED" => Meaning.Failure(state, "failed backup jobs"),
        "EXPIRED" or "ABORTED" or "PARTIAL" => Meaning.Worry(state, "backup jobs that did not complete"),
        "COMPLETED" or "AVAILABLE" => Meaning.Recovery(state, "the job completed"),
        "CREATED" or "PENDING" or "RUNNING" or "STARTED" or "ABORTING" or "MODIFIED" or "DELETED" or "DELETING" =>
            Meaning.News(state, "a job's normal course"),
        _ => Meaning.Unknown(state),
    };

    [GeneratedRegex(@"Resource ARN ?: ?(arn:\S+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResourceArn();
}
