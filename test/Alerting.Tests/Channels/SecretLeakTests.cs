using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Fakes;

namespace Alerting.Tests.Channels;

/// <summary>
/// No webhook path, token, key or password appears in a verdict, a target's display name or explain's JSON, even if the
/// service echoes the request, and however it fails.
/// </summary>
[Collection(AwsEnvironment.Collection)]
public sealed class SecretLeakTests
{
    public static MatrixTheoryData<string, string> Failures =>
        new([.. Wire.HttpKinds, "email"], ["echo", "redirect", "500", "abort", "hang", "away"]);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_secret_is_shown(string kind, string failure)
    {
        await using var services = new ChatServices();
        await using var mail = new SmtpServer { Credentials = ("alerts", "another") };
        var config = Wire.Config(services,
            "  email: { email: [oncall@example.com] }\nsmtp: { host: 127.0.0.1, port: " + mail.Port +
            ", user: alerts, password: \"PASSWORDsecret4713\", from: alerts@example.com }");
        Fail(services, failure);
        if (failure == "away")
            await services.DisposeAsync();

        // All other failures are the service's response, so a slow machine must not cause a timeout.
        using var http =
            new HttpSender(TimeProvider.System, timeout: failure == "hang" ? TimeSpan.FromMilliseconds(300) : null);
        var smtp = new SmtpSender(config.Smtp!, Some.NoSecrets, TimeProvider.System);
        var delivery = Wire.Delivery(config, kind, SampleNotifications.Firing());
        var outcome = new DeliveryOutcome(delivery,
            await Wire.Sender(http, smtp).SendAsync(delivery, TestContext.Current.CancellationToken));

        outcome.Verdict.IsFailure.ShouldBeTrue();
        var trace = new AlertPipeline(config).Take("{}"u8.ToArray(), Some.Time).Trace;
        string[] said = [outcome.Verdict.Reason, outcome.ToString(), outcome.Delivery.Target.Display,
            TraceJson.WriteText(trace, [outcome])];
        foreach (var secret in Wire.Secrets)
            said.ShouldAllBe(text => !text.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("sms", "echo")]
    [InlineData("sms", "away")]
    [InlineData("sns", "echo")]
    [InlineData("sns", "away")]
    public async Task No_secret_of_SNS_is_shown(string kind, string failure)
    {
        await using var server = new SnsServer
            { Refuse = fields => new SnsError(400, "Refused-" + Wire.KeySecret, string.Join(' ', fields.Values)) };
        AwsEnvironment.PointTo(server);
        var config =
            Some.Config($"receivers: {{ {kind}: {{ {kind}: \"${{ssm:/address}}\" }} }}\nroutes: [{{ to: {kind} }}]");
        if (failure == "away")
            await server.DisposeAsync();

        using var sns = new Alerting.Aws.SnsSender();
        var secrets = new Secrets((_, _) => Task.FromResult(Wire.KeySecret), TimeProvider.System);
        var delivery = Wire.Delivery(config, kind, SampleNotifications.Firing());
        var sender = new TargetSender([sns], secrets, TimeProvider.System);
        var outcome =
            new DeliveryOutcome(delivery, await sender.SendAsync(delivery, TestContext.Current.CancellationToken));

        outcome.Verdict.IsFailure.ShouldBeTrue();
        string[] said = [outcome.Verdict.Reason, outcome.ToString(), outcome.Delivery.Target.Display,
            TraceJson.WriteText(new Trace(), [outcome])];
        foreach (var secret in (string[])[Wire.KeySecret, "example-secret"])
            said.ShouldAllBe(text => !text.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Every_channel_is_covered() => ChannelCatalog.Keys.ShouldBe(
        [.. Wire.HttpKinds.Where(kind => kind != "slack-bot"), "email", "sms", "sns"], ignoreOrder: true);

    [Fact]
    public async Task Settings_do_not_show_their_values()
    {
        await using var services = new ChatServices();
        foreach (var kind in Wire.HttpKinds)
        {
            var target = Wire.Delivery(Wire.Config(services), kind, SampleNotifications.Firing()).Target;
            var settings =
                await TargetSettings.ResolveAsync(target, Some.NoSecrets, TestContext.Current.CancellationToken);
            Wire.Secrets.ShouldAllBe(
                secret => !settings.ToString()!.Contains(secret) && !target.ToString().Contains(secret));
        }
    }

    [Fact]
    public async Task A_secret_with_a_trailing_line_break_works()
    {
        var target = new Target("slack", new Setting([new SettingPart("/hook", IsSecret: true)])) { IsSecret = true };
        var secrets = new Secrets((_, _) => Task.FromResult("https://hooks.slack.com/services/T0/B0/abcdefgh\n"),
            TimeProvider.System);

        var settings = await TargetSettings.ResolveAsync(target, secrets, TestContext.Current.CancellationToken);

        settings.Address.ShouldBe("https://hooks.slack.com/services/T0/B0/abcdefgh");
        settings.Redact("no_service at abcdefgh").ShouldBe("no_service at ***");
    }

    private static void Fail(ChatServices services, string failure)
    {
        switch (failure)
        {
            // In plain words, which a verdict may show, and in every property it reads.
            case "echo":
                services.Fault = (request, _) => Task.FromResult<HttpReply?>(HttpReply.Text(400,
                    $$"""{"error":"PATHsecret KEYsecret","description":"{{request.Target}} {{request.Header("Authorization")}}","message":"{{Wire.PathSecret}}"}"""));
                break;
            case "redirect":
                services.Fault = (request, _) => Task.FromResult<HttpReply?>(HttpReply.Text(302, request.Target) with
                {
                    Headers = new Dictionary<string, string> { ["Location"] = request.Target },
                });
                break;
            case "500":
                services.Reply(HttpReply.Text(500, Wire.PathSecret, "text/plain") with
                    { Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } });
                break;
            case "abort":
                services.Reply(HttpReply.Ok with { Abort = true });
                break;
            case "hang":
                services.Hang();
                break;
        }
    }
}
