using System.Diagnostics;
using System.Text.Json;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.TestServers;

namespace Alerting.Aws.Tests.Commands;

/// <summary><c>alerting silence</c> in a deployment whose functions run and remember.</summary>
public sealed class SilenceTests(MotoServer moto)
{
    [Fact]
    public async Task What_a_silence_kept_back_is_told_with_the_tick_after_it_was_ended_early()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        var added = await CliAsync(stack, "add", "name =~ \"disk.*\"", "--for", "2h", "--json");
        string[] names =
        [
            "silences", "silences[].author", "silences[].comment", "silences[].endsAt", "silences[].id", "silences[].matchers",
            "silences[].startsAt", "silences[].state",
        ];
        names.Except(JsonPaths.Of(added.Output)).ShouldBeEmpty("other programs read them");
        added.ExitCode.ShouldBe(0, added.Error);
        var id = JsonDocument.Parse(added.Output).RootElement.GetProperty("silences")[0].GetProperty("id").GetString()!;
        await stack.PublishAsync(DeployedStack.Alarm("disk-1"));
        await stack.RunAsync();
        stack.Chat.Requests.ShouldBeEmpty(stack.Logs);

        // The group function has just read the silences, and something happens to the group while it remembers them.
        var expiring = CliAsync(stack, "expire", id);
        await UntilEndedAsync(stack, id);
        await stack.PublishAsync(DeployedStack.Alarm("disk-2"));
        await stack.RunAsync();
        var expired = await expiring;
        expired.ExitCode.ShouldBe(0, expired.Error);

        (await stack.TickAsync()).ShouldBe("""{"woken":1}""", stack.Logs);
        await stack.RunAsync();
        stack.Chat.Requests.ShouldNotBeEmpty(stack.Logs);
        string.Concat(stack.Chat.Requests.Select(post => post.Body)).ShouldContain("disk-1");
    }

    [Theory]
    [InlineData("silence", "list", "--table", "away")]
    [InlineData("dead", "list", "--queue", "http://localhost/1/away")]
    public async Task A_service_that_does_not_answer_is_a_sentence_while_one_still_waits_for_it(params string[] arguments)
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

        var began = Stopwatch.StartNew();
        var result = await CliProcess.RunAsync(environment, arguments);
        never.SetResult(HttpReply.Ok);

        began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("alerting: ");
        // The client sends one try over two connections now and then: the same number, the same signature, a time of its own.
        silent.Requests.Select(asked => asked.Headers["amz-sdk-request"]).Distinct().ShouldBe(["attempt=1; max=2", "attempt=2; max=2"], "it was asked once more");
    }

    private static async Task UntilEndedAsync(DeployedStack stack, string id)
    {
        while ((await new State.DynamoSilences(new State.AlertingTable(stack.Resources.Dynamo, stack.Table)).FindAsync(id, Cancellation))!.EndsAt > TimeProvider.System.GetUtcNow())
            await Task.Delay(50, Cancellation);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<CliResult> CliAsync(DeployedStack stack, params string[] arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(stack.Environment), ["silence", .. arguments]);
}
