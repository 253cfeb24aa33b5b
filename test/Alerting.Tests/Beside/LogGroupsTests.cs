using Alerting.Beside;

namespace Alerting.Tests.Beside;

/// <summary>Which log group belongs to an alarm.</summary>
public sealed class LogGroupsTests
{
    [Theory]
    [InlineData("dim_FunctionName=orders", "/aws/lambda/*", "/aws/lambda/orders")]
    [InlineData("dim_FunctionName=orders", "/aws/lambda/orders", "/aws/lambda/orders")]
    [InlineData("dim_FunctionName=orders", "/aws/lambda/orders-api", null)]
    [InlineData("dim_FunctionName=orders", "/ecs/*", null)]
    [InlineData("dim_FunctionName=orders", "", null)]
    [InlineData("dim_LogGroupName=/shop/web", "*", "/shop/web")]
    [InlineData("dim_ServiceName=web dim_ClusterName=shop", "/ecs/*", "/ecs/web")]
    [InlineData("dim_ServiceName=web dim_ClusterName=shop", "/prod/other,/prod/shop/web", "/prod/shop/web")]
    [InlineData("dim_ApiId=a1b2 dim_Stage=prod", "API-Gateway-Execution-Logs_*", "API-Gateway-Execution-Logs_a1b2/prod")]
    [InlineData("dim_ApiName=shop", "/aws/apigateway/shop", "/aws/apigateway/shop")]
    [InlineData("dim_ProjectName=shop", "/aws/codebuild/*", "/aws/codebuild/shop")]
    [InlineData("dim_DBInstanceIdentifier=db", "/aws/rds/instance/db/error", "/aws/rds/instance/db/error")]
    [InlineData("dim_QueueName=orders", "/aws/lambda/*", null)]
    public void It_follows_from_the_dimensions_and_must_be_allowed(string labels, string allowed, string? group) =>
        LogGroups.Parse(allowed).Of(Some.Signal() with
        {
            Labels = labels.Split(' ').Select(label => label.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]),
        }).ShouldBe(group);

    [Theory]
    [InlineData("AWS/Lambda", false)]
    [InlineData("Shop", true)]
    public void Only_a_metric_that_is_not_of_AWS_can_be_of_a_filter(string space, bool isCustom) =>
        (LogGroups.CustomMetric(Some.Signal() with
        {
            Labels = new Dictionary<string, string> { ["namespace"] = space, ["metric"] = "Errors" },
        }) is not null).ShouldBe(isCustom);
}
