using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html</remarks>
internal static class Functions
{
    private static readonly MissingData NoInvocation = MissingData.Good("Data is missing where nothing was invoked.");

    public static Service Lambda { get; } = new("Lambda", "AWS/Lambda")
    {
        Types = ["AWS::Lambda::Function", "AWS::Serverless::Function"],
        // A version or an alias behind the name is the same function.
        FromArn = arn => arn.After("lambda", "function:")?.Split(':')[0],
        FromProperties = Service.Named("FunctionName"),
        Dimensions = Service.By("FunctionName"),
        Recipes =
        [
            new("errors", Kpi.Errors, "error")
            {
                Metrics = [Sum("failed", "Errors"), Sum("invocations", "Invocations")],
                Expression = "100 * failed / invocations",
                Fires = Above(5, "5 %: a rate, so that it means the same by day and by night."),
                Within = Window.Minutes(3, of: 5),
                Missing = NoInvocation,
                Description = "More than 5 % of the invocations of {name} fail. Read the log group " +
                    "/aws/lambda/{name} for the first error, and undo the deployment before it.",
            },
            new("lost events", Kpi.Errors, "error")
            {
                Metrics = [Sum("dropped", "AsyncEventsDropped"), Sum("dead", "DeadLetterErrors"),
                    Sum("destination", "DestinationDeliveryFailures")],
                Expression = "FILL(dropped, 0) + FILL(dead, 0) + FILL(destination, 0)",
                Fires = Above(0, "0: Lambda has given up on the event. A job that runs once a day fails like this."),
                Within = Window.FiveMinutes,
                Missing = NoInvocation,
                Description = "{name} lost an asynchronous event: all retries failed, or its dead-letter queue or " +
                    "destination refused it. Find the error in its log, and send the event again.",
            },
            new("throttles", Kpi.Utilisation, "error")
            {
                Metrics = [Sum("throttled", "Throttles")],
                Fires = Above(0, "0: each one is a caller who was refused, or an event that waits."),
                Within = Window.Minutes(3, of: 5),
                Missing = NoInvocation,
                Description = "{name} is throttled: its reserved concurrency, or the account's, is used up. " +
                    "Raise the " +
                    "limit, or find what calls it so often.",
            },
            new("concurrency", Kpi.Utilisation, "warning")
            {
                Metrics = [Maximum("copies", "ConcurrentExecutions")],
                Fires = Above(resource => resource.Number("ReservedConcurrentExecutions") * 0.8,
                    "80 % of the function's reserved concurrency: at 100 % it is throttled."),
                Within = Window.FifteenMinutes,
                Missing = NoInvocation,
                Description = "{name} uses more than 80 % of its reserved concurrency. Raise it before it is " +
                    "throttled.",
            },
            new("slow", Kpi.Throughput, "warning")
            {
                Metrics = [P99("duration", "Duration")],
                Fires = Above(resource => resource.Number("Timeout", byDefault: 3) * 800,
                    "80 % of the function's timeout in milliseconds: at 100 % the invocation is killed."),
                Within = Window.FifteenMinutes,
                Missing = NoInvocation,
                Description = "One invocation in a hundred of {name} takes more than 80 % of its timeout. Find " +
                    "what it " +
                    "waits for, or raise the timeout.",
            },
        ],
    };

    /// <summary>The account's limit, which all functions of a region share.</summary>
    public static Service Account { get; } = new("Lambda", "AWS/Lambda")
    {
        Types = [],
        FromArn = _ => null,
        Dimensions = _ => [],
        Recipes =
        [
            new("concurrency of all functions", Kpi.Utilisation, "error")
            {
                Metrics = [Maximum("claimed", "ClaimedAccountConcurrency")],
                Fires = Above(800, "80 % of 1,000, the usual quota of an account in a region. Write yours."),
                Within = Window.Minutes(5, of: 5),
                Missing = NoInvocation,
                Description = "The functions of this region use more than 80 % of the account's concurrency. At " +
                    "100 % " +
                    "all of them are throttled: find the busiest in the dashboard, or ask AWS for a higher quota.",
            },
        ],
    };
}
