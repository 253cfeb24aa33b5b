using Alerting.Channels;
using Alerting.Configuration;
using Alerting.TestServers;

namespace Alerting.Tests.Channels;

/// <summary>What services answer over a real connection, in the place where each of them puts it, and what becomes of it.</summary>
public sealed class Answers : IAsyncLifetime
{
    private readonly ChatServices _services = new();
    private readonly HttpSender _http = new(new SimulatedTime(Some.Time));
    private AlertingConfig _config = null!;

    public ValueTask InitializeAsync()
    {
        _config = Wire.Config(_services);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _services.DisposeAsync();
    }

    /// <summary>Status, one header, body; and the verdict with its wait.</summary>
    [Theory]
    [InlineData("slack", 429, "Retry-After: 30", "", "answered 429", 30.0)]
    [InlineData("slack", 429, "Retry-After: Sat, 14 Nov 2026 02:42:00 GMT", "", "answered 429", 60.0)]
    [InlineData("slack-bot", 429, "", "{\"ok\":false,\"error\":\"ratelimited\",\"retry_after\":12}", "answered 429 (ratelimited)", 12.0)]
    [InlineData("slack-bot", 200, "Retry-After: 3", "{\"ok\":false,\"error\":\"ratelimited\"}", "refused: ratelimited", 3.0)]
    [InlineData("discord", 429, "X-RateLimit-Reset-After: 1.25", "{\"message\":\"You are being rate limited.\"}", "answered 429 (You are being rate limited)", 1.25)]
    [InlineData("discord", 429, "X-RateLimit-Global: true", "{\"retry_after\":64.57,\"global\":true}", "answered 429: the limit of all it is sent, not of this channel", 64.57)]
    [InlineData("telegram", 429, "", "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":14}}", "answered 429", 14.0)]
    [InlineData("webhook", 408, "", "", "answered 408", null)]
    [InlineData("webhook", 425, "", "", "answered 425", null)]
    [InlineData("teams", 502, "", "<html>Bad Gateway</html>", "answered 502", null)]
    [InlineData("google_chat", 503, "Retry-After: 120", "", "answered 503", 120.0)]
    public async Task What_passes_is_tried_again_when_the_service_says(string kind, int status, string header, string body, string reason, double? seconds)
    {
        _services.Reply(Reply(status, header, body));

        (await SendAsync(kind)).ShouldBe(new Verdict.Retry(reason, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null));
    }

    [Theory]
    [InlineData("slack-bot", 200, "{\"ok\":false,\"error\":\"channel_not_found\"}", "refused: channel_not_found")]
    [InlineData("slack", 404, "no_service", "answered 404 (no_service)")]
    [InlineData("telegram", 400, "{\"ok\":false,\"description\":\"Bad Request: group upgraded\",\"parameters\":{\"migrate_to_chat_id\":-1001234}}",
        "answered 400 (group upgraded): the chat is now -1001234")]
    [InlineData("discord", 401, "{\"message\":\"Invalid Webhook Token\"}", "answered 401 (Invalid Webhook Token)")]
    [InlineData("pagerduty", 400, "{\"status\":\"invalid event\"}", "answered 400 (invalid event)")]
    [InlineData("opsgenie", 422, "{\"message\":\"Key format is not valid\"}", "answered 422 (Key format is not valid)")]
    [InlineData("webhook", 410, "", "answered 410")]
    [InlineData("webhook", 413, "Payload Too Large", "answered 413 (Payload Too Large)")]
    [InlineData("webhook", 302, "", "answered 302: redirects are not followed")]
    public async Task What_does_not_pass_is_final(string kind, int status, string body, string reason)
    {
        _services.Reply(Reply(status, status == 302 ? $"Location: {_services.Uri}elsewhere" : "", body));

        (await SendAsync(kind)).ShouldBe(new Verdict.Rejected(reason));
        _services.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_was_slow_to_fail_is_not_asked_again_at_once()
    {
        _services.Hang();
        using var patient = new HttpSender(TimeProvider.System, timeout: TimeSpan.FromSeconds(4));
        var deliverer = new Deliverer(_config, [patient], Secrets.None, TimeProvider.System);

        await deliverer.DeliverAsync(Wire.Delivery(_config, "webhook", Situations.Firing()), TestContext.Current.CancellationToken);

        _services.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429, "Retry-After: 0", 2)]
    [InlineData(503, "", 2)]
    [InlineData(503, "Retry-After: 5", 1)]
    [InlineData(404, "", 1)]
    public async Task Within_one_call_it_is_tried_again_once_at_most_and_only_shortly(int status, string header, int requests)
    {
        _services.Reply(Reply(status, header, ""));
        var deliverer = new Deliverer(_config, [_http], Secrets.None, TimeProvider.System);

        await deliverer.DeliverAsync(Wire.Delivery(_config, "webhook", Situations.Firing()), TestContext.Current.CancellationToken);

        _services.Requests.Count.ShouldBe(requests);
        _services.Requests.Select(request => request.Header("X-Request-Id")).Distinct().ShouldHaveSingleItem("it is the same message");
    }

    private static HttpReply Reply(int status, string header, string body) => HttpReply.Text(status, body) with
    {
        Headers = header.Split(": ", 2) is [var name, var value] ? new Dictionary<string, string> { [name] = value } : [],
    };

    private async Task<Verdict> SendAsync(string kind)
    {
        var delivery = Wire.Delivery(_config, kind, Situations.Firing());
        var settings = await TargetSettings.ResolveAsync(delivery.Target, Secrets.None, TestContext.Current.CancellationToken);
        return await _http.SendAsync(delivery, settings, TestContext.Current.CancellationToken);
    }
}
