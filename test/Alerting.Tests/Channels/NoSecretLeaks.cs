using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration;
using Alerting.TestServers;

namespace Alerting.Tests.Channels;

/// <summary>
/// No path of a webhook, no token, key or password reaches a verdict, what is shown of a target, or the JSON of explain,
/// also when the service repeats all it was sent, and whatever way it fails.
/// </summary>
public sealed class NoSecretLeaks
{
    public static MatrixTheoryData<string, string> Failures => new([.. Wire.HttpKinds, "email"], ["echo", "redirect", "500", "abort", "hang", "away"]);

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Nothing_is_said_that_is_secret(string kind, string failure)
    {
        await using var services = new ChatServices();
        await using var mail = new SmtpServer { Credentials = ("alerts", "another") };
        var config = Wire.Config(services, "  email: { email: [oncall@example.com] }\nsmtp: { host: 127.0.0.1, port: " + mail.Port +
            ", user: alerts, password: \"PASSWORDsecret4713\", from: alerts@example.com }");
        Fail(services, failure);
        if (failure == "away")
            await services.DisposeAsync();

        using var http = new HttpSender(TimeProvider.System, timeout: TimeSpan.FromMilliseconds(300));
        var smtp = new SmtpSender(config.Smtp!, Secrets.None, TimeProvider.System);
        var deliverer = new Deliverer(config, [http, smtp], Secrets.None, TimeProvider.System);
        var outcome = await deliverer.DeliverAsync(Wire.Delivery(config, kind, Situations.Firing()), TestContext.Current.CancellationToken);

        outcome.Verdict.IsFailure.ShouldBeTrue();
        var trace = new AlertPipeline(config).Run("{}"u8.ToArray(), Some.Time);
        string[] said = [outcome.Verdict.Reason, outcome.ToString(), outcome.Delivery.Target.Display, TraceJson.WriteText(trace, [outcome])];
        foreach (var secret in Wire.Secrets)
            said.ShouldAllBe(text => !text.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Settings_do_not_show_themselves()
    {
        await using var services = new ChatServices();
        foreach (var kind in Wire.HttpKinds)
        {
            var target = Wire.Delivery(Wire.Config(services), kind, Situations.Firing()).Target;
            var settings = await TargetSettings.ResolveAsync(target, Secrets.None, TestContext.Current.CancellationToken);
            Wire.Secrets.ShouldAllBe(secret => !settings.ToString()!.Contains(secret) && !target.ToString().Contains(secret));
        }
    }

    [Fact]
    public async Task A_secret_pasted_with_a_line_break_works()
    {
        var target = new Target("slack", new Setting([new SettingPart("/hook", IsSecret: true)])) { IsSecret = true };
        var secrets = new Secrets((_, _) => Task.FromResult("https://hooks.slack.com/services/T0/B0/abcdefgh\n"), TimeProvider.System);

        var settings = await TargetSettings.ResolveAsync(target, secrets, TestContext.Current.CancellationToken);

        settings.Address.ShouldBe("https://hooks.slack.com/services/T0/B0/abcdefgh");
        settings.Mask("no_service at abcdefgh").ShouldBe("no_service at ***");
    }

    private static void Fail(ChatServices services, string failure)
    {
        switch (failure)
        {
            // In words a hint may be made of, and in every place a service has for them.
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
                services.Reply(HttpReply.Text(500, Wire.PathSecret, "text/plain") with { Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } });
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
