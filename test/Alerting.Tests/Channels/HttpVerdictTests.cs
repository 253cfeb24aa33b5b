using System.Net;
using Alerting.Channels;

namespace Alerting.Tests.Channels;

/// <summary>Responses and their verdicts.</summary>
public sealed class HttpVerdictTests
{
    private static readonly DateTimeOffset Now = Some.Time;

    [Theory]
    [InlineData(200, "ok", "delivered", "HTTP 200 (ok)")]
    [InlineData(202, "", "delivered", "HTTP 202")]
    [InlineData(204, "", "delivered", "HTTP 204")]
    [InlineData(200, """{"ok":true,"ts":"1.2"}""", "delivered", "HTTP 200")]
    [InlineData(200, """{"ok":false,"error":"channel_not_found"}""", "rejected", "refused: channel_not_found")]
    [InlineData(200, """{"ok":false,"error":"ratelimited"}""", "retry", "refused: ratelimited")]
    [InlineData(200, """{"ok":false}""", "rejected", "refused: no error given")]
    [InlineData(400, "invalid_payload", "rejected", "HTTP 400 (invalid_payload)")]
    [InlineData(400, """{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""", "rejected",
        "HTTP 400 (chat not found)")]
    [InlineData(400, """{"description":"Bad Request: group upgraded","parameters":{"migrate_to_chat_id":-1001234}}""",
        "rejected", "HTTP 400 (group upgraded): the chat's new id is -1001234")]
    [InlineData(401, """{"message":"Could not authenticate"}""", "rejected", "HTTP 401 (Could not authenticate)")]
    [InlineData(403, "", "rejected", "HTTP 403")]
    [InlineData(404, "no_service", "rejected", "HTTP 404 (no_service)")]
    [InlineData(408, "", "retry", "HTTP 408")]
    [InlineData(410, "", "rejected", "HTTP 410")]
    [InlineData(413, "Request Entity too large", "rejected", "HTTP 413 (Request Entity too large)")]
    [InlineData(425, "", "retry", "HTTP 425")]
    [InlineData(500, "", "retry", "HTTP 500")]
    [InlineData(503, "<html>secret /services/T0/B0/x</html>", "retry", "HTTP 503")]
    [InlineData(301, "", "rejected", "HTTP 301: redirects are not followed")]
    public void A_response_becomes_a_verdict(int status, string body, string word, string reason)
    {
        var verdict = HttpVerdict.Of((HttpStatusCode)status, Headers(), body, Now);

        verdict.Word.ShouldBe(word);
        verdict.Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("Retry-After: 30", "", 30.0)]
    [InlineData("Retry-After: 1.5", "", 1.5)]
    [InlineData("Retry-After: Sat, 14 Nov 2026 02:42:00 GMT", "", 60.0)]
    [InlineData("Retry-After: Sat, 14 Nov 2026 02:00:00 GMT", "", null)]
    [InlineData("Retry-After: 0", "", null)]
    [InlineData("Retry-After: 0", """{"retry_after":3}""", 3.0)]
    [InlineData("Retry-After: 86400", "", 3600.0)]
    [InlineData("Retry-After: soon", "", null)]
    [InlineData("X-RateLimit-Reset-After: 0.75", "", 0.75)]
    [InlineData("", """{"message":"You are being rate limited.","retry_after":64.5,"global":false}""", 64.5)]
    [InlineData("", """{"ok":false,"error_code":429,"parameters":{"retry_after":14}}""", 14.0)]
    [InlineData("", """{"retry_after":-1}""", null)]
    [InlineData("", """{"retry_after":"Infinity"}""", null)]
    [InlineData("", "{", null)]
    [InlineData("", "[1]", null)]
    public void The_wait_is_read_from_header_or_body(string header, string body, double? seconds)
    {
        var verdict =
            HttpVerdict.Of(HttpStatusCode.TooManyRequests, Headers(header), body, Now).ShouldBeOfType<Verdict.Retry>();

        verdict.After.ShouldBe(seconds is { } some ? TimeSpan.FromSeconds(some) : null);
    }

    [Theory]
    [InlineData("Retry-After: 30", "", 30.0)]
    [InlineData("X-RateLimit-Reset-After: 1.000", "", null)]
    [InlineData("", """{"retry_after":1}""", null)]
    public void Rate_limit_headers_do_not_delay_retries_after_500(string header, string body, double? seconds) =>
        HttpVerdict.Of(HttpStatusCode.InternalServerError, Headers(header), body, Now)
            .ShouldBe(new Verdict.Retry("HTTP 500", seconds is { } some ? TimeSpan.FromSeconds(some) : null));

    [Fact]
    public void Slack_rate_limits_with_200() =>
        HttpVerdict.Of(HttpStatusCode.OK, Headers("Retry-After: 3"), """{"ok":false,"error":"ratelimited"}""", Now)
            .ShouldBe(new Verdict.Retry("refused: ratelimited", TimeSpan.FromSeconds(3)));

    [Theory]
    [InlineData("X-RateLimit-Global: true", "{}")]
    [InlineData("", """{"global":true,"retry_after":1}""")]
    public void A_global_limit_is_named(string header, string body) =>
        HttpVerdict.Of(HttpStatusCode.TooManyRequests, Headers(header), body, Now).Reason
            .ShouldBe("HTTP 429: global rate limit (not this channel's)");

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(string header = "")
    {
        var response = new HttpResponseMessage();
        if (header.Split(": ", 2) is [var name, var value])
            response.Headers.TryAddWithoutValidation(name, value);
        return response.Headers;
    }
}
