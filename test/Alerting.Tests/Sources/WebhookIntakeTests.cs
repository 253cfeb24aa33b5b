using System.Text;
using Alerting.Sources.Webhooks;

namespace Alerting.Tests.Sources;

public class WebhookIntakeTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-14T02:40:27Z", null);
    private static readonly WebhookIntake ByToken = new(new WebhookAuthentication("right", null));

    [Fact]
    public void Without_configured_secrets_every_request_is_refused()
    {
        var decision = new WebhookIntake(new WebhookAuthentication("", null)).Take(Request("{}"), Now);

        decision.StatusCode.ShouldBe(401);
        decision.Sentence.ShouldBe("No bearer token or signature secret is configured, so all requests are refused.");
    }

    [Theory]
    [InlineData("Bearer right", 202)]
    [InlineData("bearer right", 202)]
    [InlineData("Bearer wrong", 401)]
    [InlineData("Bearer rightx", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Basic right", 401)]
    [InlineData(null, 401)]
    public void Only_the_right_token_is_accepted(string? authorization, int status)
    {
        var request = Request("""{"title":"x"}""", authorization: authorization);

        ByToken.Take(request, Now).StatusCode.ShouldBe(status);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-299, true)]
    [InlineData(299, true)]
    [InlineData(-301, false)]
    [InlineData(301, false)]
    public void A_signature_is_valid_for_five_minutes(int seconds, bool isTaken)
    {
        var timestamp = Now.AddSeconds(seconds).ToUnixTimeSeconds().ToString(null, null);
        var request = Signed("""{"title":"x"}""", timestamp,
            WebhookAuthentication.Sign("secret", timestamp, """{"title":"x"}"""u8));

        BySecret().Take(request, Now).IsTaken.ShouldBe(isTaken);
    }

    [Fact]
    public void A_signature_over_another_body_is_refused()
    {
        var timestamp = Now.ToUnixTimeSeconds().ToString(null, null);
        var request = Signed("""{"title":"y"}""", timestamp,
            WebhookAuthentication.Sign("secret", timestamp, """{"title":"x"}"""u8));

        BySecret().Take(request, Now).Sentence.ShouldBe("Wrong signature.");
    }

    [Fact]
    public void A_signature_without_a_timestamp_is_refused() =>
        BySecret().Take(Request("{}", null, ("X-Signature", "sha256=00")), Now).StatusCode.ShouldBe(401);

    [Fact]
    public void Grafanas_own_signature_is_accepted()
    {
        var timestamp = Now.ToUnixTimeSeconds().ToString(null, null);
        const string body = """{"alerts":[]}""";
        var hash =
            System.Security.Cryptography.HMACSHA256.HashData("secret"u8,
                Encoding.UTF8.GetBytes($"{timestamp}:{body}"));
        var request = Request(body, null, ("X-Grafana-Alerting-Signature", Convert.ToHexStringLower(hash)),
            ("X-Grafana-Alerting-Signature-Timestamp", timestamp));

        BySecret().Take(request, Now).IsTaken.ShouldBeTrue();
    }

    [Theory]
    [InlineData("", 400, "The body is empty.")]
    [InlineData("  \n", 400, "The body is empty.")]
    [InlineData("CRITICAL: disk of db-1 is full", 202, "1 alert accepted.")]
    [InlineData("[FIRING:1] Disk (db-1)", 202, "1 alert accepted.")]
    [InlineData("\"disk of db-1 is full\"", 202, "1 alert accepted.")]
    [InlineData("[1, 2", 400, "The body is not valid JSON: error at line 1, byte 6.")]
    [InlineData("{\"a\":", 400,
        "The body is not valid JSON: error at line 1, byte 6.")]
    [InlineData("{\"a\":1} {\"a\":2}", 400, "The body is not valid JSON: error at line 1, byte 9.")]
    [InlineData("{\"a\":1}", 202, "1 alert accepted.")]
    [InlineData("\uFEFF{\"a\":1}", 202, "1 alert accepted.")]
    [InlineData("[{\"title\":\"a\"},{\"title\":\"b\"}]", 202, "2 alerts accepted.")]
    public void A_body_is_accepted_or_refused_with_a_sentence(string body, int status, string sentence)
    {
        var decision = ByToken.Take(Request(body), Now);

        decision.StatusCode.ShouldBe(status);
        decision.Sentence.ShouldBe(sentence);
    }

    [Fact]
    public void JSON_of_any_depth_is_accepted()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);

        var decision = ByToken.Take(Request($$"""{"title":"disk full","severity":"critical","x":{{deep}}}"""), Now);

        decision.StatusCode.ShouldBe(202);
        var signal = decision.Signals.ShouldHaveSingleItem();
        signal.Title.ShouldBe("disk full");
        signal.Problems.ShouldBe(["The JSON is nested deeper than 64 levels; deeper values are ignored."]);
    }

    [Fact]
    public void Invalid_UTF_8_is_reported()
    {
        byte[] body = [.. "{\"title\":\"disk "u8, 0xFF, .. "\",\"severity\":\"error\"}"u8];

        var signal = ByToken.Take(Request("") with { Body = body }, Now).Signals.ShouldHaveSingleItem();

        signal.Title.ShouldBe("disk \uFFFD");
        signal.Problems.ShouldBe(["Some bytes are not valid UTF-8; they are shown as \uFFFD."]);
    }

    [Theory]
    [InlineData("resolved", true)]
    [InlineData("RESOLVED", true)]
    [InlineData("Firing", false)]
    public void The_status_of_an_alert_ignores_case(string status, bool isResolved)
    {
        var signal = Alertmanager(status);

        (signal.Status == Alerting.Alerts.AlertStatus.Resolved).ShouldBe(isResolved);
        signal.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_status_fires_and_is_reported()
    {
        var signal = Alertmanager("bananas");

        signal.Status.ShouldBe(Alerting.Alerts.AlertStatus.Firing);
        signal.Problems.ShouldBe(["The status \"bananas\" is not firing or resolved; treated as firing."]);
    }

    private static Alerting.Alerts.Signal Alertmanager(string status) => ByToken.Take(Request(
        $$"""{"groupKey":"g","alerts":[{"status":"{{status}}","labels":{"alertname":"x","severity":"error"},"startsAt":"2026-11-14T02:00:00Z"}]}"""),
        Now).Signals.ShouldHaveSingleItem();

    [Theory]
    [InlineData("POST", "/events/", 202)]
    [InlineData("GET", "/events", 405)]
    [InlineData("POST", "/", 404)]
    [InlineData("POST", "/alertmanager", 400)]
    [InlineData("POST", "/grafana", 400)]
    public void A_wrong_path_or_method_is_refused(string method, string path, int status) =>
        ByToken.Take(Request("""{"title":"x"}""") with { Method = method, Path = path }, Now).StatusCode.ShouldBe(
            status);

    [Fact]
    public void More_than_a_megabyte_is_refused() =>
        ByToken.Take(Request(new string(' ', WebhookIntake.MaxBytes + 1)), Now).StatusCode.ShouldBe(413);

    [Theory]
    [InlineData("alertmanager/firing", 1)]
    [InlineData("alertmanager/resolved", 1)]
    [InlineData("alertmanager/several", 3)]
    [InlineData("grafana/firing", 1)]
    [InlineData("generic/goalert-webhook", 1)]
    public void A_Function_URL_event_is_unwrapped(string name, int alerts)
    {
        var request = WebhookRequest.FromFunctionUrl(EventCorpus.Event(name)).ShouldNotBeNull();

        var decision = new WebhookIntake(new WebhookAuthentication("EXAMPLE", null)).Take(request, Now);

        decision.StatusCode.ShouldBe(202);
        decision.Signals.Count.ShouldBe(alerts);
    }

    [Fact]
    public void An_SNS_topic_may_post_its_envelope()
    {
        const string body = """
            {"Type":"Notification","MessageId":"1","TopicArn":"arn:aws:sns:eu-west-1:123456789012:t",
             "Message":"{\"AlarmName\":\"a\",\"NewStateValue\":\"OK\"}"}
            """;

        ByToken.Take(Request(body), Now).Signals.ShouldHaveSingleItem().Source.ShouldBe("cloudwatch-alarm");
    }

    [Fact]
    public void Invalid_base64_is_refused()
    {
        var lambdaEvent =
            """{"rawPath":"/events","headers":{"authorization":"Bearer right"},"requestContext":{"http":{"method":"POST"}},"body":"%%%","isBase64Encoded":true}""";
        var request = WebhookRequest.FromFunctionUrl(Encoding.UTF8.GetBytes(lambdaEvent)).ShouldNotBeNull();

        ByToken.Take(request, Now).Sentence.ShouldBe("The body is not valid base64, but isBase64Encoded is true.");
    }

    [Theory]
    [InlineData("{\"title\":\"x\"}", true, "/events", 202, "1 alert accepted.")]
    [InlineData("{\"title\":\"x\"}", false, "/events", 401, "The request has neither a bearer token nor a signature.")]
    [InlineData("{\"title\":", true, "/events", 400, "The body is not valid JSON: error at line 1, byte 10.")]
    [InlineData("{}", true, "/elsewhere", 404, "Unknown path. POST to /alertmanager, /grafana, /events or /heartbeat/NAME.")]
    public void The_answer_can_be_previewed_without_the_secrets(string body, bool hasToken, string path, int status,
        string sentence)
    {
        var request = new WebhookRequest
        {
            Method = "POST",
            Path = path,
            Body = System.Text.Encoding.UTF8.GetBytes(body),
            Headers = hasToken ? new Dictionary<string, string> { ["authorization"] = "Bearer whatever" } : [],
        };

        var decision = WebhookIntake.Preview(request);

        (decision.StatusCode, decision.Sentence).ShouldBe((status, sentence));
    }

    private static WebhookIntake BySecret() => new(new WebhookAuthentication(null, "secret"));

    private static WebhookRequest Signed(string body, string timestamp, string signature) =>
        Request(body, null, (WebhookAuthentication.SignatureHeader, signature),
            (WebhookAuthentication.TimestampHeader, timestamp));

    private static WebhookRequest Request(string body, string? authorization = "Bearer right",
        params (string Name, string Value)[] headers)
    {
        var all = headers.ToDictionary(header => header.Name, header => header.Value);
        if (authorization is not null)
            all["authorization"] = authorization;
        return new WebhookRequest { Method = "POST", Path = "/events", Headers = all,
            Body = Encoding.UTF8.GetBytes(body) };
    }
}
