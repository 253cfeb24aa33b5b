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
            if (SetUp(told) is { } changed)
                return [changed];
            return told.Detail.Has("state") || told.Detail.Has("status") ? [FromEvent(told)] : null;
        }
        var eventType = message.Attributes.GetValueOrDefault("EventType");
        var isNotice = message.Subject == "Notification from AWS Backup" ||
            eventType is "BACKUP_JOB" or "RESTORE_JOB" or "COPY_JOB" or "RECOVERY_POINT";
        return isNotice && !message.IsObject ? [FromText(message)] : null;
    }

    private Signal FromEvent(AwsEvent told)
    {
        var detail = told.Detail;
        return Told(told, new Job
        {
            Kind = Kind(told.DetailType),
            State = detail.Text("state", "status"),
            Resource = detail.Text("resourceArn", "createdResourceArn", "sourceBackupVaultArn") ?? told.Resource,
            Id = detail.Text("backupJobId", "restoreJobId", "copyJobId"),
            Why = detail.Text("statusMessage"),
            Vault = detail.Text("backupVaultName"),
        });
    }

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
        return Told(told with { Account = message.Attributes.GetValueOrDefault("AccountId") ?? told.Account }, new Job
        {
            Kind = Kind(message.Attributes.GetValueOrDefault("EventType")),
            State = message.Attributes.GetValueOrDefault("State") ?? StateIn(text),
            Resource = resource,
            Id = message.Attributes.GetValueOrDefault("Id"),
            Why = text,
        });
    }

    private Signal Told(AwsEvent told, Job job)
    {
        var name = Arn.TryParse(job.Resource, out var arn) ? arn.ResourceName : job.Resource ?? "a resource";
        var title = $"AWS Backup: {job.Kind} of {name} {Verb(job.State)}";
        return told.Signal(Source, name, title, $"{job.Resource ?? job.Id}|{job.Kind}",
            Judge(job)) with
        {
            Summary = job.Why,
            Facts = Shown.Facts(("Resource", job.Resource), ("Vault", job.Vault), ("Job", job.Id)),
            Links = Shown.Links(("Jobs", told.Console("backup", "#/jobs"))),
        };
    }

    /// <summary>From an attribute (<c>COPY_JOB</c>) or a detail type (<c>Copy Job State Change</c>).</summary>
    private static string Kind(string? eventType) => eventType switch
    {
        "COPY_JOB" or "Copy Job State Change" => "copy",
        "RESTORE_JOB" or "Restore Job State Change" => "restore",
        "RECOVERY_POINT" or "Recovery Point State Change" => "recovery point",
        _ => "backup",
    };

    /// <summary>Without attributes (raw delivery drops them) the sentence itself has the word.</summary>
    private static string? StateIn(string text) => StateWords
        .FirstOrDefault(known => text.Contains(known.Word, StringComparison.OrdinalIgnoreCase)).State;

    private static string Verb(string? state) => state?.ToUpperInvariant() switch
    {
        null => "changed",
        "COMPLETED" or "AVAILABLE" => "completed",
        "ABORTED" => "was aborted",
        "PARTIAL" => "is only partial",
        "CREATED" or "PENDING" or "RUNNING" or "STARTED" => "started",
        var other => Wording.Words(other),
    };

    /// <summary>The next job of the same resource ends what failed; a restore and a recovery point have no next.</summary>
    private static Meaning Judge(Job job)
    {
        var state = job.State;
        var recovers = job.Resource is not null && job.Kind is "backup" or "copy";
        return state?.ToUpperInvariant() switch
        {
            "FAILED" => Meaning.Failure(state, "failed backup jobs", recovers),
            "EXPIRED" or "ABORTED" or "PARTIAL" =>
                Meaning.Worry(state, "backup jobs that did not complete", recovers),
            "COMPLETED" or "AVAILABLE" => Meaning.Recovery(state, "the job completed"),
            "CREATED" or "PENDING" or "RUNNING" or "STARTED" or "ABORTING" or "MODIFIED" or "DELETED" or "DELETING" =>
                Meaning.News(state, "a job's normal course"),
            _ => Meaning.Unknown(state),
        };
    }

    [GeneratedRegex(@"Resource ARN ?: ?(arn:\S+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ResourceArn();

    private sealed record Job
    {
        public required string Kind { get; init; }

        public string? State { get; init; }

        public string? Resource { get; init; }

        public string? Id { get; init; }

        public string? Why { get; init; }

        public string? Vault { get; init; }
    }
}
