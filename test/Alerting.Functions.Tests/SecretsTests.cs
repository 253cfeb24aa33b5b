using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Functions.Tests;

/// <summary>
/// Every channel fails and echoes what it was sent. Even so, neither the log nor the exception nor the response may
/// contain a secret.
/// </summary>
public sealed class SecretsTests
{
    private static readonly string[] Secrets =
        ["PATHsecret4711", "KEYsecret4712", "PASSWORDsecret4713", "example-secret"];

    [Theory]
    [InlineData("echo")]
    [InlineData("unavailable")]
    [InlineData("works")]
    public async Task The_function_reveals_no_secret(string failure)
    {
        await using var services = new ChatServices();
        await using var receivers = new Receivers();
        receivers.Configure(Everybody(services, receivers));
        if (failure == "echo")
        {
            services.Fault = (request, _) => Task.FromResult<HttpReply?>(HttpReply.Text(400,
                $$"""{"error":"PATHsecret KEYsecret","description":"{{request.Target}} {{request.Header("Authorization")}}","message":"{{request.Body.Length}}"}"""));
        }
        if (failure == "unavailable")
            await services.DisposeAsync();
        if (failure != "works")
            receivers.Sns.Refuse = fields => new SnsError(400, "Refused", string.Join(' ', fields.Values));

        await using var runtime = new RuntimeApiServer();
        await using var process = new BootstrapProcess(runtime, receivers.Environment);
        var result = await runtime.InvokeAsync(Events.Alarm());

        result.Succeeded.ShouldBe(failure == "works", result.Body + process.Output);
        string[] outputs = [result.Body, process.Output];
        foreach (var secret in Secrets)
            outputs.ShouldAllBe(text => !text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        foreach (var channel in (string[])["sms", "email", "sns", "slack", "teams", "discord", "google_chat",
            "mattermost", "telegram", "pagerduty", "opsgenie", "ntfy", "webhook"])
        {
            process.Output.ShouldContain($"by {channel} ");
        }
    }

    private static string Everybody(ChatServices services, Receivers receivers) => $$"""
        smtp: { host: localhost, port: {{receivers.Mail.Port}}, user: alerts, password: PASSWORDsecret4713, from: alerts@example.com }
        receivers:
          aws: { sms: "+442079460000", sns: "arn:aws:sns:eu-west-1:123456789012:alerts" }
          mail: { email: oncall@example.com }
          slack: { slack: ["{{services.Root("slack")}}/services/T000/PATHsecret4711", { token: xoxb-KEYsecret4712, channel: "#alerts", api_url: "{{services.Root("slack")}}/api" }] }
          teams: { teams: "{{services.Root("teams")}}/workflows/PATHsecret4711?sig=KEYsecret4712" }
          discord: { discord: "{{services.Root("discord")}}/api/webhooks/123/PATHsecret4711" }
          google_chat: { google_chat: "{{services.Root("google_chat")}}/v1/spaces/AAA/messages?key=KEYsecret4712&token=PATHsecret4711" }
          mattermost: { mattermost: "{{services.Root("mattermost")}}/hooks/PATHsecret4711" }
          telegram: { telegram: { token: "123456:KEYsecret4712", chat: "-100123", api_url: "{{services.Root("telegram")}}" } }
          pagers: { pagerduty: { routing_key: 0123456789abcdefKEYsecret4712abc, api_url: "{{services.Root("pagerduty")}}" }, opsgenie: { key: KEYsecret4712, api_url: "{{services.Root("opsgenie")}}" } }
          ntfy: { ntfy: { url: "{{services.Root("ntfy")}}/PATHsecret4711", token: tk_KEYsecret4712 } }
          webhook: { webhook: { url: "{{services.Root("webhook")}}/in/PATHsecret4711", secret: "{{WebhookService.Secret}}", headers: { X-Key: KEYsecret4712 } } }
        routes: [{ to: [aws, mail, slack, teams, discord, google_chat, mattermost, telegram, pagers, ntfy, webhook] }]
        """;
}
