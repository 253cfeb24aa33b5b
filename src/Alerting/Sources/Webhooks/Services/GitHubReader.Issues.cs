using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Issues: an open one fires until it is closed, and whatever else is done to it is news.</summary>
internal sealed partial class GitHubReader
{
    private static readonly StateTable IssueStates = new()
    {
        Firing = ["opened", "reopened"],
        Resolved = ["closed", "deleted", "transferred"],
        Informational =
        [
            "edited", "labeled", "unlabeled", "assigned", "unassigned", "locked", "unlocked", "pinned", "unpinned",
            "milestoned", "demilestoned", "typed", "untyped", "created", "commented",
        ],
    };

    private IReadOnlyList<Signal>? Issue(EventMessage message, string repository)
    {
        var json = message.Json;
        var issue = json.Node("issue");
        var isComment = json.HasPath("comment");
        var action = json.At("action") ?? issue.At("state");
        var state = isComment || issue.HasPath("pull_request")
            ? new ServiceState(StateKind.Informational, isComment ? "commented" : action)
            : IssueStates.Of(action is "open" ? "opened" : action);
        return new ServiceAlert
        {
            Key = $"{repository}|issue/{issue.At("number")}",
            EarlierKey = issue.At("id"),
            Title = issue.At("title"),
            State = state,
            Severity = LabelsOf(issue).Select(SeverityOfLabel).OfType<SeverityClaim>().FirstOrDefault(),
            Default = Severity.Warning,
            Summary = json.At("comment.body") ?? issue.At("body"),
            Service = repository,
            Since = issue.TimeAt("created_at"),
            At = json.TimeAt("comment.created_at") ?? issue.TimeAt("closed_at", "updated_at", "created_at"),
            EndedAt = issue.TimeAt("closed_at"),
            EventId = $"{issue.At("number")}/{action}/{json.At("comment.id") ?? issue.At("updated_at")}",
            Labels = Labels(repository, null, null),
            Facts = NonEmpty.Facts(("Labels", string.Join(", ", LabelsOf(issue))),
                ("Actor", json.At("sender.login"))),
            Links = NonEmpty.Links(("Issue", json.At("comment.html_url") ?? issue.At("html_url")),
                ("Repository", json.At("repository.html_url"))),
        }.Signals(Source, message);
    }

    private static List<string> LabelsOf(EventJson issue) => [.. issue.Items("labels")
        .Select(label => label.Scalar() ?? label.At("name")).OfType<string>()];

    /// <summary><c>severity: high</c>, <c>priority/critical</c>, <c>P1</c>; "bug" says nothing.</summary>
    private static SeverityClaim? SeverityOfLabel(string label)
    {
        var word = label[(label.LastIndexOfAny([':', '/', '=']) + 1)..].Trim();
        return word.ToLowerInvariant() is not ("bug" or "error" or "info" or "alert" or "none" or "notice")
            && SeverityWords.Parse(word) is { } severity
            ? new SeverityClaim(severity, $"label {label}")
            : null;
    }
}
