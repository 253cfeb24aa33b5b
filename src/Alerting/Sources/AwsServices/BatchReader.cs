using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Batch jobs and blocked queues.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/batch/latest/userguide/batch_job_events.html and
/// https://docs.aws.amazon.com/batch/latest/userguide/batch-job-queue-blocked-events.html
/// </remarks>
internal sealed class BatchReader : ISourceReader
{
    private const string LogGroup = "/aws/batch/job";

    public string Source => "batch";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.batch") is not { } awsEvent || awsEvent.Detail.Text("jobName") is not { } job)
            return null;
        var detail = awsEvent.Detail;
        var container = detail.Child("container");
        var queue = detail.Text("jobQueue");
        var reason = detail.Text("statusReason") ?? container.Text("reason");
        if (awsEvent.DetailType.EndsWith("Queue Blocked", StringComparison.Ordinal))
            return [Blocked(awsEvent, job, queue, reason)];
        var state = detail.Text("status");
        var title = state == "FAILED" ? Wording.WithReason($"Batch job {job} failed", reason)
            : $"Batch job {job} {(state is null ? "changed" : Verb(state))}";
        return [awsEvent.Signal(Source, job, title, $"{queue ?? "queue"}|{job}", Classify(state)) with
        {
            Summary = reason,
            Labels = NonEmpty.Labels(("resource", job), ("queue", queue is null ? null : Wording.LastPart(queue))),
            Facts = NonEmpty.Facts(("Queue", queue is null ? null : Wording.LastPart(queue)),
                ("Job", detail.Text("jobId")),
                ("Exit code", container.Text("exitCode")), ("Attempts", Attempts(awsEvent))),
            Links = NonEmpty.Links(
                ("Job", detail.Text("jobId") is { } id
                    ? awsEvent.Console("batch", $"#jobs/detail/{Uri.EscapeDataString(id)}")
                    : null),
                ("Logs", Logs(awsEvent, container.Text("logStreamName")))),
        }];
    }

    /// <summary>There is no event when the queue is unblocked.</summary>
    private Signal Blocked(AwsEvent awsEvent, string job, string? queue, string? reason)
    {
        var name = queue is null ? "a queue" : Wording.LastPart(queue);
        return awsEvent.Signal(Source, name, Wording.WithReason($"Batch queue {name} is blocked by job {job}", reason),
            $"{queue ?? "queue"}|blocked", EventOutcome.Failure("BLOCKED", "blocked queues", recovers: false)) with
        {
            Summary = reason,
            Labels = NonEmpty.Labels(("resource", name), ("queue", name)),
            Facts = NonEmpty.Facts(("Queue", name), ("Blocked by", job), ("Job", awsEvent.Detail.Text("jobId"))),
            Links = NonEmpty.Links(("Queue", queue is null
                ? awsEvent.Console("batch", "#queues")
                : awsEvent.Console("batch", $"#queues/detail/{Uri.EscapeDataString(queue)}"))),
        };
    }

    private static string? Attempts(AwsEvent awsEvent) => awsEvent.Detail.Items("attempts").Count() is > 0 and var count
        ? count.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static string? Logs(AwsEvent awsEvent, string? stream) =>
        stream is null || awsEvent.Region is null || awsEvent.Time is not { Year: > 1 and < 9999 } at ? null
            : ConsoleLinks.LogStream(awsEvent.Region, LogGroup, stream, at.AddHours(-1), at.AddMinutes(5));

    private static string Verb(string state) => state switch
    {
        "SUCCEEDED" => "succeeded",
        "SUBMITTED" => "was submitted",
        _ => "is " + Wording.Words(state),
    };

    private static EventOutcome Classify(string? state) => state switch
    {
        "FAILED" => EventOutcome.Failure(state, "failed jobs"),
        "SUCCEEDED" => EventOutcome.Recovery(state, "the job succeeded"),
        "SUBMITTED" or "PENDING" or "RUNNABLE" or "STARTING" or "RUNNING" =>
            EventOutcome.Informational(state, "routine job event"),
        _ => EventOutcome.Unknown(state),
    };
}
