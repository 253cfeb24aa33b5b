using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Fakes;
using Alerting.InProcess;

namespace Alerting.Tests.Channels;

/// <summary>Real responses of services over a real connection, and the verdicts.</summary>
public sealed class HttpAnswerTests : IAsyncLifetime
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

    /// <summary>Status, one header and body; then the verdict and its wait.</summary>
    [Theory]
    [InlineData("slack", 429, "Retry-After: 30", "", "HTTP 429", 30.0)]
    [InlineData("slack", 429, "Retry-After: Sat, 14 Nov 2026 02:42:00 GMT", "", "HTTP 429", 60.0)]
    [InlineData("slack-bot", 429, "", "{\"ok\":false,\"error\":\"ratelimited\",\"retry_after\":12}",
        "HTTP 429 (ratelimited)", 12.0)]
    [InlineData("slack-bot", 200, "Retry-After: 3", "{\"ok\":false,\"error\":\"ratelimited\"}", "refused: ratelimited",
        3.0)]
    [InlineData("discord", 429, "X-RateLimit-Reset-After: 1.25", "{\"message\":\"You are being rate limited.\"}",
        "HTTP 429 (You are being rate limited)", 1.25)]
    [InlineData("discord", 429, "X-RateLimit-Global: true", "{\"retry_after\":64.57,\"global\":true}",
        "HTTP 429: global rate limit (not this channel's)", 64.57)]
    [InlineData("telegram", 429, "", "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":14}}",
        "HTTP 429", 14.0)]
    [InlineData("webhook", 408, "", "", "HTTP 408", null)]
    [InlineData("webhook", 425, "", "", "HTTP 425", null)]
    [InlineData("teams", 502, "", "<html>Bad Gateway</html>", "HTTP 502", null)]
    [InlineData("google_chat", 503, "Retry-After: 120", "", "HTTP 503", 120.0)]
    public async Task Temporary_errors_are_retried_when_the_service_asks(string kind, int status, string header,
        string body, string reason, double? seconds)
    {
        _services.Reply(Reply(status, header, body));

        (await SendAsync(kind)).ShouldBe(
            new Verdict.Retry(reason, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null));
    }

    [Theory]
    [InlineData("slack-bot", 200, "{\"ok\":false,\"error\":\"channel_not_found\"}", "refused: channel_not_found")]
    [InlineData("slack", 404, "no_service", "HTTP 404 (no_service)")]
    [InlineData("telegram", 400,
        "{\"ok\":false,\"description\":\"Bad Request: group " +
        "upgraded\",\"parameters\":{\"migrate_to_chat_id\":-1001234}}",
        "HTTP 400 (group upgraded): the chat's new id is -1001234")]
    [InlineData("discord", 401, "{\"message\":\"Invalid Webhook Token\"}", "HTTP 401 (Invalid Webhook Token)")]
    [InlineData("pagerduty", 400, "{\"status\":\"invalid event\"}", "HTTP 400 (invalid event)")]
    [InlineData("opsgenie", 422, "{\"message\":\"Key format is not valid\"}", "HTTP 422 (Key format is not valid)")]
    [InlineData("webhook", 410, "", "HTTP 410")]
    [InlineData("webhook", 413, "Payload Too Large", "HTTP 413 (Payload Too Large)")]
    [InlineData("webhook", 302, "", "HTTP 302: redirects are not followed")]
    public async Task Other_errors_are_final(string kind, int status, string body, string reason)
    {
        _services.Reply(Reply(status, status == 302 ? $"Location: {_services.Uri}elsewhere" : "", body));

        (await SendAsync(kind)).ShouldBe(new Verdict.Rejected(reason));
        _services.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_slow_failure_is_not_retried_within_the_call()
    {
        _services.Hang();
        using var patient = new HttpSender(TimeProvider.System, timeout: TimeSpan.FromSeconds(4));

        await Wire.Sender(patient).SendAsync(Wire.Delivery(_config, "webhook", SampleNotifications.Firing()),
            TestContext.Current.CancellationToken);

        _services.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(429, "Retry-After: 0", 2)]
    [InlineData(503, "", 2)]
    [InlineData(503, "Retry-After: 5", 1)]
    [InlineData(404, "", 1)]
    public async Task A_call_retries_once_at_most_and_only_after_a_short_wait(int status, string header, int requests)
    {
        _services.Reply(Reply(status, header, ""));

        await Wire.Sender(_http).SendAsync(Wire.Delivery(_config, "webhook", SampleNotifications.Firing()),
            TestContext.Current.CancellationToken);

        _services.Requests.Count.ShouldBe(requests);
        _services.Requests.Select(request => request.Header("X-Request-Id")).Distinct()
            .ShouldHaveSingleItem("a retry is the same message");
    }

    private static HttpReply Reply(int status, string header, string body) => HttpReply.Text(status, body) with
    {
        Headers = header.Split(": ", 2) is [var name, var value]
            ? new Dictionary<string, string> { [name] = value }
            : [],
    };

    private async Task<Verdict> SendAsync(string kind)
    {
        var delivery = Wire.Delivery(_config, kind, SampleNotifications.Firing());
        var settings =
            await TargetSettings.ResolveAsync(delivery.Target, Some.NoSecrets, TestContext.Current.CancellationToken);
        return await _http.SendAsync(delivery, settings, TestContext.Current.CancellationToken);
    }
}
