using System.Text.Json;
using Alerting.Fakes;
using Alerting.TestKit;
using MimeKit;

namespace Alerting.Functions.Tests;

/// <summary>Runs the executable as Lambda does.</summary>
public sealed class BootstrapTests
{
    [Fact]
    public async Task An_alarm_becomes_an_sms_an_email_a_topic_message_and_a_chat_message()
    {
        await using var receivers = new Receivers();
        await using var runtime = new RuntimeApiServer();
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);

        var result = await runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"));

        result.Succeeded.ShouldBeTrue(result.Body + bootstrap.Output);
        ShouldBeTheChatMessage(receivers.Chat.Requests.ShouldHaveSingleItem());
        ShouldBeTheSms(receivers.Sns.Calls.Single(call => call.ContainsKey("PhoneNumber")));
        ShouldBeTheTopicMessage(receivers.Sns.Calls.Single(call => call.ContainsKey("TopicArn")));
        ShouldBeTheEmail(receivers.Mail.Mails.ShouldHaveSingleItem());
        using var summary = JsonDocument.Parse(result.Body);
        summary.RootElement.GetProperty("notifications").EnumerateArray()
            .Select(notification => notification.GetProperty("outcome").GetString())
            .ShouldBe(["delivered", "delivered", "delivered", "delivered"]);
    }

    [Fact]
    public async Task The_secret_webhook_url_is_neither_in_the_response_nor_in_the_log()
    {
        await using var receivers = new Receivers();
        receivers.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));
        await using var runtime = new RuntimeApiServer();
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);

        var result = await runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"));

        result.Body.ShouldContain("chat by slack: HTTP 404 (no_service)");
        result.Body.ShouldNotContain("secret-path");
        bootstrap.Output.ShouldNotContain("secret-path");
    }

    [Fact]
    public async Task The_next_event_is_processed_after_an_unreadable_one()
    {
        await using var receivers = new Receivers();
        await using var runtime = new RuntimeApiServer();
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);

        (await runtime.InvokeAsync("this is not JSON")).Succeeded.ShouldBeTrue();
        (await runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"))).Succeeded.ShouldBeTrue();

        receivers.Chat.Requests.Count.ShouldBe(2);
        receivers.Chat.Requests[0].Body.ShouldContain("this is not JSON");
    }

    [Fact]
    public async Task An_unknown_role_logs_one_sentence_and_exits_with_1()
    {
        await using var receivers = new Receivers();
        await using var runtime = new RuntimeApiServer();
        receivers.Environment["ALERTING_FUNCTION"] = "alram";
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);

        (await bootstrap.ExitCodeAsync()).ShouldBe(1);
        // A log line begins with the time and the level.
        bootstrap.Output.Trim().ShouldContain("\tcrit\tALERTING_FUNCTION is \"alram\". Set it to one of: alarm");
        bootstrap.Output.Trim().ShouldNotContain('\n');
    }

    private static void ShouldBeTheChatMessage(RecordedRequest post)
    {
        post.Path.ShouldBe("/services/T000/B000/secret-path");
        using var json = JsonDocument.Parse(post.Body);
        var blocks = json.RootElement.GetProperty("blocks").EnumerateArray().ToArray();
        json.RootElement.GetProperty("text").GetString().ShouldBe("ERROR: orders-api errors");
        blocks[0].GetProperty("text").GetProperty("text").GetString().ShouldBe("🟠 ERROR: orders-api errors");
        var bar = json.RootElement.GetProperty("attachments")[0];
        bar.GetProperty("color").GetString().ShouldBe("#c2410c");
        var lines = bar.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString()!.Split('\n');
        lines[0].ShouldMatch(@"^Firing for .+ \(since Sat 14 Nov( 2026)? 03:40 CET, 02:40 UTC\)$");
        lines[1].ShouldBe("Errors Sum 41 (threshold &gt; 5)");
        lines[2].ShouldBe("6, 17, 41 ▁▃█ (3 of 3 minutes)");
        post.Body.ShouldContain("\"Runbook\"},\"url\":\"https://wiki.example.com/runbooks/orders-api\"");
        post.Body.ShouldContain("\"Alarm\"},\"url\":\"https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1" +
            "#alarmsV2:alarm/orders-api$20errors\"");
        post.Body.ShouldContain("log-group/$252Faws$252Flambda$252Forders-api/log-events");
    }

    private static void ShouldBeTheSms(IReadOnlyDictionary<string, string> call)
    {
        call["PhoneNumber"].ShouldBe("+442079460000");
        call["Message"].ShouldStartWith(
            "ERROR orders-api errors: Orders fail for customers. Errors 41 (>5), since ");
        call.Values.ShouldContain("Transactional");
    }

    private static void ShouldBeTheTopicMessage(IReadOnlyDictionary<string, string> call)
    {
        call["TopicArn"].ShouldBe("arn:aws:sns:eu-west-1:123456789012:alerts");
        call["Subject"].ShouldBe("ERROR: orders-api errors");
        call["MessageStructure"].ShouldBe("json");
        using var json = JsonDocument.Parse(call["Message"]);
        json.RootElement.GetProperty("default").GetString()!.ShouldContain("Orders fail for customers.");
        json.RootElement.GetProperty("sms").GetString()!.ShouldStartWith("ERROR orders-api errors");
    }

    private static void ShouldBeTheEmail(ReceivedMail mail)
    {
        using var raw = new MemoryStream(mail.RawBytes);
        var message = MimeMessage.Load(raw, TestContext.Current.CancellationToken);
        message.Subject.ShouldBe("[ERROR] orders-api errors");
        message.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("oncall@example.com");
        message.TextBody!.ShouldContain("Runbook: https://wiki.example.com/runbooks/orders-api");
        message.HtmlBody!.ShouldContain("href=\"https://wiki.example.com/runbooks/orders-api\"");
    }
}
