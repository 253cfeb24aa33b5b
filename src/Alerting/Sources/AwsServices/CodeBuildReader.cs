using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CodeBuild builds and their phases.</summary>
/// <remarks>https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html</remarks>
internal sealed class CodeBuildReader : ISourceReader
{
    public string Source => "codebuild";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.codebuild") is not { } told
            || told.Detail.Text("project-name") is not { } project)
            return null;
        if (told.Detail.Text("completed-phase") is { } phase)
            return [Phase(told, project, phase)];
        var state = told.Detail.Text("build-status");
        return [Build(told, project, $"CodeBuild {project} {Verb(state)}", Identity(told, project), Judge(state))];
    }

    private Signal Phase(AwsEvent told, string project, string phase)
    {
        var state = told.Detail.Text("completed-phase-status");
        var title = $"CodeBuild {project}: phase {phase} {Verb(state)}";
        var signal = Build(told, project, title, $"{Identity(told, project)}/{phase}", Judge(state));
        return signal with { Summary = told.Detail.Text("completed-phase-context") ?? signal.Summary };
    }

    private Signal Build(AwsEvent told, string project, string title, string identity, Meaning meaning)
    {
        var info = told.Detail.Child("additional-information");
        return told.Signal(Source, project, title, identity, meaning) with
        {
            Summary = FailedPhase(told),
            Facts = Shown.Facts(("Build", BuildId(told)), ("Started by", info.Text("initiator")),
                ("Source version", info.Text("source-version"))),
            Links = Shown.Links(("Build", BuildLink(told, project)), ("Logs", info.Child("logs").Text("deep-link"))),
        };
    }

    /// <summary>
    /// The phase that failed says why: <c>COMMAND_EXECUTION_ERROR: Error while executing command: …</c>
    /// </summary>
    private static string? FailedPhase(AwsEvent told)
    {
        foreach (var phase in told.Detail.Child("additional-information").Items("phases"))
        {
            if (phase.Text("phase-status") is "FAILED" or "FAULT" or "TIMED_OUT" or "CLIENT_ERROR")
                return $"{phase.Text("phase-type")} {string.Join(' ', phase.Texts("phase-context"))}".TrimEnd();
        }
        return null;
    }

    private static string Identity(AwsEvent told, string project) =>
        Arn.TryParse(told.Detail.Text("build-id") ?? told.Resource, out var arn) && arn.Account is not null
            ? $"arn:{arn.Partition}:codebuild:{arn.Region}:{arn.Account}:project/{project}"
            : project;

    private static string? BuildId(AwsEvent told) =>
        told.Detail.Text("build-id") is { } id ? Wording.LastPart(id) : null;

    private static string? BuildLink(AwsEvent told, string project)
    {
        if (told.Account is null || BuildId(told) is not { } id)
            return null;
        var (account, build) = (Uri.EscapeDataString(told.Account), Uri.EscapeDataString($"{project}:{id}"));
        return told.CodeSuite($"codebuild/{account}/projects/{Uri.EscapeDataString(project)}/build/{build}");
    }

    private static string Verb(string? state) => state switch
    {
        null => "changed",
        "IN_PROGRESS" => "started",
        "STOPPED" => "was stopped",
        "FAULT" => "failed by a fault of the service",
        "TIMED_OUT" => "timed out",
        _ => Wording.Words(state),
    };

    private static Meaning Judge(string? state) => state switch
    {
        "FAILED" or "FAULT" or "TIMED_OUT" or "CLIENT_ERROR" => Meaning.Failure(state, "failed builds"),
        "SUCCEEDED" => Meaning.Recovery(state, "the build succeeded"),
        "IN_PROGRESS" or "STOPPED" => Meaning.News(state, "a build's normal course"),
        _ => Meaning.Unknown(state),
    };
}
