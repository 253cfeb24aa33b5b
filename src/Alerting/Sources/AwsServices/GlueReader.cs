using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Glue jobs and crawlers.</summary>
/// <remarks>https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html</remarks>
internal sealed class GlueReader : ISourceReader
{
    public string Source => "glue";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.glue") is not { } awsEvent)
            return null;
        if (awsEvent.Detail.Text("jobName") is { } job)
            return [Job(awsEvent, job)];
        return awsEvent.Detail.Text("crawlerName") is { } crawler ? [Crawler(awsEvent, crawler)] : null;
    }

    private Signal Job(AwsEvent awsEvent, string job)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("state");
        // Sent when a run takes longer than its notification delay.
        var isLate = awsEvent.DetailType == "Glue Job Run Status"
            && detail.Child("notificationCondition").Has("NotifyDelayAfter");
        var outcome = isLate && state is not null ? EventOutcome.Warning(state, "long job runs") : Classify(state);
        var title = isLate
            ? $"Glue job {job} is still running"
            : Title($"Glue job {job}", state, outcome, detail.Text("message"));
        return awsEvent.Signal(Source, job, title, $"job/{job}", outcome) with
        {
            Summary = detail.Text("message"),
            Facts = NonEmpty.Facts(("Run", detail.Text("jobRunId")), ("State", state)),
            Links = NonEmpty.Links(
                ("Job", awsEvent.Console("gluestudio", $"#/editor/job/{Uri.EscapeDataString(job)}/runs"))),
        };
    }

    private Signal Crawler(AwsEvent awsEvent, string crawler)
    {
        var state = awsEvent.Detail.Text("state");
        var outcome = Classify(state?.ToUpperInvariant());
        var reason = awsEvent.Detail.Text("errorMessage", "message");
        var title = Title($"Glue crawler {crawler}", state, outcome, reason);
        return awsEvent.Signal(Source, crawler, title, $"crawler/{crawler}", outcome) with
        {
            Summary = reason,
            Facts = NonEmpty.Facts(("Tables created", awsEvent.Detail.Text("tablesCreated")),
                ("Tables updated", awsEvent.Detail.Text("tablesUpdated"))),
            Links = NonEmpty.Links(("Crawler", CrawlerLink(awsEvent, crawler))),
        };
    }

    /// <summary>Adds the reason only for failures, because "Job run succeeded" adds nothing.</summary>
    private static string Title(string what, string? state, EventOutcome outcome, string? why) => Wording.WithReason(
        $"{what} {Verb(state)}", outcome.IsInformational || outcome.Status == AlertStatus.Resolved ? null : why);

    private static string? CrawlerLink(AwsEvent awsEvent, string crawler) =>
        awsEvent.Console("glue", $"#/v2/data-catalog/crawlers/view/{Uri.EscapeDataString(crawler)}");

    private static string Verb(string? state) => state?.ToUpperInvariant() switch
    {
        null => "changed",
        "TIMEOUT" => "timed out",
        "STOPPED" => "was stopped",
        "STARTING" or "RUNNING" or "STOPPING" or "WAITING" => "is " + Wording.Words(state.ToUpperInvariant()),
        var other => Wording.Words(other),
    };

    private static EventOutcome Classify(string? state) => state switch
    {
        "FAILED" or "TIMEOUT" or "ERROR" => EventOutcome.Failure(state, "failed jobs"),
        "STOPPED" => EventOutcome.Warning(state, "stopped jobs"),
        "SUCCEEDED" => EventOutcome.Recovery(state, "the job succeeded"),
        "STARTING" or "STARTED" or "RUNNING" or "STOPPING" or "WAITING" =>
            EventOutcome.Informational(state, "routine job event"),
        _ => EventOutcome.Unknown(state),
    };
}
