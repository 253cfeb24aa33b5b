using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>AWS Resilience Hub: drift from a resiliency policy, and assessments that failed.</summary>
/// <remarks>
/// From memory: https://docs.aws.amazon.com/resilience-hub/latest/APIReference/API_EventSubscription.html names the two
/// kinds, which it sends by SNS, but not their fields. The reader takes those of the API's assessments.
/// </remarks>
internal sealed class ResilienceHubReader : ISourceReader
{
    public string Source => "resilience-hub";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var awsEvent = AwsEvent.Of(message, "aws.resiliencehub");
        if (awsEvent is null && message.IsObject && AppIn(message.Json) is { } plain
            && plain.Contains(":resiliencehub:", StringComparison.Ordinal))
        {
            awsEvent = AwsEvent.Plain(message, plain);
        }
        return awsEvent is not null && (AppIn(awsEvent.Detail) ?? awsEvent.Resource) is { } app
            ? [Change(awsEvent, app)] : null;
    }

    private static string? AppIn(EventJson json) => json.Text("appArn", "assessmentArn");

    private Signal Change(AwsEvent awsEvent, string app)
    {
        var detail = awsEvent.Detail;
        var name = detail.Text("appName") ?? Wording.LastPart(app);
        var kind = detail.Text("eventType") ?? awsEvent.DetailType;
        var isAssessment = kind.Contains("Assessment", StringComparison.OrdinalIgnoreCase);
        var state = detail.Text("complianceStatus", "driftStatus", "assessmentStatus", "status");
        var outcome = Classify(kind, state, isAssessment);
        var reason = detail.Text("message", "description");
        var what = isAssessment ? $"Resilience assessment of {name}" : $"Resilience of {name}";
        var verb = outcome.Status == AlertStatus.Resolved ? "meets its policy again"
            : state is not null ? Wording.Words(state) : Wording.Words(kind);
        return awsEvent.Signal(Source, name, Wording.WithReason($"{what}: {verb}", reason),
            $"{detail.Text("appArn") ?? app}|{(isAssessment ? "assessment" : "policy")}", outcome) with
        {
            Summary = reason,
            Facts = NonEmpty.Facts(("Application", name), ("Assessment", detail.Text("assessmentName")),
                ("Score", detail.Text("resiliencyScore"))),
            Links = NonEmpty.Links(("Resilience Hub", awsEvent.Console("resiliencehub"))),
        };
    }

    private static EventOutcome Classify(string kind, string? state, bool isAssessment) =>
        state?.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
        {
            "POLICYBREACHED" or "DRIFTED" or "DETECTED" or "DRIFTDETECTED" =>
                EventOutcome.Warning(state, "applications that do not meet their resiliency policy"),
            "POLICYMET" or "NOTDRIFTED" or "NOTDETECTED" => EventOutcome.Recovery(state, "the policy is met"),
            null when kind.Contains("Drift", StringComparison.OrdinalIgnoreCase) =>
                EventOutcome.Warning(kind, "drift from a resiliency policy"),
            null when isAssessment && kind.Contains("Fail", StringComparison.OrdinalIgnoreCase) =>
                EventOutcome.Warning(kind, "failed assessments"),
            "FAILED" => EventOutcome.Warning(state, "failed assessments"),
            _ => ServiceStates.Classify(state, "failed assessments", "the assessment succeeded"),
        };
}
