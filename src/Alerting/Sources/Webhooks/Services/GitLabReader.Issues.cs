using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Issues, incidents and vulnerabilities fire until they are closed; everything else is news.</summary>
internal sealed partial class GitLabReader
{
    private static readonly StateTable IssueStates = new()
    {
        Firing = ["open", "opened", "reopen", "reopened", "detected", "confirmed"],
        Resolved = ["close", "closed", "resolved", "dismissed"],
        Informational = ["update"],
    };

    private IReadOnlyList<Signal>? Issue(EventJson json, EventMessage message)
    {
        var issue = json.Node("object_attributes");
        var project = json.At("project.path_with_namespace", "project.name");
        var isVulnerability = json.At("object_kind") == "vulnerability";
        var state = IssueStates.Of(isVulnerability ? issue.At("state") : issue.At("action", "state"));
        return new ServiceAlert
        {
            Key = isVulnerability
                ? $"vulnerability/{issue.At("url") ?? $"{issue.At("project_id")}|{issue.At("title")}"}"
                : $"{json.At("project.web_url") ?? project}|issue/{issue.At("iid", "id")}",
            EarlierKey = issue.At("id"),
            Title = issue.At("title"),
            State = state,
            Severity = ServiceSeverity.Of(issue, Unset, "severity"),
            Default = Severity.Warning,
            Summary = issue.At("description"),
            Service = project,
            Since = issue.TimeAt("created_at"),
            At = issue.TimeAt("closed_at", "resolved_at", "dismissed_at", "updated_at", "created_at"),
            EndedAt = issue.TimeAt("closed_at", "resolved_at", "dismissed_at"),
            Labels = [("project", project)],
            Facts = NonEmpty.Facts(("User", json.At("user.name")), ("Report", issue.At("report_type"))),
            Links = NonEmpty.Links((isVulnerability ? "Vulnerability" : "Issue", issue.At("url")),
                ("Project", json.At("project.web_url"))),
        }.Signals(Source, message);
    }

    /// <summary>An issue without a severity says "UNKNOWN".</summary>
    private static readonly Dictionary<string, Severity> Unset = new() { ["unknown"] = Severity.Warning };

    /// <summary>A push, a comment, a merge request.</summary>
    private IReadOnlyList<Signal>? News(EventJson json, string kind, EventMessage message)
    {
        var project = ProjectOf(json);
        var action = json.At("object_attributes.action", "action") ?? "received";
        var thing = Wording.Words(kind);
        return new ServiceAlert
        {
            Key = $"{json.At("project.web_url") ?? project}|news/{kind}|{json.At("object_attributes.id", "ref")}",
            Title = kind is "push" or "tag_push" ? $"{(kind == "push" ? "Commits" : "Tag")} pushed in {project}"
                : $"{char.ToUpperInvariant(thing[0])}{thing[1..]} {Wording.Words(action)} in {project}",
            IsTitleComplete = true,
            State = new ServiceState(StateKind.Informational, action),
            Summary = json.At("object_attributes.title", "object_attributes.note", "commit.title"),
            Service = project,
            EventId = json.At("checkout_sha", "after", "object_attributes.updated_at"),
            Labels = [("project", project), ("branch", json.At("ref"))],
            Links = NonEmpty.Links(("Details", json.At("object_attributes.url", "url")),
                ("Project", json.At("project.web_url"))),
        }.Signals(Source, message);
    }
}
