using System.Net;
using System.Text;
using System.Text.Json;
using Alerting.Playground.Setup;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Playground.Tests;

/// <summary>
/// The real playground on a free loopback port, so that its senders can call it. With a stopped clock, time passes only
/// when a test moves it.
/// </summary>
public sealed class PlaygroundServer : WebApplicationFactory<Program>
{
    /// <summary>A Friday, outside business hours.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 11, 13, 21, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider? _clock;
    private readonly TimeSpan? _sendTimeout;

    private readonly (string Name, string Value)[] _settings;

    private PlaygroundServer(FakeTimeProvider? clock, TimeSpan? sendTimeout, (string, string)[] settings) =>
        (_clock, _sendTimeout, _settings) = (clock, sendTimeout, settings);

    public HttpClient Http { get; private set; } = null!;

    public Uri Uri => Http.BaseAddress!;

    /// <summary>With a stopped clock.</summary>
    public static PlaygroundServer Start() => Start(new FakeTimeProvider(Evening), TimeSpan.FromSeconds(60));

    /// <summary>With a timeout that a test can wait for, but long enough for a busy machine.</summary>
    public static PlaygroundServer StartWithShortTimeout() =>
        Start(new FakeTimeProvider(Evening), TimeSpan.FromSeconds(12));

    public static PlaygroundServer StartWithWallClock() => Start(null, TimeSpan.FromSeconds(60));

    /// <summary>With command-line options such as <c>live</c> and <c>config</c>.</summary>
    public static PlaygroundServer StartWith(params (string Name, string Value)[] settings) =>
        Start(null, null, settings);

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task DoAsync(string path, string json)
    {
        using var answer = await PostAsync(path, json);
        answer.IsSuccessStatusCode.ShouldBeTrue(
            $"{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public Task FireAsync(string path) => DoAsync("/api/fire", $$"""{"path":"{{path}}","asRecorded":false}""");

    public Task MoveAsync(string move) => DoAsync("/api/clock", $$"""{"move":"{{move}}"}""");

    public async Task FaultAsync(string channel, string fault)
    {
        using var answer = await Http.PutAsync(new Uri($"/api/channels/{channel}/fault", UriKind.Relative),
            new StringContent($$"""{"fault":"{{fault}}"}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>The built-in configuration with another rate limit for texts and another group_by.</summary>
    public async Task ConfigureAsync(string rateLimit, string groupBy)
    {
        var config = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "playground.yaml")))
            .Replace("rate_limit: 20/h", rateLimit, StringComparison.Ordinal)
            .Replace("group_by: [account, region, dim_FunctionName]", groupBy, StringComparison.Ordinal);
        using var answer = await Http.PutAsync(new Uri("/api/config", UriKind.Relative), new StringContent(config));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async Task<State> StateAsync() =>
        new(JsonDocument.Parse(await Http.GetStringAsync(new Uri("/api/state", UriKind.Relative))).RootElement);

    /// <summary>Polls the state for up to a minute.</summary>
    public async Task<State> UntilAsync(Func<State, bool> isSo, string what)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            var state = await StateAsync();
            if (isSo(state))
                return state;
            await Task.Delay(100);
        }
        var last = await StateAsync();
        throw new ShouldAssertException(
            $"Timed out waiting for {what}. Messages: {string.Join(", ", last.Messages.Select(message => message.Text("channel")))}. Status: {last.Status.GetRawText()}");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // Becomes --port=0.
        builder.UseSetting("port", "0");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        // A machine that runs many tests is slow.
        if (_sendTimeout is { } sendTimeout)
        {
            builder.ConfigureTestServices(
                services => services.AddSingleton(new PlaygroundOptions { SendTimeout = sendTimeout }));
        }
        if (_clock is not null)
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(_clock));
    }

    private static PlaygroundServer Start(FakeTimeProvider? clock, TimeSpan? sendTimeout,
        params (string, string)[] settings)
    {
        var server = new PlaygroundServer(clock, sendTimeout, settings);
        server.UseKestrel(_ => { });
        server.StartServer();
        server.Http = server.CreateClient();
        return server;
    }
}

/// <summary>The JSON that the page gets.</summary>
public sealed record State(JsonElement Json)
{
    public IReadOnlyList<JsonElement> Messages => [.. Json.GetProperty("messages").EnumerateArray()];

    public IReadOnlyList<JsonElement> Timeline => [.. Json.GetProperty("trail").EnumerateArray()];

    /// <summary>
    /// Whether every delivery was attempted. A message can be visible a moment before its sender has the reply.
    /// </summary>
    public bool IsSettled => Timeline.SelectMany(entry => entry.GetProperty("deliveries").EnumerateArray())
        .All(delivery => delivery.Text("state") is not ("waiting" or "sending"));

    public JsonElement Status => Json.GetProperty("status");

    public IReadOnlyList<JsonElement> Alerts =>
        [.. Json.GetProperty("groups").EnumerateArray()
            .SelectMany(group => group.GetProperty("incidents").EnumerateArray())];

    public DateTimeOffset Now => Json.GetProperty("clock").GetProperty("now").GetDateTimeOffset();

    public IReadOnlyList<JsonElement> On(string channel) =>
        [.. Messages.Where(message => message.Text("channel") == channel)];

    public IReadOnlyList<string> Texts => [.. On("sms").Select(message => message.Text("body"))];
}

internal static class JsonElements
{
    public static string Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
