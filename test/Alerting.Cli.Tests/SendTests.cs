using System.CommandLine;
using System.Text.Json;
using Alerting.Fakes;

namespace Alerting.Cli.Tests;

/// <summary><c>alerting send</c> to real servers on loopback.</summary>
public sealed class SendTests : IAsyncLifetime
{
    private const string Secret = "services/T0/B0/secret-path";

    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;
    private readonly RecordingHttpServer _chat = new();
    private readonly SnsServer _sns = new();
    private readonly SmtpServer _mail = new();
    private readonly RecordingHttpServer _parameters = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private static string Alarm => Path.Combine(AppContext.BaseDirectory, "events/cloudwatch-alarm/alarm.json");

    private string Config => Path.Combine(_folder, "alerting.yaml");

    public ValueTask InitializeAsync()
    {
        _parameters.Reply(HttpReply.Text(200,
            $$$"""{"Parameter":{"Name":"/chat","Type":"SecureString","Value":"{{{_chat.Uri}}}{{{Secret}}}","Version":1}}""", "application/x-amz-json-1.1"));
        Configure($$"""
            smtp: { host: localhost, port: {{_mail.Port}}, from: alerts@example.com }
            receivers:
              phone: { sms: ["+442079460000"] }
              inbox: { email: [oncall@example.com] }
              chat: { slack: "${ssm:/chat}" }
              later: { slack: "${NOT_SET}" }
            routes: [{ to: [phone, inbox, chat, later] }]
            """);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _chat.DisposeAsync();
        await _sns.DisposeAsync();
        await _mail.DisposeAsync();
        await _parameters.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Every_channel_gets_a_message_and_the_results_are_shown()
    {
        var sent = await RunAsync("send", Alarm, "--yes");

        sent.ExitCode.ShouldBe(0, sent.Output + sent.Error);
        _chat.Requests.ShouldHaveSingleItem().Body.ShouldContain("orders-api errors");
        _chat.Requests[0].Path.ShouldBe("/" + Secret);
        _sns.Calls.ShouldHaveSingleItem()["PhoneNumber"].ShouldBe("+442079460000");
        _mail.Mails.ShouldHaveSingleItem().Recipients.ShouldBe(["oncall@example.com"]);
        sent.Output.ShouldContain("accepted by the mail server");
        sent.Output.ShouldContain("HTTP 200");
        sent.Output.ShouldContain("no address set, skipped");
        (sent.Output + sent.Error).ShouldNotContain("secret-path");
    }

    [Fact]
    public async Task Without_a_terminal_nothing_is_sent_unless_yes_is_given()
    {
        var refused = await RunAsync("send", Alarm);

        refused.ExitCode.ShouldBe(2);
        refused.Error.ShouldBe("alerting: Not a terminal: add --yes to send without asking.\n");
        NothingWasSent();
    }

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("YES\n", 0)]
    [InlineData("n\n", 1)]
    [InlineData("\n", 1)]
    [InlineData("maybe\n", 1)]
    [InlineData("", 1)]
    public async Task On_a_terminal_it_asks_first(string answer, int exitCode)
    {
        Configure($$"""
            receivers: { chat: { webhook: { url: "{{_chat.Uri}}hook" } } }
            routes: [{ to: chat }]
            """);
        var terminal = new Terminal(_output, _error, new StringReader(answer));

        var code = await CommandLine.RunAsync(
            new RootCommand { SendCommand.Create(terminal, TimeProvider.System) }, ["send", Alarm, "--config", Config],
            terminal);

        code.ShouldBe(exitCode, _error.ToString());
        _output.ToString().ShouldContain("Send 1 message? [y/N]");
        _chat.Requests.Count.ShouldBe(exitCode == 0 ? 1 : 0);
    }

