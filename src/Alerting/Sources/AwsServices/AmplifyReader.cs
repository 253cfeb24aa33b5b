using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Builds of Amplify apps, through EventBridge and the text of its own SNS notifications.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/amplify/latest/userguide/notifications.html; the fields of the event are those in public
/// rules, and the text is the one that its SNS topics send.
/// </remarks>
internal sealed class AmplifyReader : ISourceReader
{
    private const string Greeting = "Build notification from the AWS Amplify Console";
    private const string Status = "build status is ";

    public string Source => "amplify";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.amplify") is { } awsEvent)
        {
            var detail = awsEvent.Detail;
            return detail.Text("appId") is { } app
                ? [Build(awsEvent, app, detail.Text("branchName"), detail.Text("jobId"), detail.Text("jobStatus"))]
                : null;
        }
        return !message.IsObject && message.Text.Contains(Greeting, StringComparison.Ordinal)
            && TryLink(message.Text, out var link)
            ? [Build(AwsEvent.Plain(message), link.App, link.Branch, link.Job, StatusIn(message.Text))]
            : null;
    }

    private Signal Build(AwsEvent awsEvent, string app, string? branch, string? job, string? state)
    {
        var outcome = ServiceStates.Classify(state, "failed builds", "the build succeeded");
        return awsEvent.Signal(Source, branch ?? app,
            $"Amplify build of {branch ?? "a branch"} (app {app}) {ServiceStates.Verb(state)}", $"{app}/{branch}",
            outcome) with
        {
            Labels = NonEmpty.Labels(("resource", branch), ("application", app)),
            Facts = NonEmpty.Facts(("App", app), ("Branch", branch), ("Job", job)),
            Links = NonEmpty.Links(("Build", awsEvent.Console("amplify",
                job is null ? $"#/{app}" : $"#/{app}/{Uri.EscapeDataString(branch ?? "")}/{job}"))),
        };
    }

    private static string? StatusIn(string text)
    {
        var at = text.IndexOf(Status, StringComparison.Ordinal);
        var word = at < 0 ? "" : text[(at + Status.Length)..];
        var end = word.AsSpan().IndexOfAnyExceptInRange('A', 'Z');
        return end > 0 ? word[..end] : null;
    }

    /// <summary><c>…amplify/home?region=eu-west-1#app/branch/job</c>; a branch may contain slashes.</summary>
    private static bool TryLink(string text, out (string App, string Branch, string Job) link)
    {
        link = default;
        var start = text.IndexOf("/amplify/home", StringComparison.Ordinal);
        var hash = start < 0 ? -1 : text.IndexOf('#', start);
        if (hash < 0)
            return false;
        var end = text.AsSpan(hash).IndexOfAny(' ', '\r', '\n');
        var path = (end < 0 ? text[(hash + 1)..] : text[(hash + 1)..(hash + end)]).Trim('/');
        var (first, last) = (path.IndexOf('/'), path.LastIndexOf('/'));
        if (first <= 0 || last <= first + 1)
            return false;
        link = (path[..first], path[(first + 1)..last], path[(last + 1)..]);
        return true;
    }
}
