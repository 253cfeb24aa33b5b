using System.Text.Json;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>GitLab's events about pipelines, jobs, deployments, issues and vulnerabilities. The next success on the same branch ends a failure.</summary>
/// <remarks>https://docs.gitlab.com/user/project/integrations/webhook_events/</remarks>
internal sealed partial class GitLabReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["failed"],
        Resolved = ["success"],
        Informational =
        [
            "created", "waiting_for_resource", "preparing", "pending", "running", "canceled", "canceling", "skipped",
            "manual", "scheduled", "waiting_for_callback", "blocked",
        ],
    };

    public string Source => "gitlab";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        return json.At("object_kind") switch
        {
            "pipeline" when json.HasPath("object_attributes.status") => Pipeline(json, message),
            "build" when json.HasPath("build_status") => Job(json, message),
            "deployment" when json.HasPath("status") => Deployment(json, message),
            "issue" or "incident" or "work_item" or "vulnerability" when json.HasPath("object_attributes.title") =>
                Issue(json, message),
            { } kind when json.HasPath("project") => News(json, kind, message),
            _ => null,
        };
    }

    private IReadOnlyList<Signal>? Pipeline(EventJson json, EventMessage message)
    {
        var run = json.Node("object_attributes");
        var project = ProjectOf(json);
        var branch = run.At("ref");
        var state = States.Of(run.At("status"));
        return new ServiceAlert
        {
            Key = $"{json.At("project.web_url") ?? project}|pipeline|{run.At("name")}|{branch}",
            Title = RunTitle.Of($"{run.At("name") ?? "Pipeline"} of {project}", state, branch),
            Name = $"{run.At("name") ?? "Pipeline"} of {project}",
            IsTitleComplete = true,
            State = state,
            Severity = Routine(json, run.At("source"), branch, run.At("tag")),
            Summary = FailedJobs(json) ?? json.At("commit.title", "commit.message"),
            Service = project,
            At = run.TimeAt("finished_at", "created_at"),
            EventId = run.At("id"),
            Labels = [("project", project), ("branch", branch)],
            Facts = NonEmpty.Facts(("Commit", run.At("sha")), ("User", json.At("user.name")),
                ("Trigger", run.At("source"))),
            Links = NonEmpty.Links(("Pipeline", run.At("url") ?? PipelineUrl(json, run.At("id"))),
                ("Commit", json.At("commit.url")), ("Project", json.At("project.web_url"))),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Job(EventJson json, EventMessage message)
    {
        var project = ProjectOf(json);
        var branch = json.At("ref");
        var name = json.At("build_name");
        var state = States.Of(json.At("build_status"));
        return new ServiceAlert
        {
            Key = name is null ? null
                : $"{json.At("project_id") ?? project}|job|{json.At("build_stage")}|{name}|{branch}",
            Title = RunTitle.Of($"{name} of {project}", state, branch),
            Name = $"{name} of {project}",
            IsTitleComplete = true,
            State = state,
            Severity = json.At("build_allow_failure") == "true"
                ? new SeverityClaim(Severity.Info, "the job may fail")
                : Routine(json, json.At("source"), branch, json.At("tag")),
            Summary = json.At("build_failure_reason"),
            Service = project,
            At = json.TimeAt("build_finished_at", "build_started_at", "build_created_at"),
            EventId = json.At("build_id"),
            Labels = [("project", project), ("branch", branch), ("stage", json.At("build_stage")),
                ("env", json.At("environment.name"))],
            Links = NonEmpty.Links(("Job", json.At("project.web_url", "repository.homepage") is { } url
                ? $"{url}/-/jobs/{json.At("build_id")}"
                : null)),
        }.Signals(Source, message);
    }

    private IReadOnlyList<Signal>? Deployment(EventJson json, EventMessage message)
    {
        var project = ProjectOf(json);
        var environment = json.At("environment");
        var state = States.Of(json.At("status"));
        return new ServiceAlert
        {
            Key = environment is null ? null : $"{json.At("project.web_url") ?? project}|deployment|{environment}",
            Title = RunTitle.Of($"Deployment of {project} to {environment}", state, null),
            Name = $"Deployment of {project}",
            IsTitleComplete = true,
            State = state,
            Summary = json.At("commit_title"),
            Service = project,
            At = json.TimeAt("status_changed_at"),
            EventId = json.At("deployment_id"),
            Labels = [("project", project), ("branch", json.At("ref")), ("env", environment)],
            Facts = NonEmpty.Facts(("User", json.At("user.username", "user.name"))),
            Links = NonEmpty.Links(("Job", json.At("deployable_url")),
                ("Environment", json.At("environment_external_url"))),
        }.Signals(Source, message);
    }

    /// <summary>A failed merge request or branch is seen by its author.</summary>
    private static SeverityClaim? Routine(EventJson json, string? source, string? branch, string? isTag) =>
        source is "merge_request_event" || (isTag != "true" && json.At("project.default_branch") is { } usual
            && branch is not null && branch != usual)
            ? new SeverityClaim(Severity.Warning, "not on the default branch")
            : null;

    private static string ProjectOf(EventJson json) =>
        json.At("project.path_with_namespace", "project.name", "project_name") ?? "a project";

    private static string? PipelineUrl(EventJson json, string? id) =>
        json.At("project.web_url") is { } url && id is not null ? $"{url}/-/pipelines/{id}" : null;

    private static string? FailedJobs(EventJson json)
    {
        if (json.Node("builds") is not { ValueKind: JsonValueKind.Array } builds)
            return null;
        var failed = builds.EnumerateArray().Where(job => job.At("status") == "failed"
            && job.At("allow_failure") != "true").Select(job => job.At("name")).OfType<string>().Take(5).ToList();
        return failed.Count == 0 ? null : $"Failed jobs: {string.Join(", ", failed)}";
    }
}
