using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Functions.Tests;

/// <summary>With JSON logging, as in template.yaml, every line is a JSON object, even on failures.</summary>
public sealed partial class JsonLogTests : IAsyncLifetime
{
    private readonly Receivers _receivers = new();
    private readonly RuntimeApiServer _runtime = new();

    public ValueTask InitializeAsync()
    {
        _receivers.Environment["AWS_LAMBDA_LOG_FORMAT"] = "JSON";
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _receivers.DisposeAsync();
        await _runtime.DisposeAsync();
    }

    [Fact]
    public async Task The_start_and_every_event_are_logged_as_json()
    {
        await using var bootstrap = new BootstrapProcess(_runtime, _receivers.Environment);
        (await _runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"))).Succeeded.ShouldBeTrue();
        (await _runtime.InvokeAsync("this is not JSON")).Succeeded.ShouldBeTrue();
        _receivers.Chat.Reply(HttpReply.Text(404, "no_service", "text/plain"));
        (await _runtime.InvokeAsync(Events.Records(Events.Named("other")))).Succeeded.ShouldBeFalse();
        await bootstrap.StopAsync();

        var lines = Lines(bootstrap);
        lines[0].GetProperty("message").GetString().ShouldNotBeNull()
            .ShouldMatch("^Starting the Alarm function \\(AWS packages: (official|substitutes)\\)$");
        lines[0].GetProperty("level").GetString().ShouldBe("Information");
        lines[0].GetProperty("role").GetString().ShouldBe("Alarm");
        lines.ShouldContain(
            line => line.GetProperty("level").GetString() == "Error" && line.GetProperty("message").GetString() == ""
            && line.GetProperty("errorType").GetString() == "Alerting.Functions.UndeliveredException");
    }

    [Fact]
    public async Task An_event_that_is_not_a_log_batch_is_logged_as_json()
    {
        _receivers.Environment["ALERTING_FUNCTION"] = "log";
        await using var bootstrap = new BootstrapProcess(_runtime, _receivers.Environment);
        (await _runtime.InvokeAsync("{}")).Succeeded.ShouldBeFalse();
        await bootstrap.StopAsync();

        Lines(bootstrap).Last().GetProperty("errorMessage").GetString()
            .ShouldBe("Not a log subscription event: awslogs.data is missing.");
    }

    [Theory]
    [InlineData("alram",
        "ALERTING_FUNCTION is \"alram\". Set it to one of: alarm, log, webhook, group, deliver, tick, check.")]
    [InlineData("group", "Set ALERTING_TABLE and ALERTING_GROUPS_QUEUE: the group function needs both.")]
    public async Task A_failed_start_is_one_sentence_in_json(string role, string sentence)
    {
        _receivers.Environment["ALERTING_FUNCTION"] = role;
        await using var bootstrap = new BootstrapProcess(_runtime, _receivers.Environment);
        (await bootstrap.ExitCodeAsync()).ShouldBe(1);

        var last = Lines(bootstrap).Last();
        last.GetProperty("level").GetString().ShouldBe("Critical");
        last.GetProperty("message").GetString().ShouldBe(sentence);
        last.TryGetProperty("stackTrace", out _).ShouldBeFalse();
        _runtime.Polled.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task An_unreachable_runtime_is_logged_as_json()
    {
        await using var bootstrap = new BootstrapProcess(_runtime, _receivers.Environment);
        await _runtime.Polled.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await _runtime.DisposeAsync();
        (await bootstrap.ExitCodeAsync()).ShouldBe(1);

        Lines(bootstrap).Last().GetProperty("level").GetString().ShouldBe("Critical");
    }

    [Fact]
    public async Task Exception_messages_are_sentences_not_resource_keys()
    {
        _receivers.Environment["ALERTING_CONFIG"] = "/nowhere/alerting.yaml";
        await using var bootstrap = new BootstrapProcess(_runtime, _receivers.Environment);
        var result = await _runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"));
        await bootstrap.StopAsync();

        result.Body.ShouldContain(
            "Cannot read the configuration /nowhere/alerting.yaml: Could not find a part of the path");
        HasNoResourceKey(bootstrap, result);
    }

    [Fact]
    public async Task A_delivery_that_times_out_is_logged_as_a_sentence()
    {
        _runtime.FunctionTimeout = TimeSpan.FromSeconds(3);
        _receivers.Chat.Responder = _ => new TaskCompletionSource<HttpReply>().Task;
        await using var bootstrap = new BootstrapProcess(_runtime, _receivers.Environment);
        var result = await _runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"));
        await bootstrap.StopAsync();

        result.Succeeded.ShouldBeFalse(result.Body);
        HasNoResourceKey(bootstrap, result);
    }

    private static void HasNoResourceKey(BootstrapProcess bootstrap, InvocationResult result)
    {
        var messages = Lines(bootstrap).SelectMany(line => (string[])["message", "errorMessage"],
            (line, name) => line.TryGetProperty(name, out var text) ? text.GetString()! : "");
        foreach (var message in messages.Append(result.Body))
            ResourceKey().Matches(message).Select(match => match.Value).ShouldBeEmpty(message);
    }

    private static JsonElement[] Lines(BootstrapProcess bootstrap) => [.. bootstrap.Output.Split('\n').Select(line =>
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            json.RootElement.ValueKind.ShouldBe(JsonValueKind.Object, line);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"This line is not JSON: {line}");
        }
    })];

    /// <summary>
    /// TaskCanceledException_ctor_DefaultMessage, IO_PathNotFound_Path, net_http_client_execution_error.
    /// </summary>
    [GeneratedRegex(@"\b(?:net|[A-Z][A-Za-z]+)_[a-zA-Z]*[a-z][a-zA-Z]*(?:_\w+)?\b(?<!_by)")]
    private static partial Regex ResourceKey();
}
