using System.Text;
using Alerting.Aws.Queues;
using Alerting.Aws.Tests.Deployment;
using Alerting.Aws.Tests.Specifications;
using Alerting.Fakes;
using Alerting.Functions.Tests;
using Alerting.Grouping;

namespace Alerting.Aws.Tests;

/// <summary>
/// Compares the permissions in template.yaml with the functions' calls. Every test of a <see cref="DeployedStack"/>
/// shows that each call is permitted, because it denies all others. These tests show that no permission is unused.
/// </summary>
public sealed class PermissionTests(MotoServer moto)
{
    /// <summary>Actions that AWS performs with a function's role; the code never calls them.</summary>
    private static readonly HashSet<(string Sid, string Action)> ByAws =
    [
        ("WriteLogs", "logs:CreateLogStream"), ("WriteLogs", "logs:PutLogEvents"),
        ("SendTraces", "xray:PutTraceSegments"), ("SendTraces", "xray:PutTelemetryRecords"),
        ("KeepFailedEvents", "sqs:SendMessage"), ("KeepFailedTicks", "sqs:SendMessage"),
        ("ReceiveMessages", "sqs:ReceiveMessage"), ("ReceiveMessages", "sqs:DeleteMessage"),
        ("ReceiveMessages", "sqs:GetQueueAttributes"),
        ("ReceivePages", "sqs:ReceiveMessage"), ("ReceivePages", "sqs:DeleteMessage"),
        ("ReceivePages", "sqs:GetQueueAttributes"),
        ("DecryptThem", "kms:Decrypt"), ("DecryptTheChatWebhook", "kms:Decrypt"),
        // Parameter Store reads the secret behind a reference.
        ("ReadTheKeys", "secretsmanager:GetSecretValue"),
        // Only with ConfigSources. The configuration of these stacks is a file; ConfigurationSourceTests read the others.
        ("ReadTheConfiguration", "ssm:GetParameter"), ("ReadTheConfigurationInS3", "s3:GetObject"),
        // Only when a schedule changes hands, which HandoverTests plays.
        ("NotifyOfHandovers", "sqs:SendMessage"),
    ];

    private const string Config = """
        routes:
          - { to: [chat, room], match: ['severity = "critical"'], group_by: [name], interval: 1s }
          - { to: [inbox, phone], match: ['severity = "error"'], group_by: [account], interval: 1s }
          - { to: [inbox], match: ['severity = "warning"'], wait: 1s }
        time_intervals: { holidays: { ical: "http://localhost:1/holidays.ics" } }
        schedules: { rota: { ical: "http://localhost:1/rota.ics" } }
        inhibit:
          - { when: ['severity = "critical"'], mute: ['severity = "warning"'], equal: [account] }
        heartbeats:
          job: { every: 1s, grace: 0s, severity: info }
          logs: { every: 1d, match: ['source = "log"'] }
        checks:
          closed: { url: "http://127.0.0.1:1/", allow_private: true, failures: 1, severity: info }
        """;

    [Fact]
    public async Task Every_permission_is_used_and_every_call_is_permitted()
    {
        await using var services = new ChatServices();
        await using var stack = await DeployedStack.CreateAsync(moto.Uri, Config,
            chatKeys: ", budget: 20/h, fallback: room", receivers: $$"""
              room: { slack: { token: xoxb-abcdefgh, channel: "#alerts", api_url: "{{services.Root("slack")}}/api" } }
              inbox: { sns: "arn:aws:sns:eu-west-1:123456789012:nowhere" }
              phone: { sms: "+447700900123" }
            """, hasPagesQueue: true);
        stack.IsHurried = true;
        stack.Set("ALERTING_BESIDE_CHANGES", "on");
        stack.Set("ALERTING_BESIDE_LOG_GROUPS", "/aws/lambda/orders-api");
        await stack.ServeSlackButtonsAsync("a signing secret");
        var topic = await stack.CreateEmailTopicAsync();
        await stack.ConfigureAsync(
            yaml => yaml.Replace("arn:aws:sns:eu-west-1:123456789012:nowhere", topic, StringComparison.Ordinal));
        stack.Chat.Reply(HttpReply.Text(503, "", "text/plain"));

        await FireAndResolveAsync(stack);
        await AnswerAsync(stack);
        await BeatAsync(stack);
        await stack.InvokeAsync("log", Events.Text("logs/errors.json"));
        await LoseAsync(stack);
        await DeliverForVersion1Async(stack);
        await DeliverWithoutTheTableAsync(stack);
        await WakeAsync(stack);
        await OverdueEscalationTests.SaveAsync(stack.Resources.Store(stack.Table), "overdue");
        await WaitForTheTickAsync(stack);
        await DeployOtherRoutesAsync(stack);
        await PageWithSomethingBesideAsync(stack);

        stack.Proxy.Denied.ShouldBeEmpty(stack.Logs);
        var used = stack.Proxy.Used.Select(use => (use.Role, use.Permission.Sid, use.Permission.Action)).ToHashSet();
        var unused = TemplatePolicies.Current.Roles.SelectMany(role => TemplatePolicies.Current.Of(role)
            .Where(permission => !ByAws.Contains((permission.Sid, permission.Action)))
            .Select(permission => (role, permission.Sid, permission.Action)))
            .Where(permission => !used.Contains(permission));
        unused.ShouldBeEmpty("template.yaml permits what no function calls");
    }

