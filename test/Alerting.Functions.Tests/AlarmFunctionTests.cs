using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Fakes;
using Amazon.Lambda.SNSEvents;
using Amazon.Lambda.TestUtilities;

namespace Alerting.Functions.Tests;

/// <summary>Runs the alarm function in this process, mostly with malformed input and failing receivers.</summary>
public sealed class AlarmFunctionTests : IAsyncLifetime
{
    private readonly Receivers _receivers = new();
    private readonly TestLambdaLogger _log = new();
    private AlertingServices _services = null!;

    public ValueTask InitializeAsync()
    {
        _receivers.Configure($$"""
            receivers: { chat: { slack: "{{_receivers.Chat.Uri}}hook" } }
            routes: [{ to: chat }]
            """);
        _services = new AlertingServices(_receivers.Variable, TimeProvider.System);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _services.Dispose();
        return _receivers.DisposeAsync();
    }

    [Fact]
    public async Task A_malformed_record_does_not_lose_the_others()
    {
        var alerts = await AlertsAsync(Events.Records(
            Events.Named("first"), Events.Message("{\"AlarmName\": \"cut of"), Events.Named("third")));

        // Only the subject of the second is readable. It says ALARM, so the alert is still a page.
        alerts.Select(alert => alert["name"]!.GetValue<string>()).ShouldBe(["first", "orders-api errors", "third"]);
        alerts[1]["severity"]!.GetValue<string>().ShouldBe("error");
        alerts[1]["problems"]!.AsArray().Select(problem => problem!.GetValue<string>())
            .ShouldContain(
                problem => problem.StartsWith("The message looks like JSON but is invalid at line 1, byte "));
        Chat().ShouldContain("first");
    }

    [Theory]
    [InlineData("""{"Sns":{"Message":{"AlarmName":"an object"},"Timestamp":"yesterday"}}""")]
    [InlineData("""{"Sns":"a string"}""")]
    [InlineData("""{"Sns":null}""")]
    [InlineData("""42""")]
    public async Task A_record_that_is_not_from_sns_does_not_affect_the_others(string record)
    {
        var json = JsonNode.Parse(Events.Records(Events.Named("good")))!;
        json["Records"]!.AsArray().Insert(0, JsonNode.Parse(record));

        var alerts = await AlertsAsync(json.ToJsonString());

        alerts.Count.ShouldBe(2);
        alerts[1]["name"]!.GetValue<string>().ShouldBe("good");
    }

    [Fact]
    public async Task An_event_without_records_is_not_an_error()
    {
        (await AlertsAsync("""{"Records":[]}""")).ShouldBeEmpty();

        _log.Buffer.ToString().ShouldContain("Nothing in this event needs a notification");
        _receivers.Chat.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_decision_and_delivery_is_logged_with_its_code()
    {
        await InvokeAsync(Events.Alarm());

        var lines = _log.Buffer.ToString().Split("[{code}]");
        lines.Length.ShouldBe(3);
        lines[1..].ShouldAllBe(values => values.Contains(nameof(ReasonCode.FirstAlert)));
    }

    [Theory]
    [InlineData("not JSON at all")]
    [InlineData("")]
    [InlineData("[1, 2, 3]")]
    [InlineData("{\"hello\": \"world\"}")]
    [InlineData("null")]
    public async Task An_unknown_event_is_delivered_as_a_readable_warning(string body)
    {
        var alert = (await AlertsAsync(body)).ShouldHaveSingleItem();

        alert["severity"]!.GetValue<string>().ShouldBe("warning");
        alert["problems"]!.AsArray().ShouldNotBeEmpty();
        Chat().ShouldContain("WARNING");
    }

    [Fact]
    public async Task A_typed_event_is_processed_the_same_way()
    {
        var sns = new SNSEvent.SNSMessage { Message = "The disk is full", Subject = "Disk", MessageId = "m-1",
            TopicArn = "arn:aws:sns:eu-west-1:123456789012:t" };
        var input = new SNSEvent { Records = [new SNSEvent.SNSRecord { Sns = sns }] };

        await new AlarmFunction(_services).HandleAsync(input, Context());

        Chat().ShouldContain("The disk is full");
    }

    [Fact]
    public async Task A_webhook_that_answers_404_fails_the_call_with_one_sentence()
    {
        _receivers.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));

        var failure = await Should.ThrowAsync<UndeliveredException>(() => InvokeAsync(Events.Alarm()));

