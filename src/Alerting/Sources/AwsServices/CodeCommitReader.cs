using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CodeCommit branches, tags, pull requests and comments: news, all of it.</summary>
/// <remarks>https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html</remarks>
internal sealed class CodeCommitReader : ISourceReader
{
    public string Source => "codecommit";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.codecommit") is not { } told)
            return null;
        var detail = told.Detail;
        var repository = detail.Text("repositoryName")
            ?? (detail.Texts("repositoryNames") is [var first, ..] ? first : null)
            ?? (told.Resource is { } arn ? Wording.LastPart(arn) : null);
        if (repository is null)
            return null;
        var what = detail.Text("event") ?? told.DetailType;
        var request = detail.Text("pullRequestId");
        var meaning = Meaning.News(what, "a repository's normal course");
        var identity = $"{told.Resource ?? repository}|{request ?? detail.Text("referenceName")}";
        return [told.Signal(Source, repository, Title(told, repository, what, request), identity, meaning) with
        {
            Summary = detail.Text("title") ?? detail.Text("notificationBody"),
            Facts = Shown.Facts(("By", detail.Text("callerUserArn", "author")), ("Commit", detail.Text("commitId")),
                ("Branch", detail.Text("referenceFullName", "sourceReference"))),
            Links = Shown.Links(("Repository", RepositoryLink(told, repository, request))),
        }];
    }

    private static string Title(AwsEvent told, string repository, string what, string? request)
    {
        if (request is not null)
            return $"CodeCommit {repository}: pull request {request} {Without(what, "pullRequest")}";
        var kind = told.Detail.Text("referenceType") ?? "reference";
        return told.Detail.Text("referenceName") is { } name
            ? $"CodeCommit {repository}: {kind} {name} {Without(what, "reference")}"
            : $"CodeCommit {repository}: {Wording.Words(what)}";
    }

    /// <summary><c>referenceUpdated</c> without its noun is "updated".</summary>
    private static string Without(string what, string noun) =>
        Wording.Words(what.Replace(noun, "", StringComparison.Ordinal));

    private static string? RepositoryLink(AwsEvent told, string repository, string? request) =>
        told.CodeSuite($"codecommit/repositories/{Uri.EscapeDataString(repository)}/" + (request is null
            ? "browse"
            : $"pull-requests/{Uri.EscapeDataString(request)}/details"));
}
