using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>ECR: pushes, pull through cache, replication, and what image scans found.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html</remarks>
internal sealed class EcrReader : ISourceReader
{
    private static readonly string[] Levels = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"];

    public string Source => "ecr";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.ecr") is not { } awsEvent
            || awsEvent.Detail.Text("repository-name") is not { } repository)
        {
            return null;
        }
        return [awsEvent.Detail.Has("scan-status") ? Scan(awsEvent, repository) : Action(awsEvent, repository)];
    }

    private Signal Action(AwsEvent awsEvent, string repository)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("result", "sync-status");
        var (kind, noun) = Kind(awsEvent.DetailType, detail.Text("action-type"));
        var outcome = ServiceStates.Classify(state, "failed image actions", "the action succeeded");
        var reason = detail.Text("failure-message", "failure-code");
        return awsEvent.Signal(Source, repository,
            ServiceStates.Title($"{noun} of {Image(detail, repository)}", state, outcome, reason),
            $"{kind}/{repository}", outcome) with
        {
            Summary = reason,
            Facts = NonEmpty.Facts(("Tag", detail.Text("image-tag")), ("Digest", detail.Text("image-digest")),
                ("Upstream", detail.Text("upstream-registry-url")), ("Failure", detail.Text("failure-code"))),
            Links = Links(awsEvent, repository),
        };
    }

    private static (string Kind, string Noun) Kind(string type, string? action) => (type, action) switch
    {
        ("ECR Pull Through Cache Action", _) => ("cache", "Pull through cache"),
        ("ECR Replication Action", _) => ("replicate", "Replication"),
        (_, "PUSH") => ("push", "Push"),
        (_, "DELETE") => ("delete", "Deletion"),
        (_, { } other) => (other, Wording.Words(other) is [var first, .. var rest]
            ? char.ToUpperInvariant(first) + rest : "Action"),
        _ => ("action", "Action"),
    };

    /// <summary>A later scan of the same tag without such findings ends it.</summary>
    private Signal Scan(AwsEvent awsEvent, string repository)
    {
        var detail = awsEvent.Detail;
        var state = detail.Text("scan-status");
        var counts = detail.Child("finding-severity-counts");
        // A count that cannot be read is not zero.
        var found = Levels.Where(level => counts.Has(level))
            .Select(level => (Level: level, Count: counts.WholeNumber(level) ?? 1))
            .Where(each => each.Count > 0).ToArray();
        var image = Image(detail, repository);
        var outcome = state == "COMPLETE"
            ? Outcome(state, found) : ServiceStates.Classify(state, "failed image scans", "the scan completed");
        var title = state == "COMPLETE"
            ? $"ECR scan of {image}: {(found.Length == 0 ? "no findings" : Counts(found))}"
            : ServiceStates.Title($"ECR scan of {image}", state, outcome, detail.Text("scan-failure-reason"));
        return awsEvent.Signal(Source, repository, title, $"scan/{image}", outcome) with
        {
            Facts = NonEmpty.Facts(("Findings", Counts(found)), ("Digest", detail.Text("image-digest"))),
            Links = Links(awsEvent, repository),
        };
    }

    /// <summary>An image is not an outage: even a critical finding is an error at most.</summary>
    private static EventOutcome Outcome(string state, (string Level, int Count)[] found) =>
        found is [(var level, _), ..] && SeverityWords.Parse(level) is { } severity and >= Severity.Warning
            ? EventOutcome.Stated(state, severity > Severity.Error ? Severity.Error : severity,
                $"ECR finding of severity {level}")
            : EventOutcome.Recovery(state, "no finding above low");

    private static string Counts((string Level, int Count)[] found) =>
        string.Join(", ", found.Select(each => $"{each.Count} {each.Level.ToLowerInvariant()}"));

    private static string Image(EventJson detail, string repository)
    {
        var tags = detail.Texts("image-tags");
        var tag = detail.Text("image-tag") ?? (tags.Count > 0 ? tags[0] : null);
        return tag is not null ? $"{repository}:{tag}"
            : detail.Text("image-digest") is { } digest ? $"{repository}@{digest[..Math.Min(digest.Length, 19)]}"
            : repository;
    }

    private static IReadOnlyList<Link> Links(AwsEvent awsEvent, string repository) => NonEmpty.Links(
        ("Repository", awsEvent.Account is { } account
            ? awsEvent.PageOf($"ecr/repositories/private/{account}/{repository}")
            : awsEvent.PageOf("ecr/repositories")));
}