    [Fact]
    public async Task A_refusal_is_shown_with_its_channel_and_the_exit_code_is_1()
    {
        _chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));

        var sent = await RunAsync("send", Alarm, "--yes");

        sent.ExitCode.ShouldBe(1);
        sent.Output.ShouldContain("HTTP 404 (no_service)");
        _mail.Mails.Count.ShouldBe(1, "the other channels are still sent");
        (sent.Output + sent.Error).ShouldNotContain("secret-path");
    }

    [Fact]
    public async Task An_unreadable_secret_is_reported_by_its_parameter_name()
    {
        _parameters.Reply(
            HttpReply.Text(400, """{"__type":"ParameterNotFound","message":"gone"}""", "application/x-amz-json-1.1"));

        var sent = await RunAsync("send", Alarm, "--yes");

        sent.ExitCode.ShouldBe(1);
        string.Join(' ', sent.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ShouldContain("The parameter /chat does not exist in this account and region.");
    }

    [Fact]
    public async Task An_acknowledgement_uses_the_key_of_the_incident_and_goes_nowhere_else()
    {
        await using var services = new ChatServices();
        Configure($$"""
            receivers:
              ops: { pagerduty: { routing_key: 0123456789abcdef0123456789abcdef, api_url: "{{services.Root("pagerduty")}}" }, slack: "{{_chat.Uri}}hook" }
            routes: [{ to: ops }]
            """);
        (await RunAsync("send", Alarm, "--yes")).ExitCode.ShouldBe(0);

        var acknowledged = await RunAsync("send", Alarm, "--acknowledge", "--yes");

        acknowledged.ExitCode.ShouldBe(0, acknowledged.Output + acknowledged.Error);
        var events = services.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement).ToArray();
        events.Select(each => each.GetProperty("event_action").GetString())
            .ShouldBe(["trigger", "acknowledge", "acknowledge"]);
        var keys = events.Select(each => each.GetProperty("dedup_key").GetString()!).ToArray();
        keys[1..].ShouldContain(keys[0], "send opened it by the key of its group");
        keys[1..].Distinct().Count().ShouldBe(2, "a deployment opens it by the incident's id");
        _chat.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Only_channels_with_incidents_can_acknowledge()
    {
        (await RunAsync("render", Alarm, "--channel", "opsgenie", "--acknowledge")).ExitCode.ShouldBe(0);
        var refused = await RunAsync("render", Alarm, "--channel", "slack", "--acknowledge");
        (refused.ExitCode, refused.Error).ShouldBe(
            (2, "alerting: slack has no incidents to acknowledge. Use one of: pagerduty, opsgenie, webhook.\n"));
        (await RunAsync("send", Alarm, "--acknowledge", "--yes")).ExitCode.ShouldBe(1);
        NothingWasSent();
    }

    [Theory]
    [InlineData("no-such-file.json", "Cannot read no-such-file.json: the file does not exist.")]
    [InlineData(".", ". is a folder. Name an event file in it.")]
    public async Task An_unreadable_event_gets_one_sentence(string path, string error)
    {
        var refused = await RunAsync("send", path, "--yes");

        refused.ExitCode.ShouldBe(2);
        refused.Output.ShouldBeEmpty();
        refused.Error.ShouldContain(error);
        refused.Error.TrimEnd('\n').ShouldNotContain('\n');
        NothingWasSent();
    }

    private void Configure(string yaml) => File.WriteAllText(Config, yaml);

    private void NothingWasSent()
    {
        _chat.Requests.ShouldBeEmpty();
        _sns.Calls.ShouldBeEmpty();
        _mail.Mails.ShouldBeEmpty();
    }

    private Task<CliResult> RunAsync(params string[] arguments) => CliProcess.RunAsync(new Dictionary<string, string>
    {
        ["ALERTING_CONFIG"] = Config,
        ["AWS_ENDPOINT_URL_SNS"] = _sns.Uri.ToString(),
        ["AWS_ENDPOINT_URL_SSM"] = _parameters.Uri.ToString(),
        ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
        ["AWS_REGION"] = "eu-west-1",
    }, arguments);
}
