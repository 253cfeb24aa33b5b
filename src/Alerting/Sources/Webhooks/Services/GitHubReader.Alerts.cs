using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Dependabot, secret scanning and code scanning; everything else is news.</summary>
internal sealed partial class GitHubReader
{
    private static readonly StateTable AlertStates = new()
    {
        Firing =
        [
            "created", "create", "open", "opened", "reopened", "reopened_by_user", "reintroduced", "auto_reopened",
            "appeared_in_branch", "publicly_leaked",
        ],
        Resolved =
        [
            "fixed", "dismissed", "auto_dismissed", "resolved", "resolve", "closed", "closed_by_user", "dismiss",
        ],
        Informational = ["assignees_changed", "assigned", "unassigned", "validated", "revoked", "updated_assignment"],
    };

    /// <summary>A number counts the alerts of its kind in one repository.</summary>
    private IReadOnlyList<Signal>? Alert(EventMessage message, string repository)
    {
        var json = message.Json;
        var alert = json.Node("alert");
        var kind = alert.HasPath("secret_type") ? "secret-scanning"
            : alert.HasPath("rule.id") || alert.HasPath("rule.description") ? "code-scanning"
            : "dependabot";
        var title = alert.At("security_advisory.summary", "secret_type_display_name", "secret_type",
            "rule.description", "rule.id", "affected_package_name") ?? $"Security alert {alert.At("number")}";
        return new ServiceAlert
        {
            Key = $"{repository}|{kind}|{alert.At("number")}",
            Title = $"{title} in {repository}",
            Name = title,
            State = AlertStates.Of(json.At("action") ?? alert.At("state")),
            Severity = SeverityOf(alert),
            Default = kind == "secret-scanning" ? Severity.Error : Severity.Warning,
            Summary = alert.At("most_recent_instance.message.text", "security_advisory.description"),
            Service = repository,
            Since = alert.TimeAt("created_at"),
            At = alert.TimeAt("fixed_at", "dismissed_at", "auto_dismissed_at", "resolved_at", "updated_at"),
            EndedAt = alert.TimeAt("fixed_at", "dismissed_at", "auto_dismissed_at", "resolved_at"),
            EventId = $"{alert.At("number")}/{json.At("action")}/{alert.At("updated_at")}",
            Labels = Labels(repository, null, null),
            Facts = NonEmpty.Facts(("Package", alert.At("dependency.package.name")),
                ("File", alert.At("dependency.manifest_path", "most_recent_instance.location.path")),
                ("Advisory", alert.At("security_advisory.cve_id", "security_advisory.ghsa_id")),
                ("Tool", alert.At("tool.name"))),
            Links = NonEmpty.Links(("Alert", alert.At("html_url")), ("Repository", json.At("repository.html_url"))),
        }.Signals(Source, message);
    }

    private static SeverityClaim? SeverityOf(EventJson alert)
    {
        foreach (var path in new[]
        {
            "security_vulnerability.severity", "security_advisory.severity", "rule.security_severity_level",
            "rule.severity", "severity",
        })
        {
            if (alert.At(path) is { } word && SeverityWords.Parse(word) is { } severity)
                return new SeverityClaim(severity, $"alert.{path}={word}");
        }
        return null;
    }

    /// <summary>Whatever has a state or a severity may be an alert.</summary>
    private static bool IsNews(EventJson json) => !json.HasAny("issue", "incident", "status", "severity", "title")
        && (json.HasPath("sender.login") || (json.HasPath("pusher.name") && json.Has("commits")));

    /// <summary>A push, a star, a review.</summary>
    private IReadOnlyList<Signal>? News(EventMessage message, string repository)
    {
        var json = message.Json;
        var action = json.At("action") ?? (json.Has("commits") ? "pushed" : "received");
        var subject = json.At("pull_request.title", "release.name", "discussion.title", "head_commit.message");
        return new ServiceAlert
        {
            Key = $"{repository}|news|{json.At("pull_request.number", "release.id", "discussion.number", "ref")}",
            Title = $"{Thing(json)} {Wording.Words(action)} in {repository}",
            IsTitleComplete = true,
            State = new ServiceState(StateKind.Informational, action),
            Summary = subject,
            Service = repository,
            EventId = json.At("after", "review.id", "comment.id"),
            Labels = Labels(repository, null, null),
            Facts = NonEmpty.Facts(("Actor", json.At("sender.login", "pusher.name"))),
            Links = NonEmpty.Links(("Details", json.At("pull_request.html_url", "release.html_url",
                "discussion.html_url", "compare")), ("Repository", json.At("repository.html_url"))),
        }.Signals(Source, message);
    }

    private static string Thing(EventJson json) => json.Has("starred_at") ? "Star"
        : json.Has("pull_request") ? "Pull request"
        : json.Has("release") ? "Release"
        : json.Has("discussion") ? "Discussion"
        : json.Has("commits") ? "Commits"
        : "GitHub event";
}
