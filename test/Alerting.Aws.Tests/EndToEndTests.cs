using System.Diagnostics;
using System.Text.RegularExpressions;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;

namespace Alerting.Aws.Tests;

/// <summary>
/// The whole pipeline on real protocols: SNS → alarm → FIFO queue → group → queue → deliver → chat, and the tick.
/// </summary>
public sealed class EndToEndTests(MotoServer moto)
{
    private const string SendBatch = "SendMessageBatch";

    [Fact]
    public async Task An_alarm_reaches_the_chat_firing_and_resolved()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(1, stack.Logs);
        stack.Chat.Requests[0].Body.ShouldContain("ERROR: disk");

        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldMatch("RESOLVED[^:]*: disk");
    }

    [Fact]
    public async Task An_alert_costs_few_calls()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        // The first alert reads the silences, which are then cached.
        await stack.PublishAsync(DeployedStack.Alarm("first"));
        await stack.RunAsync();
        stack.Proxy.Reset();

        await stack.PublishAsync(
            DeployedStack.Alarm("another").Replace("123456789012", "210987654321", StringComparison.Ordinal));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        var calls = stack.Proxy.Calls;
        var summary = string.Join(", ", calls.OrderBy(call => call.Key).Select(call => $"{call.Value} {call.Key}"));
        TestContext.Current.AddAttachment("calls per alert", summary);
        calls.GetValueOrDefault("GetItem").ShouldBeLessThanOrEqualTo(1, summary);
        // The groups in which the alert fires, and the silences if ten seconds have passed.
        calls.GetValueOrDefault("Query").ShouldBeLessThanOrEqualTo(2, summary);
        calls.GetValueOrDefault(SendBatch).ShouldBe(2, summary);
        // The state with its outbox, the group of the alert, one of the timeline, and for the delivery its claim, its
        // outcome and one of the timeline.
        calls.GetValueOrDefault("PutItem").ShouldBe(1 + 1 + 1 + 3, summary);
    }

    [Fact]
    public async Task A_storm_of_60_alarms_becomes_two_messages()
    {
        await using var stack =
            await DeployedStack.CreateAsync(moto.Uri, "routes: [{ to: chat, group_by: [account], interval: 5s }]");

        var started = Stopwatch.StartNew();
        await stack.PublishAsync(DeployedStack.Alarm("alarm-0"));
        // The first must be sent before the others are queued, or they would all be in the first message.
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);
        for (var i = 1; i < 60; i++)
            await stack.PublishAsync(DeployedStack.Alarm($"alarm-{i}"));
        await stack.RunAsync();
        var atOnce = stack.Chat.Requests.Count;
        await stack.TickUntilAsync(() => stack.Chat.Requests.Count > atOnce);

        // One at once, one at the end, and one in each interval that the storm lasts on this machine.
        var most = 2 + (int)(started.Elapsed / TimeSpan.FromSeconds(5));
        atOnce.ShouldBeInRange(1, most, stack.Logs);
        stack.Chat.Requests.Count.ShouldBeInRange(2, most, stack.Logs);
        stack.Chat.Requests[0].Body.ShouldContain("ERROR: alarm-0");
        var calls = stack.Proxy.Calls;
        TestContext.Current.AddAttachment("calls for 60 alarms",
            $"{calls["GetItem"]} GetItem, {calls["PutItem"]} PutItem, {calls[SendBatch]} sends");
        calls["GetItem"].ShouldBeLessThanOrEqualTo(60 + 1);
        // For each alarm the group of the alert, and for at least one alarm the state and two of the timeline.
        calls["PutItem"].ShouldBeLessThanOrEqualTo(4 * 60 + 1 + 3 * stack.Chat.Requests.Count);
        calls[SendBatch].ShouldBeLessThanOrEqualTo(60 + 1 + stack.Chat.Requests.Count);
    }

    [Fact]
    public async Task A_channel_that_responds_503_is_retried_after_Retry_After()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        var times = new List<DateTimeOffset>();
        stack.Chat.Responder = _ =>
        {
            times.Add(TimeProvider.System.GetUtcNow());
            return Task.FromResult(times.Count > 1 ? HttpReply.Ok
                : HttpReply.Text(503, "busy", "text/plain") with
                    { Headers = new Dictionary<string, string> { ["Retry-After"] = "2" } });
        };

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync(until: () => times.Count == 2);
        await stack.RunAsync();

        times.Count.ShouldBe(2, stack.Logs);
        (times[1] - times[0]).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
        (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dead_letter_has_a_reason_and_can_be_redriven()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        var kept = (await stack.ReceiveAsync(stack.UndeliveredQueue)).ShouldHaveSingleItem(stack.Logs);
        kept.MessageAttributes["reason"].StringValue.ShouldBe(
            "chat by slack: HTTP 404 (no_service); chat has no fallback");
        kept.Body.ShouldNotContain("secret-path");

        stack.Chat.Reply(HttpReply.Ok);
        await stack.Resources.Sqs.SendMessageAsync(stack.DeliveriesQueue, kept.Body,
            TestContext.Current.CancellationToken);
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
        stack.Chat.Requests[1].Body.ShouldBe(stack.Chat.Requests[0].Body);
        stack.Logs.ShouldNotContain("secret-path");

        // A message that is handed out again is not sent again.
        await stack.Resources.Sqs.SendMessageAsync(stack.DeliveriesQueue, kept.Body,
            TestContext.Current.CancellationToken);
        await stack.RunAsync();
        stack.Chat.Requests.Count.ShouldBe(2, stack.Logs);
    }

    [Fact]
    public async Task A_page_is_sent_while_the_table_is_unavailable()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Proxy.Intercept = action => action is "GetItem" or "PutItem" or "Query"
            ? HttpReply.Text(400,
                """{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"gone"}""",
                "application/x-amz-json-1.0")
            : null;

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);
        stack.Proxy.Intercept = _ => null;
        stack.Chat.Requests[0].Body.ShouldContain("ERROR: disk");

        // When the table works again, the group stores the alert, so its resolved notification is sent.
        await stack.PublishAsync(
            DeployedStack.Alarm("disk", "OK").Replace("2026-11-14T02:4", "2026-11-14T03:4", StringComparison.Ordinal));
        await stack.RunAsync(until: () =>
            stack.Chat.Requests.Any(post => Regex.IsMatch(post.Body, "RESOLVED[^:]*: disk")));
        stack.Logs.ShouldContain("notified without the group's state");
    }

    [Fact]
    public async Task A_page_is_sent_once_and_in_time_while_the_table_does_not_respond()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, chatKeys: ", budget: 20/h, fallback: room",
            receivers: "  room: { slack: \"\" }");
        stack.Proxy.IsSilent = action => action is "GetItem" or "PutItem" or "UpdateItem" or "DeleteItem" or "Query";

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync(until: () => stack.Chat.Requests.Count > 0);

        // The group's message is handed out again and again while the table is away; the page is not sent again.
        await stack.RunAsync(until: () => stack.Logs.Contains("attempt 3 failed", StringComparison.Ordinal));
        stack.Chat.Requests.ShouldHaveSingleItem(stack.Logs).Body.ShouldContain("ERROR: disk");
    }

    [Fact]
    public async Task A_duplicate_event_notifies_once()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        await stack.PublishAsync(DeployedStack.Alarm("disk"));
        await stack.RunAsync();

        stack.Chat.Requests.Count.ShouldBe(1, stack.Logs);
    }
}
