using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
/// </remarks>
internal static class Apis
{
    private static readonly MissingData NoRequest = MissingData.Good("Data is missing where nobody sent a request.");

    /// <summary>Its metrics have its name, which its ARN and its physical id do not.</summary>
    public static Service Rest { get; } = new("API", "AWS/ApiGateway")
    {
        Types = ["AWS::ApiGateway::RestApi", "AWS::Serverless::Api"],
        FromArn = arn => arn.After("apigateway", "/restapis/")?.Split('/')[0],
        FromProperties = Service.Named("Name"),
        AsksFor = id => new TemplateParameter("ApiName" + string.Concat(id.Where(char.IsAsciiLetterOrDigit)),
            $"Name of the REST API {id}, as `aws apigateway get-rest-apis` shows it. Its metrics do not have the id."),
        Dimensions = Service.By("ApiName"),
        Recipes = RequestAlarms("5XXError"),
    };

    public static Service Http { get; } = new("HTTP API", "AWS/ApiGateway")
    {
        Types = ["AWS::ApiGatewayV2::Api", "AWS::Serverless::HttpApi"],
        FromArn = arn => arn.After("apigateway", "/apis/")?.Split('/')[0],
        Dimensions = Service.By("ApiId"),
        Recipes = RequestAlarms("5xx"),
    };

    private static AlarmRecipe[] RequestAlarms(string errors) =>
    [
        new("errors", Kpi.Errors, "error")
        {
            Metrics = [Sum("failed", errors), Sum("requests", "Count")],
            Expression = "IF(failed >= 3, 100 * failed / requests, 0)",
            Fires = Above(5, "5 % of the requests, and at least three of them: one failed request wakes nobody."),
            Within = Window.FiveMinutes,
            Missing = NoRequest,
            Description = "More than 5 % of the requests to {name} fail with 5xx. Look at the integration's " +
                "errors, and " +
                "undo the last deployment.",
        },
        new("outage", Kpi.Errors, "critical")
        {
            Metrics = [Sum("failed", errors), Sum("requests", "Count")],
            Expression = "IF(failed >= 3, 100 * failed / requests, 0)",
            Fires = Above(50, "50 %: most people cannot use it."),
            Within = Window.FiveMinutes,
            Missing = NoRequest,
            Description = "Most requests to {name} fail with 5xx. Look whether what is behind it runs, and undo " +
                "the last " +
                "deployment.",
        },
        new("slow", Kpi.Throughput, "warning")
        {
            Metrics = [P99("milliseconds", "Latency")],
            Fires = Above(3000, "3 s: beyond it people give up, and the gateway gives up at 30 s. Write what " +
                "yours accept."),
            Within = Window.FifteenMinutes,
            Missing = NoRequest,
            Description = "One request in a hundred to {name} takes longer than 3 s. Compare Latency with " +
                "IntegrationLatency: most of it is what is behind the API.",
        },
    ];
}
