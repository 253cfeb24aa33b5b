using System.Text;
using Alerting.Answers.Slack;
using Alerting.Sources.Webhooks;

namespace Alerting.Tests.Answers;

public sealed class SlackSignatureTests
{
    private readonly SlackRig _slack = new(new AnswerRig("""
        receivers: { chat: { slack: "https://hooks.slack.com/services/T1/B1/x" } }
        routes: [{ to: [chat] }]
        """));

    /// <summary>The example of https://docs.slack.dev/authentication/verifying-requests-from-slack.</summary>
    [Fact]
    public void Signs_as_Slack_does() => SlackSignature.Sign("8f742231b10e8888abcd99yyyzzz85a5", "1531420618",
        Encoding.UTF8.GetBytes("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
            "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=" +
            "https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=" +
            "398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"))
        .ShouldBe("v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");

    [Theory]
    [InlineData(0, null)]
    [InlineData(299, null)]
    [InlineData(-299, null)]
    [InlineData(301, "The request is more than 5 minutes old.")]
    [InlineData(-301, "The request is more than 5 minutes old.")]
    public async Task Takes_a_request_for_five_minutes(int age, string? refusal)
    {
        var answer = await _slack.SendAsync(_slack.Signed("payload={}", age: TimeSpan.FromSeconds(age)));

        (answer.Status, answer.Body).ShouldBe(refusal is null ? (200, "") : (401, refusal));
    }

    [Fact]
    public async Task Refuses_what_another_app_signed_or_somebody_altered()
    {
        const string wrong = "The signature is not that of this app's signing secret.";
        var signed = _slack.Signed("payload={}");

        (await _slack.SendAsync(_slack.Signed("payload={}", "another secret"))).Body.ShouldBe(wrong);
        (await _slack.SendAsync(signed with { Body = "payload={ }"u8.ToArray() })).Body.ShouldBe(wrong);
        (await _slack.SendAsync(With(signed, "X-Slack-Signature", "v0=" + new string('0', 64)))).Body.ShouldBe(wrong);
        (await _slack.SendAsync(With(signed, "X-Slack-Signature", "é"))).Body.ShouldBe(wrong);
        (await _slack.SendAsync(With(signed, "X-Slack-Request-Timestamp", "1"))).Body.ShouldBe(wrong);
    }

    [Fact]
    public async Task Refuses_what_is_not_signed()
    {
        var signed = _slack.Signed("payload={}");

        (await _slack.SendAsync(With(signed, "X-Slack-Signature", ""))).Body.ShouldBe("The request is not signed by Slack.");
        (await _slack.SendAsync(With(signed, "X-Slack-Request-Timestamp", "soon"))).Status.ShouldBe(401);
        (await _slack.SendAsync(signed with { Method = "GET" })).Status.ShouldBe(405);
        (await _slack.SendAsync(signed with { IsBodyBroken = true })).Status.ShouldBe(401);
    }

    [Fact]
    public void Serves_nothing_without_a_secret() =>
        SlackDesk.Refusal(_slack.Signed("payload={}"), " ", Some.Time)!.Status.ShouldBe(404);

    private static WebhookRequest With(WebhookRequest request, string header, string value) => request with
    {
        Headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { [header] = value },
    };
}
