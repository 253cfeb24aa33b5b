using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Aws.Queues;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Cli.Tests;
using Alerting.Functions.Tests;
using Alerting.Notifications;
using Alerting.TestKit;
using Amazon.SQS.Model;
using Message = Amazon.SQS.Model.Message;

namespace Alerting.Aws.Tests.Commands;

/// <summary><c>alerting dead</c> on a queue with every kind of dead letter.</summary>
public sealed class DeadTests(MotoServer moto) : IAsyncLifetime
{
    private const string Secret = "AKIAIOSFODNN7EXAMPLE";

    private readonly Dictionary<string, string> _environment = [];
    private Resources _resources = null!;
    private string _dead = null!;
    private string _deliveries = null!;
    private string _groups = null!;

    public async ValueTask InitializeAsync()
    {
        _resources = new Resources(moto.Uri);
        _dead = await _resources.CreateQueueAsync("undelivered");
        _deliveries = await _resources.CreateQueueAsync("deliveries");
        _groups = await _resources.CreateQueueAsync("groups", isFifo: true);
        _environment["AWS_ENDPOINT_URL"] = moto.Uri.ToString();
        _environment["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE";
        _environment["AWS_SECRET_ACCESS_KEY"] = "example-secret";
        _environment["AWS_REGION"] = "eu-west-1";
        _environment["ALERTING_UNDELIVERED_QUEUE"] = _dead;
    }

    public ValueTask DisposeAsync()
    {
        _resources?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task List_shows_every_kind_and_removes_nothing()
    {
        await FillAsync();

        for (var i = 0; i < 2; i++)
        {
            var listed = await RunAsync("dead", "list", "--json");

            listed.ExitCode.ShouldBe(0, listed.Error);
            listed.Output.ShouldNotContain(Secret);
            Messages(listed).Select(message => (Text(message, "kind"), Text(message, "receiver"), Text(message,
                "title"), Text(message, "reason"))).Order().ShouldBe(new (string?, string?, string?, string?)[]
            {
                ("event", null, "disk", "SNS could not deliver it to the function."),
                ("event", null, "memory", "alerting-AlarmFunction failed: The queue cannot be reached"),
                ("notification", "chat", "ERROR: disk AKIA…<redacted>",
                    "chat by slack: HTTP 404 (no_service); chat has no fallback"),
                ("unreadable", null, "{ broken", "Cannot read this notification."),
            }.Order());
        }

        var people = await RunAsync("dead", "list");
        people.Output.ShouldContain("(no_service);");
        people.Output.ShouldNotContain(Secret);
        (await CountAsync(_dead)).ShouldBe(4);
    }

    [Fact]
    public async Task Show_accepts_the_beginning_of_an_id()
    {
        await FillAsync();
        var id = Messages(await RunAsync("dead", "list", "--json"))
            .Single(message => Text(message, "kind") == "notification").GetProperty("id").GetString()!;

        var shown = await RunAsync("dead", "show", id[..8]);

        shown.ExitCode.ShouldBe(0, shown.Error);
        shown.Output.ShouldContain("ERROR: disk AKIA…<redacted>");
        shown.Output.ShouldContain("(no_service);");
        shown.Output.ShouldNotContain(Secret);
        var json = await RunAsync("dead", "show", id, "--json");
        JsonDocument.Parse(json.Output).RootElement.GetProperty("body").GetString()!.ShouldContain(
            "\"receiver\":\"chat\"");
        string[] names = ["ageSeconds", "at", "body", "id", "kind", "reason", "receiver", "text", "title"];
        names.Except(JsonPaths.Of(json.Output)).ShouldBeEmpty("other programs read these fields");
    }

    [Fact]
    public async Task Redrive_sends_notifications_and_keeps_messages_without_a_known_queue()
    {
        await FillAsync();

        var done = await RunAsync("dead", "redrive", "--all", "--deliveries", _deliveries);

        done.ExitCode.ShouldBe(1, done.Error);
        done.Output.ShouldContain("Sent to the deliveries queue.");
        done.Output.ShouldContain("Name the groups queue");
        done.Output.ShouldContain("Cannot be read, so it cannot be sent.");
        done.Output.ShouldContain("1 of 4 redriven, 3 left in the queue.");
        (await CountAsync(_dead)).ShouldBe(3);
        MessageBody.ReadNotification((await ReceiveAsync(_deliveries)).ShouldHaveSingleItem().Body)!.Receiver.ShouldBe(
            "chat");
    }

    [Fact]
    public async Task Redrive_processes_events_like_the_function()
    {
        await FillAsync();

        var done = await RunAsync("dead", "redrive", "--all", "--deliveries", _deliveries, "--groups", _groups,
            "--json");

        done.ExitCode.ShouldBe(1, "one cannot be read: " + done.Error);
        string[] names = ["messages", "messages[].id", "messages[].kind", "messages[].redriven", "messages[].said"];
        names.Except(JsonPaths.Of(done.Output)).ShouldBeEmpty("other programs read these fields");
        Messages(done).Count(message => message.GetProperty("redriven").GetBoolean()).ShouldBe(3);
        (await CountAsync(_dead)).ShouldBe(1);
        var alerts = (await ReceiveAsync(_groups)).Select(message => MessageBody.ReadEnvelope(message.Body)!.Message)
            .OfType<Grouping.AlertArrived>().Select(arrived => arrived.Alert.Name).Distinct().Order();
        alerts.ShouldBe(["disk", "memory"]);
    }

    [Fact]
    public async Task Redrive_records_a_heartbeat_in_the_table()
    {
        var beat = JsonNode.Parse(Events.Records(Events.Message("""{"heartbeat":"job"}""")))!["Records"]![0]!["Sns"]!;
        await SendAsync(beat.ToJsonString(), null);
        var config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, """
            receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
            routes: [{ to: chat }]
            heartbeats: { job: { every: 1d } }
            """, TestContext.Current.CancellationToken);
        var table = await _resources.CreateTableAsync();
        string[] redrive = ["dead", "redrive", "--all", "--groups", _groups, "--config", config];

        var unnamed = await RunAsync(redrive);
        unnamed.Output.ShouldContain("It has a heartbeat, which the table records. Name the table");
        var done = await RunAsync([.. redrive, "--table", table.Name]);

        File.Delete(config);
        done.ExitCode.ShouldBe(0, done.Error + done.Output);
        (await new DynamoHeartbeats(table).ListAsync(TestContext.Current.CancellationToken)).Keys.ShouldBe(["job"]);
    }

    [Fact]
    public async Task A_message_stays_when_its_queue_is_unavailable()
    {
        await FillAsync();

        var done = await RunAsync("dead", "redrive", "--all", "--deliveries", _deliveries + "-gone");

        done.ExitCode.ShouldBe(2);
        done.Error.ShouldContain("Cannot use the queue: SQS answered");
        done.Error.ShouldContain("Messages that were not redriven are still there.");
        (await CountAsync(_dead)).ShouldBe(4);
    }

    [Fact]
    public async Task Wrong_usage_gets_one_sentence()
    {
        (await RunAsync("dead", "redrive")).ShouldBe(
            new CliResult(2, "", "alerting: Write either the IDs that 'dead list' shows, or --all.\n"));
        var unknown = await RunAsync("dead", "show", "nothing");
        (unknown.ExitCode, unknown.Error).ShouldBe(
            (1, "alerting: No dead letter nothing. If somebody else is reading the queue, try again in a minute.\n"));
        (await RunAsync("dead", "list")).Output.ShouldBe("No dead letters.\n");
        _environment.Remove("ALERTING_UNDELIVERED_QUEUE");
        var unnamed = await RunAsync("dead", "list");
        (unnamed.ExitCode, unnamed.Output).ShouldBe((2, ""));
        unnamed.Error.ShouldContain("UndeliveredQueueUrl");
    }

    private async Task FillAsync()
    {
        await SendAsync(System.Text.Encoding.UTF8.GetString(MessageBody.Of(Notification())),
            "chat by slack: HTTP 404 (no_service); chat has no fallback");
        await SendAsync("{ broken", "Cannot read this notification.");
        var record = JsonNode.Parse(Events.Records(Events.Named("disk")))!["Records"]![0]!["Sns"]!;
        await SendAsync(record.ToJsonString(), null);
        await SendAsync(new JsonObject
        {
            ["version"] = "1.0",
            ["requestContext"] =
                new JsonObject
                    { ["functionArn"] = "arn:aws:lambda:eu-west-1:123456789012:function:alerting-AlarmFunction:$LATEST",
                        ["condition"] = "RetriesExhausted" },
            ["requestPayload"] = JsonNode.Parse(Events.Records(Events.Named("memory"))),
            ["responsePayload"] = new JsonObject { ["errorMessage"] = "The queue cannot be reached" },
        }.ToJsonString(), null);
    }

    private async Task SendAsync(string body, string? reason) =>
        await _resources.Sqs.SendMessageAsync(new SendMessageRequest(_dead, body)
    {
        MessageAttributes =
            reason is null ? null : new() { ["reason"] = new() { DataType = "String", StringValue = reason } },
    }, TestContext.Current.CancellationToken);

    private async Task<List<Message>> ReceiveAsync(string queue) => (await _resources.Sqs.ReceiveMessageAsync(
        new ReceiveMessageRequest(queue) { MaxNumberOfMessages = 10 }, TestContext.Current.CancellationToken)).Messages
            ?? [];

    /// <summary>Counts only visible messages.</summary>
    private async Task<int> CountAsync(string queue)
    {
        var answer = await _resources.Sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages"],
            TestContext.Current.CancellationToken);
        return answer.ApproximateNumberOfMessages;
    }

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(_environment, arguments);

    private static JsonElement[] Messages(CliResult result) =>
        [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("messages").EnumerateArray()];

    private static string? Text(JsonElement message, string name) => message.GetProperty(name).GetString();

    private static Notification Notification()
    {
        var title = "disk " + Secret;
        return new Notification
        {
            Id = "n1",
            Receiver = "chat",
            Route = "all",
            GroupKey = "all|disk",
            Kind = NotificationKind.Firing,
            Reason = "firing",
            At = new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero),
            Alerts =
            [
                new Alert
                {
                    Signal = new Signal
                        { Source = "generic", Name = "disk", Title = title, Identity = "disk", EventKey = "disk|1" },
                    Severity = Severity.Error, SeverityReason = "test", Fingerprint = Fingerprint.Of("disk"),
                    Labels = new Dictionary<string, string>(),
                },
            ],
        };
    }
}
