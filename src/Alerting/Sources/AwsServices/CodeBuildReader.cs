using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>CodeBuild builds and their phases.</summary>
/// <remarks>https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html</remarks>
internal sealed class CodeBuildReader : ISourceReader
{
    public string Source => "codebuild";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.codebuild") is not { } awsEvent
            || awsEvent.Detail.Text("project-name") is not { } project)
        {
            return null;
        }
        if (awsEvent.Detail.Text("completed-phase") is { } phase)
            return [Phase(awsEvent, project, phase)];
        var state = awsEvent.Detail.Text("build-status");
        return [Build(awsEvent, project, $"CodeBuild {project} {Verb(state)}", Identity(awsEvent, project),
            Classify(state))];
    }

    private Signal Phase(AwsEvent awsEvent, string project, string phase)
    {
        var state = awsEvent.Detail.Text("completed-phase-status");
        var title = $"CodeBuild {project}: phase {phase} {Verb(state)}";
        var signal = Build(awsEvent, project, title, $"{Identity(awsEvent, project)}/{phase}", Classify(state));
        var context = Context(awsEvent.Detail.Text("completed-phase-context"));
        return signal with { Summary = context ?? signal.Summary };
    }

    /// <summary>A list as text: <c>[COMMAND_EXECUTION_ERROR: …]</c>, <c>[: ]</c> or <c>[]</c>.</summary>
    private static string? Context(string? list) =>
        list?.Trim('[', ']', ' ', ':') is { Length: > 0 } text ? text : null;

    private Signal Build(AwsEvent awsEvent, string project, string title, string identity, EventOutcome outcome)
    {
        var info = awsEvent.Detail.Child("additional-information");
        return awsEvent.Signal(Source, project, title, identity, outcome) with
        {
            Summary = FailedPhase(awsEvent),
            Facts = NonEmpty.Facts(("Build", BuildId(awsEvent)), ("Started by", info.Text("initiator")),
                ("Source version", info.Text("source-version"))),
            Links = NonEmpty.Links(("Build", BuildLink(awsEvent, project)),
                ("Logs", info.Child("logs").Text("deep-link"))),
        };
    }

    /// <summary>
    /// The failed phase has the reason: <c>COMMAND_EXECUTION_ERROR: Error while executing command: …</c>
    /// </summary>
    private static string? FailedPhase(AwsEvent awsEvent)
    {
        foreach (var phase in awsEvent.Detail.Child("additional-information").Items("phases"))
        {
            if (phase.Text("phase-status") is "FAILED" or "FAULT" or "TIMED_OUT" or "CLIENT_ERROR")
            {
                var context = phase.Texts("phase-context").Select(Context).OfType<string>();
                return $"{phase.Text("phase-type")} {string.Join(' ', context)}".TrimEnd();
            }
        }
        return null;
    }

    private static string Identity(AwsEvent awsEvent, string project) =>
        Arn.TryParse(awsEvent.Detail.Text("build-id") ?? awsEvent.Resource, out var arn) && arn.Account is not null
            ? $"arn:{arn.Partition}:codebuild:{arn.Region}:{arn.Account}:project/{project}"
            : project;

    private static string? BuildId(AwsEvent awsEvent) =>
        awsEvent.Detail.Text("build-id") is { } id ? Wording.LastPart(id) : null;

    private static string? BuildLink(AwsEvent awsEvent, string project)
    {
        if (awsEvent.Account is null || BuildId(awsEvent) is not { } id)
            return null;
        var (account, build) = (Uri.EscapeDataString(awsEvent.Account), Uri.EscapeDataString($"{project}:{id}"));
        return awsEvent.CodeSuite($"codebuild/{account}/projects/{Uri.EscapeDataString(project)}/build/{build}");
    }

    private static string Verb(string? state) => state switch
    {
        null => "changed",
        "IN_PROGRESS" => "started",
        "STOPPED" => "was stopped",
        "FAULT" => "failed because of a CodeBuild fault",
        "TIMED_OUT" => "timed out",
        _ => Wording.Words(state),
    };

    private static EventOutcome Classify(string? state) => state switch
    {
        "FAILED" or "FAULT" or "TIMED_OUT" or "CLIENT_ERROR" => EventOutcome.Failure(state, "failed builds"),
        "SUCCEEDED" => EventOutcome.Recovery(state, "the build succeeded"),
        "IN_PROGRESS" or "STOPPED" => EventOutcome.Informational(state, "routine build event"),
        _ => EventOutcome.Unknown(state),
    };
}
