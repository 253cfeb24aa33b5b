namespace Alerting.Sources.AwsServices;

/// <summary>An AWS Backup job, from SNS or EventBridge.</summary>
internal sealed record BackupJob
{
    public required string Kind { get; init; }

    public string? State { get; init; }

    public string? Resource { get; init; }

    public string? Id { get; init; }

    public string? Why { get; init; }

    public string? Vault { get; init; }

    public string Verb => State?.ToUpperInvariant() switch
    {
        null => "changed",
        "COMPLETED" or "AVAILABLE" => "completed",
        "ABORTED" => "was aborted",
        "PARTIAL" => "completed partially",
        "CREATED" or "PENDING" or "RUNNING" or "STARTED" => "started",
        var other => Wording.Words(other),
    };

    /// <summary>From an attribute (<c>COPY_JOB</c>) or a detail type (<c>Copy Job State Change</c>).</summary>
    public static string KindOf(string? eventType) => eventType switch
    {
        "COPY_JOB" or "Copy Job State Change" => "copy",
        "RESTORE_JOB" or "Restore Job State Change" => "restore",
        "RECOVERY_POINT" or "Recovery Point State Change" => "recovery point",
        _ => "backup",
    };

    public static bool IsJobEvent(string detailType) =>
        KindOf(detailType) != "backup" || detailType == "Backup Job State Change";

    /// <summary>The next successful backup or copy resolves a failed one; other jobs are not repeated.</summary>
    public EventOutcome Classify()
    {
        var state = State;
        var recovers = Resource is not null && Kind is "backup" or "copy";
        return state?.ToUpperInvariant() switch
        {
            "FAILED" => EventOutcome.Failure(state, "failed backup jobs", recovers),
            "EXPIRED" or "ABORTED" or "PARTIAL" or "COMPLETED_WITH_ISSUES" =>
                EventOutcome.Warning(state, "incomplete backup jobs", recovers),
            "COMPLETED" or "AVAILABLE" => EventOutcome.Recovery(state, "the job completed"),
            "CREATED" or "PENDING" or "RUNNING" or "STARTED" or "ABORTING" or "MODIFIED" or "DELETED" or "DELETING" =>
                EventOutcome.Informational(state, "routine backup event"),
            _ => EventOutcome.Unknown(state),
        };
    }
}
