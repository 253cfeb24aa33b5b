using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CodeCommit branches, tags, pull requests and comments, all of them informational.</summary>
/// <remarks>https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html</remarks>
internal sealed class CodeCommitReader : ISourceReader
{
    public string Source => "codecommit";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.codecommit") is not { } awsEvent)
            return null;
        var detail = awsEvent.Detail;
        var repository = detail.Text("repositoryName")
            ?? (detail.Texts("repositoryNames") is [var first, ..] ? first : null)
            ?? (awsEvent.Resource is { } arn ? Wording.LastPart(arn) : null);
        if (repository is null)
            return null;
        var what = detail.Text("event") ?? awsEvent.DetailType;
        var request = detail.Text("pullRequestId");
        var outcome = EventOutcome.Informational(what, "routine repository event");
        var identity = $"{awsEvent.Resource ?? repository}|{request ?? detail.Text("referenceName")}";
        return [awsEvent.Signal(Source, repository, Title(awsEvent, repository, what, request), identity, outcome) with
        {
            Summary = detail.Text("title") ?? detail.Text("notificationBody"),
            Facts = NonEmpty.Facts(("By", detail.Text("callerUserArn", "author")), ("Commit", detail.Text("commitId")),
                ("Branch", detail.Text("referenceFullName", "sourceReference"))),
            Links = NonEmpty.Links(("Repository", RepositoryLink(awsEvent, repository, request))),
        }];
    }

    private static string Title(AwsEvent awsEvent, string repository, string what, string? request)
    {
        if (request is not null)
            return $"CodeCommit {repository}: pull request {request} {Without(what, "pullRequest")}";
        var kind = awsEvent.Detail.Text("referenceType") ?? "reference";
        return awsEvent.Detail.Text("referenceName") is { } name
            ? $"CodeCommit {repository}: {kind} {name} {Without(what, "reference")}"
            : $"CodeCommit {repository}: {Wording.Words(what)}";
    }

    /// <summary><c>referenceUpdated</c> becomes "updated".</summary>
    private static string Without(string what, string noun) =>
        Wording.Words(what.Replace(noun, "", StringComparison.Ordinal));

    private static string? RepositoryLink(AwsEvent awsEvent, string repository, string? request) =>
        awsEvent.CodeSuite($"codecommit/repositories/{Uri.EscapeDataString(repository)}/" + (request is null
            ? "browse"
            : $"pull-requests/{Uri.EscapeDataString(request)}/details"));
}
