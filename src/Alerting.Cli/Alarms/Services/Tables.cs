using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html</remarks>
internal static class Tables
{
    private static readonly MissingData NoRequest = MissingData.Good("Data is missing where nobody sent a request.");

    public static Service DynamoDb { get; } = new("DynamoDB", "AWS/DynamoDB")
    {
        Types = ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable"],
        // An index or a stream has further parts.
        FromArn = arn => arn.After("dynamodb", "table/") is { } name && !name.Contains('/', StringComparison.Ordinal)
            ? name : null,
        FromProperties = Service.Named("TableName"),
        Dimensions = Service.By("TableName"),
        Recipes =
        [
            new("throttles", Kpi.Utilisation, "warning")
            {
                Metrics = [Sum("reads", "ReadThrottleEvents"), Sum("writes", "WriteThrottleEvents")],
                Expression = "FILL(reads, 0) + FILL(writes, 0)",
                Fires = Above(0, "0: the SDK repeats a throttled request a few times, so that people notice " +
                    "only later."),
                Within = Window.Minutes(5, of: 5),
                Missing = NoRequest,
                Description = "Requests to {name} are throttled. Look for a hot key, raise its capacity, or use " +
                    "on-demand.",
            },
            new("system errors", Kpi.Errors, "error")
            {
                // The metric exists only by operation.
                Query = "SELECT SUM(SystemErrors) FROM SCHEMA(\"AWS/DynamoDB\", Operation, TableName) " +
                    "WHERE TableName = '{TableName}'",
                Fires = Above(0, "0 in three of five minutes: single ones happen, and the SDK repeats them."),
                Within = Window.Minutes(3, of: 5),
                Missing = NoRequest,
                Description = "DynamoDB answers requests to {name} with errors of its own. Look at AWS's Health " +
                    "Dashboard.",
            },
        ],
    };
}
