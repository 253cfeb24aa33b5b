using System.Globalization;
using System.Text;
using System.Text.Json;
using Alerting.Fakes;
using Alerting.Sources.Webhooks;
using Amazon.Lambda.TestUtilities;

namespace Alerting.Functions.Tests;

/// <summary>Runs the webhook function in this process.</summary>
public sealed class WebhookFunctionTests : IAsyncLifetime
{
    private const string Body = """
        {"version":"4","status":"firing","receiver":"alerting","groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://am.example.com",
         "alerts":[
          {"status":"firing","labels":{"alertname":"HighLatency","severity":"critical"},"annotations":{"summary":"p99 is over 2 s"},"startsAt":"2026-11-14T02:40:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prom.example.com/graph","fingerprint":"aaaa000000000001"},
          {"status":"resolved","labels":{"alertname":"DiskFull","severity":"warning"},"annotations":{},"startsAt":"2026-11-14T01:40:00Z","endsAt":"2026-11-14T02:39:00Z","generatorURL":"","fingerprint":"aaaa000000000002"}]}
        """;

    private readonly Receivers _receivers = new();
    private AlertingServices _services = null!;

    public ValueTask InitializeAsync()
    {
        _receivers.Configure($$"""
            receivers: { chat: { slack: "{{_receivers.Chat.Uri}}hook" } }
            routes: [{ to: chat }]
            """);
        _services = new AlertingServices(_receivers.Variable, TimeProvider.System,
            (name, _) => name.EndsWith("unreadable", StringComparison.Ordinal)
            ? throw new Alerting.Configuration.SecretException(
                "The parameter cannot be read: Parameter Store answered AccessDenied.")
                    : Task.FromResult(name + "-value"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _services.Dispose();
        return _receivers.DisposeAsync();
    }

    [Fact]
    public async Task Two_alerts_of_Alertmanager_are_accepted_and_delivered()
    {
        UseToken();

        (await PostAsync("/alertmanager", Body, Bearer())).ShouldBe((202, 2, "2 alerts accepted."));

        _receivers.Chat.Requests.Count.ShouldBe(2);
        _receivers.Chat.Requests.ShouldContain(post => post.Body.Contains("CRITICAL: "));
        _receivers.Chat.Requests.ShouldContain(post => post.Body.Contains("RESOLVED"));
    }

    [Fact]
    public async Task Without_a_configured_secret_every_request_is_refused() =>
        (await PostAsync("/alertmanager", Body, Bearer())).Status.ShouldBe(401);

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        UseToken();

        (await PostAsync("/alertmanager", Body, ("Authorization", "Bearer a-guess"))).ShouldBe(
            (401, 0, "Wrong bearer token."));
        _receivers.Chat.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_valid_signature_is_accepted_and_a_changed_body_is_refused()
    {
        _receivers.Environment[WebhookFunction.SignatureVariable] = "/alerting/signature";
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature =
            WebhookAuthentication.Sign("/alerting/signature-value", timestamp, Encoding.UTF8.GetBytes(Body));
        (string, string)[] headers =
            [(WebhookAuthentication.SignatureHeader, signature), (WebhookAuthentication.TimestampHeader, timestamp)];

        (await PostAsync("/alertmanager", Body, headers)).Status.ShouldBe(202);
        (await PostAsync("/alertmanager", Body + " ", headers)).ShouldBe((401, 0, "Wrong signature."));
    }

    [Theory]
    [InlineData("/alertmanager", "not JSON", 400, "The body is not a JSON object or array.")]
    [InlineData("/alertmanager", "{\"alerts\": [", 400, "The body is not valid JSON: error at line 1, byte 13.")]
    [InlineData("/grafana", "{\"hello\": 1}", 400, "The body has no \"alerts\" array")]
    [InlineData("/events", "", 400, "The body is empty.")]
    [InlineData("/alerts", "{}", 404, "Unknown path. POST to /alertmanager, /grafana, /events or /heartbeat/NAME.")]
    public async Task An_unreadable_request_gets_one_sentence(string path, string body, int status, string sentence)
    {
        UseToken();

        var answer = await PostAsync(path, body, Bearer());

        answer.Status.ShouldBe(status);
        answer.Message.ShouldStartWith(sentence);
    }

    [Fact]
    public async Task More_than_a_megabyte_is_refused()
    {
        UseToken();

        (await PostAsync("/events", "{\"a\":\"" + new string('x', 1024 * 1024) + "\"}", Bearer())).Status.ShouldBe(413);
    }

    [Fact]
    public async Task Any_json_is_an_event()
    {
        UseToken();

        (await PostAsync("/events", """{"title":"Certificate expires","severity":"warning"}""", Bearer())).Status
            .ShouldBe(202);

        _receivers.Chat.Requests.ShouldHaveSingleItem().Body.ShouldContain("WARNING: Certificate expires");
    }

    [Fact]
    public async Task After_a_failed_delivery_the_sender_is_asked_to_retry_and_gets_no_details()
    {
        UseToken();
        _receivers.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));

        (await PostAsync("/alertmanager", Body, Bearer())).ShouldBe(
            (503, 0, "The alerts could not be processed completely. Send them again."));
    }

    [Fact]
    public async Task An_unreadable_secret_is_reported_without_name_and_value()
    {
        _receivers.Environment[WebhookFunction.TokenVariable] = "/alerting/unreadable";

        var answer = await PostAsync("/alertmanager", Body, Bearer());

        answer.ShouldBe((503, 0,
            "Cannot read the secret that authenticates requests. Nothing was accepted; send the alerts again."));
        _receivers.Chat.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_timeout_the_sender_is_asked_to_retry()
    {
        UseToken();
        _receivers.Environment["ALERTING_CONFIG"] = "ssm:/alerting/configuration";
        using var services =
            new AlertingServices(_receivers.Variable, TimeProvider.System, async (name, cancellation) =>
        {
            if (name == "/alerting/configuration")
                await Task.Delay(Timeout.Infinite, cancellation);
            return name + "-value";
        });

        var answer = await PostAsync(services, TimeSpan.FromSeconds(1.2), "/alertmanager", Body, Bearer());

        answer.ShouldBe((503, 0, "The alerts could not be processed completely. Send them again."));
    }

    private void UseToken() => _receivers.Environment[WebhookFunction.TokenVariable] = "/alerting/token";

    private static (string, string) Bearer() => ("Authorization", "Bearer /alerting/token-value");

    private Task<(int Status, int Taken, string Message)> PostAsync(string path, string body,
        params (string, string)[] headers) =>
        PostAsync(_services, TimeSpan.FromSeconds(30), path, body, headers);

    private static async Task<(int Status, int Taken, string Message)> PostAsync(
        AlertingServices services, TimeSpan time, string path, string body, params (string, string)[] headers)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(FunctionUrl.Event("POST", path, body, headers)));
        var context = new TestLambdaContext { RemainingTime = time };
        await using var output = await new WebhookFunction(services).HandleAsync(input, context);
        using var answer = await JsonDocument.ParseAsync(output);
        using var message = JsonDocument.Parse(answer.RootElement.GetProperty("body").GetString()!);
        return (answer.RootElement.GetProperty("statusCode").GetInt32(),
            message.RootElement.GetProperty("taken").GetInt32(),
            message.RootElement.GetProperty("message").GetString()!);
    }
}
