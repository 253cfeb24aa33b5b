using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Glue jobs, their long runs, and crawlers.</summary>
/// <remarks>https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html</remarks>
internal sealed class GlueReader : ISourceReader
{
    public string Source => "glue";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.glue") is not { } told)
            return null;
        if (told.Detail.Text("jobName") is { } job)
            return [Job(told, job)];
        return told.Detail.Text("crawlerName") is { } crawler ? [Crawler(told, crawler)] : null;
    }

    private Signal Job(AwsEvent told, string job)
    {
        var detail = told.Detail;
        var state = detail.Text("state");
        // A run that takes longer than its notification delay says so each time it is asked.
        var isLate = told.DetailType == "Glue Job Run Status"
            && detail.Child("notificationCondition").Has("NotifyDelayAfter");
        var meaning = isLate && state is not null ? Meaning.Worry(state, "job runs that take long") : Judge(state);
        var title = isLate
            ? $"Glue job {job} still runs"
            : Title($"Glue job {job}", state, meaning, detail.Text("message"));
        return told.Signal(Source, job, title, $"job/{job}", meaning) with
        {
            Summary = detail.Text("message"),
            Facts = Shown.Facts(("Run", detail.Text("jobRunId")), ("State", state)),
            Links = Shown.Links(("Job", told.Console("gluestudio", $"#/editor/job/{Uri.EscapeDataString(job)}/runs"))),
        };
    }

    private Signal Crawler(AwsEvent told, string crawler)
    {
        var state = told.Detail.Text("state");
        var meaning = Judge(state?.ToUpperInvariant());
        var reason = told.Detail.Text("errorMessage", "message");
        var title = Title($"Glue crawler {crawler}", state, meaning, reason);
        return told.Signal(Source, crawler, title, $"crawler/{crawler}", meaning) with
        {
            Summary = reason,
            Facts = Shown.Facts(("Tables created", told.Detail.Text("tablesCreated")),
                ("Tables updated", told.Detail.Text("tablesUpdated"))),
            Links = Shown.Links(("Crawler", CrawlerLink(told, crawler))),
        };
    }

    /// <summary>Why, only where something is wrong: "Job run succeeded" says nothing.</summary>
    private static string Title(string what, string? state, Meaning meaning, string? why) => Wording.With(
        $"{what} {Verb(state)}", meaning.IsNews || meaning.Status == AlertStatus.Resolved ? null : why);

    private static string? CrawlerLink(AwsEvent told, string crawler) =>
        told.Console("glue", $"#/v2/data-catalog/crawlers/view/{Uri.EscapeDataString(crawler)}");

    private static string Verb(string? state) => state?.ToUpperInvariant() switch
    {
        null => "changed",
        "TIMEOUT" => "timed out",
        "STOPPED" => "was stopped",
        "STARTING" or "RUNNING" or "STOPPING" or "WAITING" => "is " + Wording.Words(state.ToUpperInvariant()),
        var other => Wording.Words(other),
    };

    private static Meaning Judge(string? state) => state switch
    {
        "FAILED" or "TIMEOUT" or "ERROR" => Meaning.Failure(state, "failed jobs"),
        "STOPPED" => Meaning.Worry(state, "stopped jobs"),
        "SUCCEEDED" => Meaning.Recovery(state, "the job succeeded"),
        "STARTING" or "STARTED" or "RUNNING" or "STOPPING" or "WAITING" =>
            Meaning.News(state, "a job's normal course"),
        _ => Meaning.Unknown(state),
    };
}