    /// <summary>
    /// An error that becomes critical and ends: two groups, a channel that is down, its fallback, a thread.
    /// </summary>
    private static async Task FireAndResolveAsync(DeployedStack stack)
    {
        await stack.PublishAsync(DeployedStack.Alarm("plain"));
        await stack.RunAsync();
        foreach (var (severity, status) in ((string, string)[])[("error", "firing"), ("critical", "firing"),
            ("critical", "resolved")])
        {
            await PostAsync(stack, "Latency", severity, status);
            await stack.RunAsync();
        }
    }

    /// <summary>By the page of a link, and by a request of Slack.</summary>
    private static async Task AnswerAsync(DeployedStack stack)
    {
        var link = AnswerLinkTests.Link().Match(stack.Chat.Requests[0].Body).Value;
        await stack.InvokeAsync("webhook", FunctionUrl.Event("GET", link, ""));
        await stack.InvokeAsync("webhook", FunctionUrl.Event("POST", "/slack/actions", "payload={}"));
    }

    /// <summary>By the topic, by the URL, and by log lines while these are heartbeats.</summary>
    private static async Task BeatAsync(DeployedStack stack)
    {
        await stack.PublishAsync("""{"heartbeat":"job"}""");
        await stack.RunAsync();
        await stack.InvokeAsync("webhook", FunctionUrl.Event("GET", "/heartbeat/job", "",
            ("Authorization", "Bearer " + DeployedStack.WebhookToken)));
        await stack.InvokeAsync("log", Events.Text("logs/errors.json"));
        await stack.TickAsync();
        await stack.ConfigureAsync(yaml => yaml.Replace("\"log\"", "\"none\"", StringComparison.Ordinal)
            .Replace("job: {", "other: {", StringComparison.Ordinal));
        await Task.WhenAll(stack.KillAsync("tick"), stack.KillAsync("log"));
        await stack.TickAsync();
        await stack.InvokeAsync("check", "{}");
        await stack.ConfigureAsync(yaml => yaml.Replace("closed:", "another:", StringComparison.Ordinal));
        await stack.KillAsync("check");
        await stack.InvokeAsync("check", "{}");
    }

    /// <summary>Unreadable messages, and one that fails.</summary>
    private static async Task LoseAsync(DeployedStack stack)
    {
        await stack.Resources.Sqs.SendMessageAsync(stack.DeliveriesQueue, "no notification",
            TestContext.Current.CancellationToken);
        await stack.Resources.Sqs.SendMessageAsync(new()
        {
            QueueUrl = stack.GroupsQueue, MessageBody = "no message", MessageGroupId = "g",
            MessageDeduplicationId = "d",
        }, TestContext.Current.CancellationToken);
        var failures = 1;
        stack.Proxy.Intercept = action => action == "PutItem" && Interlocked.Decrement(ref failures) == 0
            ? HttpReply.Text(400,
                """{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"gone"}""",
                "application/x-amz-json-1.0")
            : null;
        await stack.PublishAsync(DeployedStack.Alarm("fails"));
        await stack.RunAsync();
    }

    /// <summary>A notification that version 1 queued has claims of its own. Its channel is down at first.</summary>
    private static async Task DeliverForVersion1Async(DeployedStack stack)
    {
        var body = Encoding.UTF8.GetString(MessageBody.Of(
            DeliveryStateSpecification.Notification("old") with { Receiver = "chat" }));
        var failures = 2;
        stack.Chat.Responder = _ => Task.FromResult(
            HttpReply.Text(Interlocked.Decrement(ref failures) < 0 ? 200 : 503, "ok", "text/plain"));
        await stack.Resources.Sqs.SendMessageAsync(
            stack.DeliveriesQueue, body, TestContext.Current.CancellationToken);
        await stack.RunAsync();
        stack.Proxy.Used.ShouldContain(use => use.Permission.Sid == "ClaimDeliveries");
    }

