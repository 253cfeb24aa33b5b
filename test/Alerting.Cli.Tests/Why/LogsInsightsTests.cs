using System.Text.Json.Nodes;
using Alerting.Cli.Deployments;
using Alerting.Cli.Why;
using Alerting.TestKit;
using Amazon.Runtime;

namespace Alerting.Cli.Tests.Why;

/// <summary>Logs Insights as it is on a good and on a bad day, over HTTP.</summary>
public sealed class LogsInsightsTests : IAsyncDisposable
{
    private static readonly InsightsPace Quick = new(
        TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4), TimeSpan.FromMinutes(1), 4);

    private static readonly DateTimeOffset Now = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    private readonly InsightsServer _logs = new()
    {
        Lines = [new JsonObject { ["timestamp"] = "2026-11-14 02:59:00.000", ["alert"] = "orders", ["code"] = "NoRoute" }],
    };

    public ValueTask DisposeAsync() => _logs.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_query_is_asked_for_until_it_is_complete(int runningFor)
    {
        _logs.RunningFor = runningFor;

        var answer = await RunAsync();

        answer.Rows.ShouldHaveSingleItem()["alert"].ShouldBe("orders");
        answer.BytesScanned.ShouldBe(3_200_000);
        _logs.Actions.Count(action => action == "GetQueryResults").ShouldBe(runningFor + 1);
        var body = JsonNode.Parse(_logs.Requests[0].Body)!;
        (body["logGroupName"]!.GetValue<string>(), body["startTime"]!.GetValue<long>()).ShouldBe(
            ("/logs", Now.AddHours(-24).ToUnixTimeSeconds()));
        _logs.Requests[0].Header("Authorization")!.ShouldContain("/eu-west-1/logs/aws4_request");
    }

    [Theory]
    [InlineData("ThrottlingException")]
    [InlineData("LimitExceededException")]
    public async Task A_throttled_call_is_repeated(string code)
    {
        _logs.Refusals.Enqueue(InsightsServer.Refusal(code));
        _logs.Refusals.Enqueue(InsightsServer.Refusal(code));

        (await RunAsync()).Rows.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_stays_throttled_is_given_up()
    {
        for (var i = 0; i < 10; i++)
            _logs.Refusals.Enqueue(InsightsServer.Refusal("ThrottlingException"));

        (await ShouldFailAsync()).ShouldBe(
            "Cannot read log group /logs: CloudWatch Logs answered ThrottlingException.");
        _logs.Actions.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("AccessDeniedException", "User: arn:aws:iam::1:user/ann is not authorized to perform: logs:StartQuery",
        "may not call logs:StartQuery.")]
    [InlineData("AccessDeniedException", "", "may not call logs:StartQuery.")]
    [InlineData("ResourceNotFoundException", "", "it does not exist in eu-west-1.")]
    [InlineData("ExpiredTokenException", "", "are not valid any more.")]
    public async Task A_refusal_names_what_is_missing(string code, string message, string sentence)
    {
        _logs.Refusals.Enqueue(InsightsServer.Refusal(code, message));

        (await ShouldFailAsync()).ShouldContain(sentence);
        _logs.Actions.ShouldBe(["StartQuery"]);
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Timeout")]
    public async Task A_query_that_ends_otherwise_is_named(string end)
    {
        _logs.End = end;

        (await ShouldFailAsync()).ShouldBe(
            $"The query of log group /logs ended as {end}. Try a shorter --since.");
    }

    [Fact]
    public async Task A_query_that_never_ends_is_stopped()
    {
        _logs.RunningFor = int.MaxValue;

        (await ShouldFailAsync(Quick with { Longest = TimeSpan.FromMilliseconds(30) })).ShouldContain("took longer than");
        _logs.Actions[^1].ShouldBe("StopQuery");
    }

    private async Task<string> ShouldFailAsync(InsightsPace? pace = null) =>
        (await Should.ThrowAsync<UserException>(() => RunAsync(pace))).Message;

    private async Task<InsightsAnswer> RunAsync(InsightsPace? pace = null)
    {
        using var calls = new SignedCalls("eu-west-1", new ImmutableCredentials("AKIDEXAMPLE", "example-secret", null),
            name => name == "AWS_ENDPOINT_URL_LOGS" ? _logs.Uri.ToString() : null);
        var question = new WhyQuestion("orders", Now.AddHours(-24), Now);
        return await new LogsInsights(calls, TimeProvider.System, pace ?? Quick).RunAsync("/logs",
            WhyLog.Query(question), question.Since, question.Until, TestContext.Current.CancellationToken);
    }
}
