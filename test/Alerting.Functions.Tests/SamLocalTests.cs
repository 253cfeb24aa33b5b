using System.Text.Json;
using Alerting.Fakes;
using Alerting.TestKit;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>
/// Runs the executable as <c>sam local invoke</c> does, with the variables of env.local.json and a sample event. The
/// report for people is on standard error; the response goes to the Runtime API.
/// </summary>
public sealed class SamLocalTests
{
    [Fact]
    public async Task An_alarm_is_printed_as_each_receiver_would_read_it()
    {
        var (answer, report) = await InvokeAsync("AlarmFunction", "cloudwatch-alarm/alarm.json");

        ShouldBeReadable(report, messages: 3);
        Section(report, "phone: SMS").ShouldStartWith(
            "ERROR orders-api errors: Orders fail for customers. Errors 41 (>5), since ");
        var mail = Section(report, "inbox: e-mail");
        mail.ShouldStartWith("Subject: ERROR: orders-api errors\n\nERROR: orders-api errors\n");
        mail.ShouldContain("\nOrders fail for customers.\n");
        var chat = Section(report, "chat: Slack").Split('\n');
        chat[0].ShouldBe("🟠 ERROR: orders-api errors");
        chat.ShouldContain("Errors Sum 41 (threshold > 5)");
        chat.ShouldContain("Region: eu-west-1");
        chat.ShouldContain("Runbook: https://wiki.example.com/runbooks/orders-api");
        chat.ShouldContain(
            "Alarm: https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/orders-api$20errors");
        Section(report, "Decisions").ShouldStartWith(
            "orders-api errors: error (default for alarms in ALARM)\n  notify phone, inbox, chat by route pages: " +
            "First alert of a new incident.");
        answer.GetProperty("notifications").EnumerateArray()
            .Select(notification =>
                (notification.GetProperty("channel").GetString(), notification.GetProperty("outcome").GetString()))
            .ShouldBe([("sms", "not sent"), ("sns", "not sent"), ("slack", "not sent")]);
    }

    [Fact]
    public async Task Log_lines_are_printed_for_each_receiver()
    {
        var (answer, report) = await InvokeAsync("LogFunction", "logs/errors.json");

        ShouldBeReadable(report, messages: answer.GetProperty("notifications").GetArrayLength());
        foreach (var title in answer.GetProperty("alerts").EnumerateArray()
            .Select(alert => alert.GetProperty("title").GetString()!))
        {
            Section(report, "Decisions").ShouldContain(title);
        }
    }

    [Fact]
    public async Task A_web_request_with_the_token_of_env_local_json_is_accepted_and_printed()
    {
        var (answer, report) = await InvokeAsync("WebhookFunction", "alertmanager/firing.json");

        answer.GetProperty("statusCode").GetInt32().ShouldBe(202);
        ShouldBeReadable(report, messages: 3);
        Section(report, "chat: Slack").ShouldContain("\nRunbook: https://wiki.example.com/runbooks/memory");
        Section(report, "Decisions").ShouldContain("critical (");
    }

    [Fact]
    public async Task Literal_tokens_work_only_under_sam_local()
    {
        await using var receivers = new Receivers();
        await using var runtime = new RuntimeApiServer();
        foreach (var (name, value) in LocalEnvironment.Of("WebhookFunction"))
            receivers.Environment[name] = value;
        receivers.Environment.Remove("AWS_SAM_LOCAL");
        receivers.ParameterStore.Reply(
            HttpReply.Text(400, """{"__type":"ValidationException","message":"no"}""", "application/x-amz-json-1.1"));
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);

        var result = await runtime.InvokeAsync(Events.Text("alertmanager/firing.json"));

        result.Body.ShouldContain("\"statusCode\":503", customMessage: result.Body + bootstrap.Output);
    }

    [Fact]
    public void The_template_declares_every_variable_of_env_local_json_since_sam_ignores_others()
    {
        var template = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "template.yaml")))
            template.Load(reader);
        var root = template.Documents[0].RootNode;
        var shared = Variables(root["Globals"]["Function"]);

        foreach (var (function, variables) in LocalEnvironment.All)
        {
            variables.Keys.Except([.. shared, .. Variables(root["Resources"][function]["Properties"])])
                .ShouldBeEmpty(function);
        }
    }

    private static IEnumerable<string> Variables(YamlNode function) =>
        ((YamlMappingNode)function["Environment"]["Variables"]).Children.Keys.Select(name => name.ToString());

    private static async Task<(JsonElement Answer, string Report)> InvokeAsync(string function, string eventFile)
    {
        await using var runtime = new RuntimeApiServer();
        await using var bootstrap = new BootstrapProcess(runtime, LocalEnvironment.Of(function));
        var result = await runtime.InvokeAsync(Events.Text(eventFile));
        await bootstrap.StopAsync();

        result.Succeeded.ShouldBeTrue(result.Body + bootstrap.Output);
        bootstrap.Output[..^bootstrap.Errors.Length].ShouldNotContain("orders-api errors");
        using var answer = JsonDocument.Parse(result.Body);
        return (answer.RootElement.Clone(), bootstrap.Errors);
    }

    /// <summary>Each message is printed once with readable names and without JSON.</summary>
    private static void ShouldBeReadable(string report, int messages)
    {
        var printed = report.Split("\n── ");
        printed.Length.ShouldBe(messages + 2, report);
        printed.Distinct().Count().ShouldBe(printed.Length, report);
        printed[^1].ShouldStartWith("Decisions ──\n");
        foreach (var message in printed[1..^1])
            message.ShouldMatch("^(phone: SMS|inbox: e-mail|chat: Slack) ");
        report.ShouldNotContain("\\u00");
        report.ShouldNotContain("\\n");
        report.ShouldNotContain("{\"");
        report.ShouldNotContain("sns", Case.Sensitive);
    }

    /// <summary>The text below a heading.</summary>
    private static string Section(string report, string heading)
    {
        var from = report.IndexOf('\n', report.IndexOf($"── {heading}", StringComparison.Ordinal)) + 1;
        var to = report.IndexOf("\n── ", from, StringComparison.Ordinal);
        return to < 0 ? report[from..] : report[from..to];
    }
}
