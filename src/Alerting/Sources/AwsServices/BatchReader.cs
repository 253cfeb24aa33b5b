using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Batch jobs, and queues that a job blocks.</summary>
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
        if (AwsEvent.Of(message, "aws.batch") is not { } told || told.Detail.Text("jobName") is not { } job)
            return null;
        var detail = told.Detail;
        var container = detail.Child("container");
        var queue = detail.Text("jobQueue");
        var reason = detail.Text("statusReason") ?? container.Text("reason");
        if (told.DetailType.EndsWith("Queue Blocked", StringComparison.Ordinal))
            return [Blocked(told, job, queue, reason)];
        var state = detail.Text("status");
        var title = state == "FAILED" ? Wording.With($"Batch job {job} failed", reason)
            : $"Batch job {job} {(state is null ? "changed" : Verb(state))}";
        return [told.Signal(Source, job, title, $"{queue ?? "queue"}|{job}", Judge(state)) with
        {
            Summary = reason,
            Labels = Shown.Labels(("resource", job), ("queue", queue is null ? null : Wording.LastPart(queue))),
            Facts = Shown.Facts(("Queue", queue is null ? null : Wording.LastPart(queue)),
                ("Job", detail.Text("jobId")),
                ("Exit code", container.Text("exitCode")), ("Attempts", Attempts(told))),
            Links = Shown.Links(
                ("Job", detail.Text("jobId") is { } id
                    ? told.Console("batch", $"#jobs/detail/{Uri.EscapeDataString(id)}")
                    : null),
                ("Logs", Logs(told, container.Text("logStreamName")))),
        }];
    }

    /// <summary>Nothing behind that job runs, and nothing is told when the queue moves on.</summary>
    private Signal Blocked(AwsEvent told, string job, string? queue, string? reason)
    {
        var name = queue is null ? "a queue" : Wording.LastPart(queue);
        return told.Signal(Source, name, Wording.With($"Batch queue {name} is blocked by job {job}", reason),
            $"{queue ?? "queue"}|blocked", Meaning.Failure("BLOCKED", "blocked queues", recovers: false)) with
        {
            Summary = reason,
            Labels = Shown.Labels(("resource", name), ("queue", name)),
            Facts = Shown.Facts(("Queue", name), ("Blocked by", job), ("Job", told.Detail.Text("jobId"))),
            Links = Shown.Links(("Queue", queue is null
                ? told.Console("batch", "#queues")
                : told.Console("batch", $"#queues/detail/{Uri.EscapeDataString(queue)}"))),
        };
    }

    private static string? Attempts(AwsEvent told) => told.Detail.Items("attempts").Count() is > 0 and var count
        ? count.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    private static string? Logs(AwsEvent told, string? stream) =>
        stream is null || told.Region is null || told.Time is not { Year: > 1 and < 9999 } at ? null
            : ConsoleLinks.LogStream(told.Region, LogGroup, stream, at.AddHours(-1), at.AddMinutes(5));

    private static string Verb(string state) => state switch
    {
        "SUCCEEDED" => "succeeded",
        "SUBMITTED" => "was submitted",
        _ => "is " + Wording.Words(state),
    };

    private static Meaning Judge(string? state) => state switch
    {
        "FAILED" => Meaning.Failure(state, "failed jobs"),
        "SUCCEEDED" => Meaning.Recovery(state, "the job succeeded"),
        "SUBMITTED" or "PENDING" or "RUNNABLE" or "STARTING" or "RUNNING" =>
            Meaning.News(state, "a job's normal course"),
        _ => Meaning.Unknown(state),
    };
}
