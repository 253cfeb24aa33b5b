using System.Text.Json.Nodes;
using Alerting.Configuration;
using Amazon.Lambda.TestUtilities;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Functions.Tests;

/// <summary>The configuration in Parameter Store changes while the process stays warm.</summary>
public sealed class ConfigurationChangeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));
    private readonly Receivers _receivers = new();
    private AlertingServices _services = null!;
    private string _text = "";
    private bool _isUnavailable;
    private int _reads;

    public ValueTask InitializeAsync()
    {
        _receivers.Environment[ConfigurationSource.Variable] = "ssm:/alerting/config";
        _text = Config("chat");
        _services = new AlertingServices(_receivers.Variable, _time, (name, _) =>
        {
            _reads++;
            return _isUnavailable
                ? throw new SecretException($"The parameter {name} cannot be read")
                : Task.FromResult(new string(_text));
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _services.Dispose();
        return _receivers.DisposeAsync();
    }

    [Fact]
    public async Task A_change_takes_effect_after_five_minutes()
    {
        var before = await RuntimeAsync();
        _text = Config("room");
        (await RuntimeAsync()).ShouldBeSameAs(before);

        _time.Advance(Secrets.KeptFor);
        (await RuntimeAsync()).Config.Receivers.Keys.ShouldBe(["room"]);
    }

    [Fact]
    public async Task Nothing_is_recreated_while_the_text_is_unchanged()
    {
        var before = await RuntimeAsync();
        _time.Advance(Secrets.KeptFor);

        (await RuntimeAsync()).ShouldBeSameAs(before);
        (await RuntimeAsync()).ShouldBeSameAs(before);
        _reads.ShouldBe(2);
    }

    [Fact]
    public async Task The_latest_configuration_can_be_read_at_once()
    {
        await RuntimeAsync();
        _text = Config("room");

        (await _services.LatestRuntimeAsync(Cancellation)).Config.Receivers.Keys.ShouldBe(["room"]);
        (await RuntimeAsync()).Config.Receivers.Keys.ShouldBe(["room"]);
    }

    [Fact]
    public async Task An_invalid_change_keeps_the_previous_configuration()
    {
        var before = await RuntimeAsync();
        _text = "receivers: { chat: { slakc: x } }";
        _time.Advance(Secrets.KeptFor);
        (await RuntimeAsync()).ShouldBeSameAs(before);
        (await RuntimeAsync()).ShouldBeSameAs(before);

        _text = Config("room");
        _time.Advance(Secrets.KeptFor);
        (await RuntimeAsync()).Config.Receivers.Keys.ShouldBe(["room"]);
    }

    [Fact]
    public async Task While_Parameter_Store_is_unavailable_it_is_called_only_now_and_then()
    {
        var before = await RuntimeAsync();
        _isUnavailable = true;
        _time.Advance(Secrets.KeptFor);
        (await RuntimeAsync()).ShouldBeSameAs(before);
        (await RuntimeAsync()).ShouldBeSameAs(before);
        _reads.ShouldBe(2);

        _time.Advance(Secrets.KeptWhileAway);
        (await RuntimeAsync()).ShouldBeSameAs(before);
        _reads.ShouldBe(3);
    }

    [Fact]
    public async Task Groups_in_memory_keep_their_state_and_notify_nobody_twice()
    {
        await InvokeAsync(Events.Alarm());
        _text += "timezone: Europe/Berlin\n";
        _time.Advance(Secrets.KeptFor);
        await InvokeAsync(Events.Alarm());
        _receivers.Chat.Requests.Count.ShouldBe(1, "it is a duplicate");

        await InvokeAsync(Events.Alarm(sns => sns["Timestamp"] = "2026-11-14T03:06:00Z", alarm =>
            (alarm["NewStateValue"], alarm["StateChangeTime"]) =
                (JsonValue.Create("OK"), JsonValue.Create("2026-11-14T03:06:00.000+0000"))));
        _receivers.Chat.Requests.Count.ShouldBe(2);
        _receivers.Chat.Requests[1].Body.ShouldContain("RESOLVED after 25 min: orders-api errors");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ValueTask<AlertingServices.Runtime> RuntimeAsync() => _services.RuntimeAsync(Cancellation);

    private async Task InvokeAsync(string lambdaEvent)
    {
        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(lambdaEvent));
        await new AlarmFunction(_services).HandleAsync(input, new TestLambdaContext());
    }

    private string Config(string receiver) => $$"""
        receivers: { {{receiver}}: { slack: "{{_receivers.Chat.Uri}}hook" } }
        routes: [{ name: all, to: {{receiver}} }]

        """;
}
