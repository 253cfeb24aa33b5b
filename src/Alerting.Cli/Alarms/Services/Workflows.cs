using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html</remarks>
internal static class Workflows
{
    public static Service StateMachine { get; } = new("Step Functions", "AWS/States")
    {
        Types = ["AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine"],
        // A version or an alias has a further part.
        FromArn = arn => arn.After("states", "stateMachine:") is { } name
            && !name.Contains(':', StringComparison.Ordinal) ? arn.Text : null,
        NameOf = arn => arn.Split(':')[^1],
        Dimensions = Service.By("StateMachineArn"),
        Recipes =
        [
            new("failed executions", Kpi.Errors, "error")
            {
                Metrics = [Sum("failed", "ExecutionsFailed"), Sum("late", "ExecutionsTimedOut")],
                Expression = "FILL(failed, 0) + FILL(late, 0)",
                Fires = Above(0, "0: a failed execution has used up its own retries."),
                Within = Window.FiveMinutes,
                Missing = MissingData.Good("Nothing ran, so nothing failed."),
                Description = "An execution of {name} failed or timed out. Open it to see which state, mend the " +
                    "cause, " +
                    "and redrive it from there.",
            },
        ],
    };
}
