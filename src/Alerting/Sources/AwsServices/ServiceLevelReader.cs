using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Service level objectives of CloudWatch Application Signals.</summary>
/// <remarks>
/// From memory: AWS documents alarms on objectives, which are CloudWatch alarms, but no event of its own. The fields are
/// those of https://docs.aws.amazon.com/applicationsignals/latest/APIReference/API_ServiceLevelObjectiveBudgetReport.html.
/// </remarks>
internal sealed class ServiceLevelReader : ISourceReader
{
    public string Source => "application-signals";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.application-signals", "aws.applicationsignals") is not { } awsEvent)
            return null;
        var detail = awsEvent.Detail;
        if (detail.Text("sloName", "name", "sloArn", "arn") is not { } found)
            return null;
        var name = Wording.LastPart(found);
        var state = detail.Text("budgetStatus", "status", "state");
        var attainment = detail.Text("attainment", "attainmentPercentage");
        var goal = detail.Child("goal").Text("attainmentGoal") ?? detail.Text("attainmentGoal", "goal");
        var title = $"SLO {name} {ServiceStates.Verb(state)}";
        return [awsEvent.Signal(Source, name,
            attainment is null || goal is null ? title : $"{title}: attainment {attainment}% (goal {goal}%)",
            detail.Text("sloArn", "arn") ?? awsEvent.Resource ?? $"slo/{name}", Classify(state)) with
        {
            Facts = NonEmpty.Facts(("Attainment", attainment), ("Goal", goal),
                ("Service", detail.Child("keyAttributes").Text("Name"))),
            Links = NonEmpty.Links(("SLO", awsEvent.Console("cloudwatch",
                $"#application-signals:slo/{ConsoleLinks.Fragment(name)}"))),
        }];
    }

    private static EventOutcome Classify(string? state) => state?.ToUpperInvariant() switch
    {
        "WARNING" or "AT_RISK" => EventOutcome.Warning(state, "objectives at risk"),
        _ => ServiceStates.Classify(state, "objectives that are not met", "the objective is met"),
    };
}