    private static async Task DeliverWithoutTheTableAsync(DeployedStack stack)
    {
        var refused = HttpReply.Text(400,
            """{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"slow"}""",
            "application/x-amz-json-1.0");
        stack.Proxy.InterceptRequest = (_, request) =>
            request.Body.Contains("order#", StringComparison.Ordinal) ? refused : null;
        await PostAsync(stack, "Alone", "critical", "firing");
        await stack.RunAsync(until: () => stack.Proxy.Used.Any(use => use.Permission.Sid == "QueuePagesAgain"));
        // The end waits.
        await PostAsync(stack, "Alone", "critical", "resolved");
        await stack.RunAsync(until: () => stack.Proxy.Used.Any(use => use.Permission.Sid == "QueueAgain"));
        stack.Proxy.InterceptRequest = (_, _) => null;
        await stack.RunAsync();
    }

    /// <summary>One that is due, and one that is not yet.</summary>
    private static async Task WakeAsync(DeployedStack stack)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var at in (DateTimeOffset[])[now.AddMinutes(-1), now.AddHours(1)])
        {
            var body = MessageBody.Of(new GroupEnvelope(new GroupAddress("none", "none"), new Wake { At = at }));
            await stack.Resources.Sqs.SendMessageAsync(
                stack.DeliveriesQueue, Encoding.UTF8.GetString(body), TestContext.Current.CancellationToken);
        }
        await stack.RunAsync();
        stack.Proxy.Used.ShouldContain(use => use.Permission.Sid == "WakeGroups");
    }

    /// <summary>A warning waits for others of its group, however slow this machine is.</summary>
    private static async Task WaitForTheTickAsync(DeployedStack stack)
    {
        await PostAsync(stack, "Disk", "warning", "firing");
        await stack.RunAsync();
        await stack.TickUntilAsync(
            () => stack.Proxy.Used.Any(use => use is { Role: "tick", Permission.Sid: "SendToGroups" }));
    }

    private static async Task PostAsync(DeployedStack stack, string name, string severity, string status)
    {
        var alerts = $$"""
            {"version":"4","alerts":[{"status":"{{status}}","labels":{"alertname":"{{name}}","severity":"{{severity}}"},
            "startsAt":"2026-11-14T02:40:00Z","endsAt":"2026-11-14T03:40:00Z","fingerprint":"{{name}}"}]}
            """;
        await stack.InvokeAsync("webhook", FunctionUrl.Event("POST", "/alertmanager", alerts,
            ("Authorization", "Bearer " + DeployedStack.WebhookToken)));
    }

    /// <summary>Changes that arrive by both ways, and a page about a metric of log lines.</summary>
    private static async Task PageWithSomethingBesideAsync(DeployedStack stack)
    {
        stack.Proxy.Intercept = action => action switch
        {
            "FilterLogEvents" => HttpReply.Text(200, """{"events":[]}""", "application/x-amz-json-1.1"),
            "DescribeMetricFilters" => HttpReply.Text(200, """{"metricFilters":[]}""", "application/x-amz-json-1.1"),
            _ => null,
        };
        stack.Chat.Responder = _ => Task.FromResult(HttpReply.Ok);
        await stack.PublishAsync(Events.Text("codedeploy/success.json"));
        await stack.InvokeAsync("webhook", FunctionUrl.Event("POST", "/events",
            """
            {"deployment_status":{"id":1,"state":"success"},"deployment":{"environment":"production","ref":"v1"},
            "repository":{"full_name":"shop/orders-api"}}
            """, ("Authorization", "Bearer " + DeployedStack.WebhookToken)));
        foreach (var (name, space) in ((string, string)[])[("lambda [critical]", "AWS/Lambda"), ("shop [critical]", "Shop")])
        {
            await stack.PublishAsync(DeployedStack.Alarm(name).Replace("AWS/Lambda", space, StringComparison.Ordinal)
                .Replace("\"FunctionName\"", space == "Shop" ? "\"Shop\"" : "\"FunctionName\"", StringComparison.Ordinal));
        }
        await stack.RunAsync();
    }

    /// <summary>
    /// An event in flight during a configuration change moves from the old route's group to the new one's.
    /// </summary>
    private static async Task DeployOtherRoutesAsync(DeployedStack stack)
    {
        await stack.PublishAsync(DeployedStack.Alarm("overtaken"));
        await stack.InvokePendingAsync("intake");
        await stack.ConfigureAsync(yaml =>
            yaml.Replace("group_by: [account]", "name: errors, group_by: [account, region]", StringComparison.Ordinal));
        await stack.KillAsync("group");
        await stack.RunAsync();
    }
}
