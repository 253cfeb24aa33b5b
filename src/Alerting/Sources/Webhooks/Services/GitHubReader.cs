using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// GitHub's events about runs, deployments and security alerts. The next success of the same workflow and branch ends
/// a failure.
/// </summary>
/// <remarks>https://docs.github.com/en/webhooks/webhook-events-and-payloads</remarks>
internal sealed partial class GitHubReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["failure", "timed_out", "startup_failure", "error"],
        Resolved = ["success"],
        Informational =
        [
            "cancelled", "skipped", "neutral", "stale", "action_required", "requested", "in_progress", "queued",
            "pending", "waiting", "created", "rerequested", "inactive", "ping",
        ],
    };

    public string Source => "github";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.At("repository.full_name") is not { } repository)
            return json.HasPaths("zen", "hook_id") ? Ping(message) : null;
        foreach (var run in new[] { "workflow_run", "workflow_job", "check_suite", "check_run" })
        {
            if (json.HasPath($"{run}.status"))
                return Run(message, repository, run, json.Node(run));
        }
        return json.HasPaths("deployment_status.state", "deployment.environment") ? Deployment(message, repository)
            : json.HasPaths("state", "context", "sha") ? CommitStatus(message, repository)
            : json.HasPath("zen") ? Ping(message)
            : json.HasPath("alert.number") ? Alert(message, repository)
            : json.HasPaths("issue.number", "issue.title") ? Issue(message, repository)
            : IsNews(json) ? News(message, repository)
            : null;
    }

    private IReadOnlyList<Signal>? Run(EventMessage message, string repository, string kind, EventJson run)
    {
        var json = message.Json;
        var branch = run.At("head_branch", "check_suite.head_branch");
        var name = run.At("name") ?? json.At("workflow.name") ?? run.At("app.name") ?? "checks";
        name = kind == "workflow_job" && run.At("workflow_name") is { } workflow ? $"{workflow} / {name}" : name;
        var state = States.Of(run.At("conclusion") ?? run.At("status") ?? json.At("action"));
        return new ServiceAlert
        {
            Key = $"{repository}|{kind}|{run.At("workflow_id", "app.id", "app.slug")}|"
                + (kind is "workflow_run" && run.HasPath("workflow_id") ? null : name)
                + $"|{Fork(run, repository)}{branch}",
            Title = RunTitle.Of($"{name} of {repository}", state, branch),
            Name = $"{name} of {repository}",
            IsTitleComplete = true,
            State = state,
            Severity = IsRoutine(json, run, branch)
                ? new SeverityClaim(Severity.Warning, "not on the default branch")
                : null,
            Summary = run.At("display_title", "output.title", "head_commit.message"),
            Service = repository,
            At = run.TimeAt("completed_at", "updated_at", "started_at", "created_at"),
            EventId = $"{run.At("id")}/{run.At("run_attempt")}",
            Labels = Labels(repository, branch, run.At("event")),
            Facts = NonEmpty.Facts(("Run", run.At("run_number")), ("Commit", run.At("head_sha")),
                ("Event", run.At("event")), ("Actor", run.At("actor.login") ?? json.At("sender.login"))),
            Links = NonEmpty.Links(("Run", run.At("html_url", "details_url")),
                ("Repository", json.At("repository.html_url"))),
        }.Signals(Source, message);
    }

    /// <summary>The branch of a fork may have the same name.</summary>
    private static string? Fork(EventJson run, string repository) =>
        run.At("head_repository.full_name") is { } fork && fork != repository ? $"{fork}:" : null;

    /// <summary>
    /// A failure on the default branch stops everybody. Others are seen by the author, so they can wait for the
    /// morning.
    /// </summary>
    private static bool IsRoutine(EventJson json, EventJson run, string? branch) =>
        run.At("event") is "pull_request" or "pull_request_target"
            || (json.At("repository.default_branch") is { } usual && branch is not null && branch != usual);

    private IReadOnlyList<Signal>? Deployment(EventMessage message, string repository)
    {
        var json = message.Json;
        var environment = json.At("deployment.environment")!;
        var state = States.Of(json.At("deployment_status.state"));
        return new ServiceAlert
        {
            Key = $"{repository}|deployment|{json.At("deployment.task")}|{environment}",
            Title = RunTitle.Of($"Deployment of {repository} to {environment}", state, null),
            Name = $"Deployment of {repository}",
            IsTitleComplete = true,
            State = state,
            Summary = json.At("deployment_status.description", "deployment.description"),
            Service = repository,
            At = json.TimeAt("deployment_status.updated_at", "deployment_status.created_at"),
            EventId = json.At("deployment_status.id"),
            Labels = [.. Labels(repository, json.At("deployment.ref"), null), ("env", environment)],
            Facts = NonEmpty.Facts(("Actor", json.At("deployment.creator.login", "sender.login"))),
            Links = NonEmpty.Links(
                ("Log", json.At("deployment_status.log_url", "deployment_status.target_url")),
                ("Environment", json.At("deployment_status.environment_url"))),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? CommitStatus(EventMessage message, string repository)
    {
        var json = message.Json;
        var context = json.At("context")!;
        var branches = json.Node("branches").ValueKind == System.Text.Json.JsonValueKind.Array
            ? json.Node("branches").EnumerateArray().Select(branch => branch.At("name")).OfType<string>().ToList()
            : [];
        var usual = json.At("repository.default_branch");
        var branch = branches.Find(name => name == usual) ?? branches.FirstOrDefault();
        var state = States.Of(json.At("state"));
        return new ServiceAlert
        {
            Key = $"{repository}|status|{context}|{branch}",
            Title = RunTitle.Of($"{context} of {repository}", state, branch),
            Name = $"{context} of {repository}",
            IsTitleComplete = true,
            State = state,
            Severity = usual is not null && branch != usual
                ? new SeverityClaim(Severity.Warning, "not on the default branch")
                : null,
            Summary = json.At("description"),
            Service = repository,
            At = json.TimeAt("updated_at", "created_at"),
            EventId = json.At("id"),
            Labels = Labels(repository, branch, null),
            Links = NonEmpty.Links(("Details", json.At("target_url")), ("Commit", json.At("commit.html_url"))),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Ping(EventMessage message) => new ServiceAlert
    {
        Key = $"hook/{message.Json.At("hook_id")}",
        Title = "GitHub webhook was set up",
        IsTitleComplete = true,
        State = States.Of("ping"),
    }.Signals(Source, message);

    private static (string, string?)[] Labels(string repository, string? branch, string? trigger) =>
        [("repository", repository), ("branch", branch), ("event", trigger)];
}
