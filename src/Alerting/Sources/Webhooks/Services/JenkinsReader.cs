using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>
/// Jenkins' Notification plugin. A build that begins carries the status of the one before it, so only the phase counts
/// then.
/// </summary>
/// <remarks>https://plugins.jenkins.io/notification/</remarks>
internal sealed class JenkinsReader : ISourceReader
{
    private static readonly StateTable States = new()
    {
        Firing = ["FAILURE", "UNSTABLE"],
        Resolved = ["SUCCESS"],
        Informational = ["ABORTED", "NOT_BUILT", "QUEUED", "STARTED", "COMPLETED", "FINALIZED"],
    };

    public string Source => "jenkins";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (!json.HasPaths("build.phase", "build.number") || json.At("display_name", "name") is not { } name)
            return null;
        var build = json.Node("build");
        var phase = build.At("phase")!;
        var state = States.Of(phase is "COMPLETED" or "FINALIZED" ? build.At("status") ?? phase : phase);
        var branch = BranchOf(build.At("scm.branch"));
        var job = NameOf(json.At("url")) ?? json.At("name") ?? name;
        return new ServiceAlert
        {
            Key = $"{HostOf(build.At("full_url"))}|{job}|{branch}",
            Title = TitleOf(job, state, job.EndsWith($"/{branch}", StringComparison.Ordinal) ? null : branch),
            Name = job,
            IsTitleComplete = true,
            State = state,
            Severity = state.Word == "UNSTABLE" ? new SeverityClaim(Severity.Warning, "status=UNSTABLE") : null,
            Summary = build.At("test_summary.failed") is { } failed && failed != "0" ? $"{failed} tests failed"
                : build.At("notes"),
            Service = job,
            At = build.TimeAt("timestamp"),
            // Completed and finalized say the same.
            EventId = $"{build.At("number")}/{build.At("queue_id")}",
            Labels = [("job", job), ("branch", branch)],
            Facts = NonEmpty.Facts(("Build", build.At("number")), ("Commit", build.At("scm.commit")),
                ("Culprits", string.Join(", ", build.ListAt("scm.culprits")))),
            Links = NonEmpty.Links(("Build", build.At("full_url"))),
        }.Signals(Source, message);
    }

    private static string TitleOf(string job, ServiceState state, string? branch) => state.Word != "UNSTABLE"
        ? RunTitle.Of(job, state, branch)
        : branch is null ? $"{job} is unstable" : $"{job} is unstable on {branch}";

    /// <summary><c>origin/main</c> is the branch main.</summary>
    private static string? BranchOf(string? branch)
    {
        foreach (var start in (ReadOnlySpan<string>)["refs/heads/", "refs/remotes/", "origin/"])
        {
            if (branch?.StartsWith(start, StringComparison.Ordinal) == true)
                branch = branch[start.Length..];
        }
        return branch;
    }

    /// <summary><c>job/shop/job/main/</c> is shop/main.</summary>
    private static string? NameOf(string? url)
    {
        var parts = url?.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part is not ("job" or "view"))
            .Select(Uri.UnescapeDataString);
        return parts is null || !parts.Any() || url!.Contains("://", StringComparison.Ordinal)
            ? null
            : string.Join('/', parts);
    }

    private static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : null;
}