        failure.Message.ShouldBe("1 of 1 messages were not delivered: chat by slack: HTTP 404 (no_service).");
        _receivers.Chat.Requests.Count.ShouldBe(1, "a 404 is final, so it is not retried");
    }

    [Fact]
    public async Task A_webhook_that_fails_once_is_retried_at_once()
    {
        var answers = new Queue<HttpReply>([HttpReply.Text(503, "busy"), HttpReply.Ok]);
        _receivers.Chat.Responder = _ => Task.FromResult(answers.Dequeue());

        await InvokeAsync(Events.Alarm());

        _receivers.Chat.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_retried_event_is_sent_only_to_the_targets_that_failed()
    {
        await using var other = new RecordingHttpServer();
        other.Reply(HttpReply.Text(410, "gone"));
        _receivers.Configure($$"""
            receivers: { chat: { slack: "{{_receivers.Chat.Uri}}hook" }, dead: { slack: "{{other.Uri}}hook" } }
            routes: [{ to: [chat, dead] }]
            """);
        await Should.ThrowAsync<UndeliveredException>(() => InvokeAsync(Events.Alarm()));
        other.Reply(HttpReply.Ok);

        await InvokeAsync(Events.Alarm());

        _receivers.Chat.Requests.Count.ShouldBe(1);
        other.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_error_names_a_missing_parameter()
    {
        _receivers.ParameterStore.Reply(
            HttpReply.Text(400, """{"__type":"ParameterNotFound"}""", "application/x-amz-json-1.1"));
        foreach (var (name, value) in _receivers.Environment.Where(
            variable => variable.Key.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
        _receivers.Configure("""
            receivers: { chat: { slack: "${ssm:/alerting/chat-webhook}" } }
            routes: [{ to: chat }]
            """);

        var failure = await Should.ThrowAsync<UndeliveredException>(() => InvokeAsync(Events.Alarm()));

        failure.Message.ShouldBe("1 of 1 messages were not delivered: chat by slack: " +
            "The parameter /alerting/chat-webhook does not exist in this account and region. " +
            "Create it in Parameter Store as a SecureString, or correct its name.");
    }

    [Fact]
    public async Task An_invalid_configuration_fails_every_call_and_names_line_and_column()
    {
        _receivers.Configure("""
            receivers: { chat: { slak: "https://hooks.slack.com/x" } }
            routes: [{ to: chta }]
            """);

        for (var call = 0; call < 2; call++)
        {
            var failure = await Should.ThrowAsync<InvalidConfigurationException>(() => InvokeAsync(Events.Alarm()));
            failure.Message.ShouldContain("alerting.yaml:1:22: ");
            failure.Message.ShouldContain("alerting.yaml:2:16: ");
        }
    }

    [Fact]
    public async Task Without_an_address_the_message_is_only_in_the_response()
    {
        _receivers.Configure("""
            receivers: { phone: { sms: "${ALERT_PHONE}" } }
            routes: [{ to: phone }]
            """);

        var notification = (await SummaryAsync(Events.Alarm()))["notifications"]![0]!;

        notification["outcome"]!.GetValue<string>().ShouldBe("not sent");
        notification["payload"]!.GetValue<string>().ShouldStartWith("ERROR orders-api errors");
        _receivers.Sns.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Local_mode_says_once_that_it_does_not_watch_heartbeats()
    {
        _receivers.Configure($$"""
            receivers: { chat: { slack: "{{_receivers.Chat.Uri}}hook" } }
            routes: [{ to: chat }]
            heartbeats: { job: { every: 1d } }
            """);

        await InvokeAsync(Events.Alarm());
        await InvokeAsync(Events.Alarm());

        _log.Buffer.ToString().Split("Local mode does not watch heartbeats").Length.ShouldBe(2);
    }

    private TestLambdaContext Context() => new() { Logger = _log, RemainingTime = TimeSpan.FromSeconds(30) };

    private async Task<string> InvokeAsync(string body)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await using var answer = await new AlarmFunction(_services).HandleAsync(input, Context());
        using var reader = new StreamReader(answer);
        return await reader.ReadToEndAsync();
    }

    private async Task<JsonNode> SummaryAsync(string body) => JsonNode.Parse(await InvokeAsync(body))!;

    private async Task<List<JsonNode>> AlertsAsync(string body) =>
        [.. (await SummaryAsync(body))["alerts"]!.AsArray().Select(alert => alert!)];

    private string Chat() => string.Join('\n', _receivers.Chat.Requests.Select(request =>
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.ToString();
    }));
}
