using System.Text.Json.Nodes;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Aws.Tests;

/// <summary>What stands between an alarm and the post to a channel, and what an alarm costs: docs/performance.md.</summary>
public sealed class PagePathTests(MotoServer moto)
{
    private const string ByName = "routes: [{ to: chat, group_by: [name] }]";

    /// <summary>One more call in a row, or one more queue, makes every page later.</summary>
    [Fact]
    public async Task A_page_waits_for_five_calls_and_two_queues()
    {
        string[] expected =
        [
            "SendMessageBatch", // alarm: to the group
            "GetItem+Query", // group: its state; at the same time where the alert fires
            "PutItem", // group: its state with the outbox
            "SendMessageBatch", // group: to the pages; at the same time the index of groups and the timeline
            "PutItem", // deliver: the claim
        ];
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, ByName, hasPagesQueue: true);
        // The first alarm reads the silences and the channel's secret, which are then cached.
        await stack.PublishAsync(DeployedStack.Alarm("first"));
        await stack.RunAsync();

        var before = new List<string>();
        for (var attempt = 1; attempt == 1 || (attempt <= 4 && before.Count > expected.Length); attempt++)
        {
            var rounds = new CallRounds();
            stack.Proxy.Before = rounds.JoinAsync;
            stack.Chat.Responder = _ =>
            {
                before = [.. rounds.All.Select(round => round.Contains("SendMessageBatch") ? "SendMessageBatch"
                    : string.Join('+', round.Distinct().Order()))];
                return Task.FromResult(HttpReply.Ok);
            };
            await stack.PublishAsync(DeployedStack.Alarm($"page {attempt}"));
            await stack.InvokePendingAsync("intake");
            await stack.InvokePendingAsync("group");
            await stack.InvokePendingAsync("deliver");
            stack.Proxy.Before = _ => Task.CompletedTask;
        }

        before.ShouldBe(expected);
    }

    /// <summary>Write request units and bytes of log, which are most of what an alarm costs.</summary>
    [Fact]
    public async Task An_alarm_to_three_channels_costs_few_write_units_and_little_log()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri,
            "routes: [{ to: [chat, room, den], group_by: [name] }]", hasPagesQueue: true, receivers: """
              room: { slack: "${ssm:/room}" }
              den: { slack: "${ssm:/den}" }
            """);
        stack.LogAsJson();
        foreach (var name in (string[])["room", "den"])
            await stack.PutParameterAsync("/" + name, $"{stack.Chat.Uri}services/T0/{name}/secret-path");
        stack.Proxy.IsPermittedBesides = resource => resource is "/room" or "/den";
        await stack.PublishAsync(DeployedStack.Alarm("first"));
        await stack.RunAsync();
        var (meter, logged) = (new WriteMeter(), stack.Logs.Length);
        stack.Proxy.InterceptRequest = meter.Note;

        await stack.PublishAsync(DeployedStack.Alarm("orders-api errors"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(6, stack.Logs);
        var bytes = stack.Logs.Length - logged;
        TestContext.Current.AddAttachment("cost of an alarm", $"{meter}\n{bytes} bytes of log\n{stack.Logs}");
        // One of them is the index of past incidents.
        meter.Units.ShouldBeLessThanOrEqualTo(13, meter.ToString());
        bytes.ShouldBeLessThanOrEqualTo(4000, stack.Logs);
    }

    /// <summary>Counts as DynamoDB does, the index of wake-ups included.</summary>
    private sealed class WriteMeter
    {
        private readonly List<string> _writes = [];
        private readonly HashSet<string> _indexed = [];

        public long Units { get; private set; }

        public HttpReply? Note(string action, RecordedRequest request)
        {
            if (action != "PutItem")
                return null;
            var item = JsonNode.Parse(request.Body)!["Item"]!;
            var key = item["pk"]!["S"]!.GetValue<string>();
            // A new key of the index: the old one is deleted, too.
            var index = item["dueShard"] is null ? 0 : _indexed.Add(key) ? 1 : 2;
            lock (_writes)
            {
                Units += ItemSize.WriteUnits(item) + index;
                _writes.Add($"{ItemSize.WriteUnits(item)} + {index}: {key.Split('#')[0]}, {ItemSize.Bytes(item)} bytes");
            }
            return null;
        }

        public override string ToString() => $"{Units} WRU\n{string.Join('\n', _writes)}";
    }
}
