using System.Text.Json;
using Alerting.TestServers;
using YamlDotNet.RepresentationModel;

namespace Alerting.Functions.Tests;

/// <summary>
/// <c>sam local invoke</c> as a person meets it: the executable, the variables of env.local.json and an event of the corpus. What
/// they read is on standard error; the answer goes to the Runtime API.
/// </summary>
public sealed class SamLocalTests
{
    [Fact]
    public async Task An_alarm_is_printed_for_each_receiver_as_they_would_read_it()
    {
        var (answer, said) = await InvokeAsync("AlarmFunction", "cloudwatch-alarm/alarm.json");

        IsReadable(said, messages: 3);
        Section(said, "phone: SMS").ShouldStartWith("ERROR orders-api errors: Errors 41 (>5), since ");
        var mail = Section(said, "inbox: e-mail");
        mail.ShouldStartWith("Subject: ERROR: orders-api errors\n\nERROR: orders-api errors\n");
        mail.ShouldContain("\nOrders fail for customers.\n");
        var chat = Section(said, "chat: Slack").Split('\n');
        chat[0].ShouldBe("🟠 ERROR: orders-api errors");
        chat.ShouldContain("Errors Sum 41 (threshold > 5)");
        chat.ShouldContain("Region: eu-west-1");
        chat.ShouldContain("Runbook: https://wiki.example.com/runbooks/orders-api");
        chat.ShouldContain("Alarm: https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/orders-api$20errors");
        Section(said, "Decisions").ShouldStartWith(
            "orders-api errors: error, by default for alarms in ALARM\n  notify phone, inbox, chat by route pages: First alert of a new incident.");
        answer.GetProperty("notifications").EnumerateArray()
            .Select(notification => (notification.GetProperty("channel").GetString(), notification.GetProperty("outcome").GetString()))
            .ShouldBe([("sms", "not sent"), ("sns", "not sent"), ("slack", "not sent")]);
    }

    [Fact]
    public async Task Log_lines_are_printed_for_each_receiver()
    {
        var (answer, said) = await InvokeAsync("LogFunction", "logs/errors.json");

        IsReadable(said, messages: answer.GetProperty("notifications").GetArrayLength());
        foreach (var title in answer.GetProperty("alerts").EnumerateArray().Select(alert => alert.GetProperty("title").GetString()!))
            Section(said, "Decisions").ShouldContain(title);
    }

    [Fact]
    public async Task A_web_request_with_the_token_of_env_local_json_is_taken_in_and_printed()
    {
        var (answer, said) = await InvokeAsync("WebhookFunction", "alertmanager/firing.json");

        answer.GetProperty("statusCode").GetInt32().ShouldBe(202);
        IsReadable(said, messages: 3);
        Section(said, "chat: Slack").ShouldContain("\nRunbook: https://wiki.example.com/runbooks/memory");
        Section(said, "Decisions").ShouldContain("critical, by ");
    }

    [Fact]
    public async Task A_literal_token_is_a_secret_only_under_sam_local()
    {
        await using var receivers = new Receivers();
        await using var runtime = new RuntimeApiServer();
        foreach (var (name, value) in LocalEnvironment.Of("WebhookFunction"))
            receivers.Environment[name] = value;
        receivers.Environment.Remove("AWS_SAM_LOCAL");
        receivers.ParameterStore.Reply(HttpReply.Text(400, """{"__type":"ValidationException","message":"no"}""", "application/x-amz-json-1.1"));
        await using var bootstrap = new BootstrapProcess(runtime, receivers.Environment);

        var result = await runtime.InvokeAsync(Events.Text("alertmanager/firing.json"));

        result.Body.ShouldContain("\"statusCode\":503", customMessage: result.Body + bootstrap.Output);
    }

    [Fact]
    public void Every_variable_of_env_local_json_is_declared_by_the_template_since_sam_ignores_others()
    {
        var template = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "template.yaml")))
            template.Load(reader);
        var root = template.Documents[0].RootNode;
        var shared = Variables(root["Globals"]["Function"]);

        foreach (var (function, variables) in LocalEnvironment.All)
            variables.Keys.Except([.. shared, .. Variables(root["Resources"][function]["Properties"])]).ShouldBeEmpty(function);
    }

    private static IEnumerable<string> Variables(YamlNode function) =>
        ((YamlMappingNode)function["Environment"]["Variables"]).Children.Keys.Select(name => name.ToString());

    private static async Task<(JsonElement Answer, string Said)> InvokeAsync(string function, string eventFile)
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

    /// <summary>Each message once, under names that people use, and nothing that only a program can read.</summary>
    private static void IsReadable(string said, int messages)
    {
        var printed = said.Split("\n── ");
        printed.Length.ShouldBe(messages + 2, said);
        printed.Distinct().Count().ShouldBe(printed.Length, said);
        printed[^1].ShouldStartWith("Decisions ──\n");
        foreach (var message in printed[1..^1])
            message.ShouldMatch("^(phone: SMS|inbox: e-mail|chat: Slack) ");
        said.ShouldNotContain("\\u00");
        said.ShouldNotContain("\\n");
        said.ShouldNotContain("{\"");
        said.ShouldNotContain("sns", Case.Sensitive);
    }

    /// <summary>What stands below a heading.</summary>
    private static string Section(string said, string heading)
    {
        var from = said.IndexOf('\n', said.IndexOf($"── {heading}", StringComparison.Ordinal)) + 1;
        var to = said.IndexOf("\n── ", from, StringComparison.Ordinal);
        return to < 0 ? said[from..] : said[from..to];
    }
}
