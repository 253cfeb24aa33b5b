using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.OnCall;

namespace Alerting.Aws.Tests;

/// <summary>A schedule of a deployed stack is handed over while an incident is open.</summary>
public sealed class HandoverTests(MotoServer moto)
{
    private const string Config = """
        people:
          ann: { name: Ann, webhook: "http://localhost:1/ann" }
          bob: { name: Bob, webhook: "http://localhost:1/bob" }
        schedules: { primary: { layers: { rotation: [ann] } } }
        routes: [{ to: [oncall, chat], repeat: never }]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tick_notifies_both_once_although_it_dies_half_way()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config, "  oncall: { on_call: primary }\n");
        await stack.ConfigureAsync(
            yaml => yaml.Replace("http://localhost:1/", $"{stack.Chat.Uri}", StringComparison.Ordinal));
        var table = new AlertingTable(stack.Resources.Dynamo, stack.Table);
        var seen = new DynamoOnCallSeen(table);
        await stack.PublishAsync(DeployedStack.Alarm("orders"));
        await stack.RunAsync();
        await stack.TickAsync();
        (await SeenAsync(seen)).Seen.OnCall.ShouldBe(["ann"]);

        var now = TimeProvider.System.GetUtcNow();
        await new DynamoOnCall(table).PutAsync(new ScheduleOverride(
            "o1", "primary", "bob", now.AddMinutes(-1), now.AddHours(1)) { CreatedAt = now }, Cancellation);
        // It dies after it has stored the handover and before it queues a notice.
        stack.Proxy.Intercept = action => action.StartsWith("SendMessage", StringComparison.Ordinal)
            ? Fakes.HttpReply.Text(500, "{}", "application/x-amz-json-1.0") : null;
        await stack.TickAsync();
        var handover = (await SeenAsync(seen)).Seen.Handover.ShouldNotBeNull(stack.Logs);
        stack.Proxy.Intercept = _ => null;
        await stack.TickUntilAsync(() => NoticesOf(stack).Length > 0);

        string.Join(" ", NoticesOf(stack).Select(post => post.Path).Order()).ShouldBe("/ann /bob", stack.Logs);
        NoticesOf(stack).Single(post => post.Path == "/bob").Body
            .ShouldContain("You are on call in primary now. 1 incident is open.");
        NoticesOf(stack).Single(post => post.Path == "/ann").Body
            .ShouldContain("You are no longer on call in primary: Bob is.");
        (await SeenAsync(seen)).Seen.Handover.ShouldBeNull();

        // It dies after it has queued them: they come again, and are not sent again.
        await seen.TrySaveAsync((await SeenAsync(seen)).Seen with { Handover = handover }, await SeenAsync(seen),
            Cancellation);
        await stack.TickAsync();
        await stack.RunAsync();

        NoticesOf(stack).Length.ShouldBe(2, stack.Logs);
        (await SeenAsync(seen)).Seen.Handover.ShouldBeNull();

        // It is in the timeline, once, and Bob reads how it goes on although no page went to him.
        var shown = await CliAsync(stack, "show", "orders");
        shown.Output.Split("primary handed over from Ann to Bob.").Length.ShouldBe(2, shown.Output + shown.Error);
        var answer = CliAsync(stack, "ack", "orders", "--by", "ann", "--groups", stack.GroupsQueue);
        await stack.RunAsync(until: () => answer.IsCompleted);
        await stack.RunAsync(until: () => stack.Chat.Requests.Any(post =>
            post.Path == "/bob" && post.Body.Contains("Acknowledged by Ann", StringComparison.Ordinal)));
        (await answer).ExitCode.ShouldBe(0, (await answer).Error);
    }

    private static Fakes.RecordedRequest[] NoticesOf(DeployedStack stack) =>
        [.. stack.Chat.Requests.Where(post => post.Body.Contains("on call in primary", StringComparison.Ordinal))];

    private static Task<CliResult> CliAsync(DeployedStack stack, params string[] arguments) =>
        CliProcess.RunAsync(new Dictionary<string, string>(stack.Environment),
            ["incidents", .. arguments, "--table", stack.Table]);

    private static async Task<StoredOnCallSeen> SeenAsync(DynamoOnCallSeen seen) =>
        (await seen.ListAsync(Cancellation)).Seen["primary"];
}
