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
/// The playground as it is, on a free port of loopback, so that its senders really call it. With a clock that stands, time
/// passes only where a test moves it.
/// </summary>
public sealed class PlaygroundServer : WebApplicationFactory<Program>
{
    /// <summary>A Friday evening: outside business hours.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 11, 13, 21, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider? _clock;
    private readonly TimeSpan? _patience;

    private readonly (string Name, string Value)[] _settings;

    private PlaygroundServer(FakeTimeProvider? clock, TimeSpan? patience, (string, string)[] settings) =>
        (_clock, _patience, _settings) = (clock, patience, settings);

    public HttpClient Http { get; private set; } = null!;

    public Uri Uri => Http.BaseAddress!;

    /// <summary>With a clock that stands.</summary>
    public static PlaygroundServer Start() => Start(new FakeTimeProvider(Evening), TimeSpan.FromSeconds(60));

    /// <summary>The same, with services that are given up while a test waits, yet later than a busy machine answers.</summary>
    public static PlaygroundServer StartImpatient() => Start(new FakeTimeProvider(Evening), TimeSpan.FromSeconds(12));

    /// <summary>With the wall's clock.</summary>
    public static PlaygroundServer StartWithWallClock() => Start(null, TimeSpan.FromSeconds(60));

    /// <summary>With options of the command line, such as <c>live</c> and <c>config</c>.</summary>
    public static PlaygroundServer StartWith(params (string Name, string Value)[] settings) => Start(null, null, settings);

    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task DoAsync(string path, string json)
    {
        using var answer = await PostAsync(path, json);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    public Task FireAsync(string path) => DoAsync("/api/fire", $$"""{"path":"{{path}}","asRecorded":false}""");

    public Task MoveAsync(string move) => DoAsync("/api/clock", $$"""{"move":"{{move}}"}""");

    public async Task FaultAsync(string channel, string fault)
    {
        using var answer = await Http.PutAsync(new Uri($"/api/channels/{channel}/fault", UriKind.Relative), new StringContent($$"""{"fault":"{{fault}}"}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>The playground's configuration with another budget for texts and other groups.</summary>
    public async Task ConfigureAsync(string rateLimit, string groupBy)
    {
        var config = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "playground.yaml")))
            .Replace("budget: 20/h", rateLimit, StringComparison.Ordinal)
            .Replace("group_by: [account, region, service, dim_FunctionName]", groupBy, StringComparison.Ordinal);
        using var answer = await Http.PutAsync(new Uri("/api/config", UriKind.Relative), new StringContent(config));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async Task<State> StateAsync() =>
        new(JsonDocument.Parse(await Http.GetStringAsync(new Uri("/api/state", UriKind.Relative))).RootElement);

    /// <summary>The state once it is as it should be; after a minute it never will be.</summary>
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
        throw new ShouldAssertException($"It did not come to that: {what}. Messages: {string.Join(", ", last.Messages.Select(message => message.Text("channel")))}. It stands so: {last.Status.GetRawText()}");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // The program sees it as --port=0.
        builder.UseSetting("port", "0");
        foreach (var (name, value) in _settings)
            builder.UseSetting(name, value);
        // A machine that is busy with many tests is slow to answer itself.
        if (_patience is { } patience)
            builder.ConfigureTestServices(services => services.AddSingleton(new PlaygroundOptions { Patience = patience }));
        if (_clock is not null)
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(_clock));
    }

    private static PlaygroundServer Start(FakeTimeProvider? clock, TimeSpan? patience, params (string, string)[] settings)
    {
        var server = new PlaygroundServer(clock, patience, settings);
        server.UseKestrel(_ => { });
        server.StartServer();
        server.Http = server.CreateClient();
        return server;
    }
}

/// <summary>What the page is told.</summary>
public sealed record State(JsonElement Json)
{
    public IReadOnlyList<JsonElement> Messages => [.. Json.GetProperty("messages").EnumerateArray()];

    public IReadOnlyList<JsonElement> Trail => [.. Json.GetProperty("trail").EnumerateArray()];

    /// <summary>Whether every delivery was tried: a message can be seen a moment before its sender has the answer.</summary>
    public bool IsSettled => Trail.SelectMany(entry => entry.GetProperty("deliveries").EnumerateArray())
        .All(delivery => delivery.Text("state") is not ("waiting" or "sending"));

    public JsonElement Status => Json.GetProperty("status");

    public IReadOnlyList<JsonElement> Incidents =>
        [.. Json.GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("incidents").EnumerateArray())];

    public DateTimeOffset Now => Json.GetProperty("clock").GetProperty("now").GetDateTimeOffset();

    public IReadOnlyList<JsonElement> On(string channel) => [.. Messages.Where(message => message.Text("channel") == channel)];

    public IReadOnlyList<string> Texts => [.. On("sms").Select(message => message.Text("body"))];
}

internal static class JsonElements
{
    public static string Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
