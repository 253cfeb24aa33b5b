using System.Text.Json;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Aws.Tests.Commands;

/// <summary><c>alerting silence</c> with running functions that cache silences.</summary>
public sealed class SilenceTests(MotoServer moto)
{
    [Fact]
    public async Task The_tick_after_a_silence_is_expired_notifies_about_its_alerts()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        var added = await CliAsync(stack, "add", "name =~ \"disk.*\"", "--for", "2h", "--json");
        string[] names =
        [
            "silences", "silences[].author", "silences[].comment", "silences[].endsAt", "silences[].id",
            "silences[].matchers",
            "silences[].startsAt", "silences[].state",
        ];
        names.Except(JsonPaths.Of(added.Output)).ShouldBeEmpty("other programs read these fields");
        added.ExitCode.ShouldBe(0, added.Error);
        var id = JsonDocument.Parse(added.Output).RootElement.GetProperty("silences")[0].GetProperty("id").GetString()!;
        await stack.PublishAsync(DeployedStack.Alarm("disk-1"));
        await stack.RunAsync();
        stack.Chat.Requests.ShouldBeEmpty(stack.Logs);

        // The group gets another alert while its function still has the expired silence in the cache.
        var expiring = CliAsync(stack, "expire", id);
        await WaitUntilExpiredAsync(stack, id);
        await stack.PublishAsync(DeployedStack.Alarm("disk-2"));
        await stack.RunAsync();
        var expired = await expiring;
        expired.ExitCode.ShouldBe(0, expired.Error);

        (await stack.TickUntilAsync(() => stack.Chat.Requests.Count > 0)).ShouldBe("""{"woken":1}""", stack.Logs);
        string.Concat(stack.Chat.Requests.Select(post => post.Body)).ShouldContain("disk-1");
    }

    [Theory]
    [InlineData("silence", "list", "--table", "away")]
    [InlineData("dead", "list", "--queue", "http://localhost/1/away")]
    public async Task An_unresponsive_service_becomes_one_sentence_after_one_retry(params string[] arguments)
    {
        var never = new TaskCompletionSource<HttpReply>();
        await using var silent = new RecordingHttpServer { Responder = _ => never.Task };
        var environment = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = silent.Uri.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
            ["AWS_REGION"] = "eu-west-1",
        };

        var result = await CliProcess.RunAsync(environment, arguments);
        never.SetResult(HttpReply.Ok);

        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("alerting: ");
        // The client sometimes sends one attempt over two connections: with the same number and signature, but another
        // time.
        silent.Requests.Select(asked => asked.Headers["amz-sdk-request"]).Distinct()
            .ShouldBe(["attempt=1; max=2", "attempt=2; max=2"], "it retried once");
    }

    private static async Task WaitUntilExpiredAsync(DeployedStack stack, string id)
    {
        while ((await new State.DynamoSilences(new State.AlertingTable(stack.Resources.Dynamo, stack.Table)).FindAsync(
            id, Cancellation))!.EndsAt > TimeProvider.System.GetUtcNow())
        {
            await Task.Delay(50, Cancellation);
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<CliResult> CliAsync(DeployedStack stack, params string[] arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(stack.Environment), ["silence", .. arguments]);
}
