using System.Net;
using Alerting.Channels;

namespace Alerting.Tests.Channels;

/// <summary>What the answer of a service means.</summary>
public sealed class Verdicts
{
    private static readonly DateTimeOffset Now = Some.Time;

    [Theory]
    [InlineData(200, "ok", "delivered", "answered 200 (ok)")]
    [InlineData(202, "", "delivered", "answered 202")]
    [InlineData(204, "", "delivered", "answered 204")]
    [InlineData(200, """{"ok":true,"ts":"1.2"}""", "delivered", "answered 200")]
    [InlineData(200, """{"ok":false,"error":"channel_not_found"}""", "rejected", "refused: channel_not_found")]
    [InlineData(200, """{"ok":false,"error":"ratelimited"}""", "retry", "refused: ratelimited")]
    [InlineData(200, """{"ok":false}""", "rejected", "refused: no error given")]
    [InlineData(400, "invalid_payload", "rejected", "answered 400 (invalid_payload)")]
    [InlineData(400, """{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}""", "rejected", "answered 400 (chat not found)")]
    [InlineData(400, """{"description":"Bad Request: group upgraded","parameters":{"migrate_to_chat_id":-1001234}}""", "rejected", "answered 400 (group upgraded): the chat is now -1001234")]
    [InlineData(401, """{"message":"Could not authenticate"}""", "rejected", "answered 401 (Could not authenticate)")]
    [InlineData(403, "", "rejected", "answered 403")]
    [InlineData(404, "no_service", "rejected", "answered 404 (no_service)")]
    [InlineData(408, "", "retry", "answered 408")]
    [InlineData(410, "", "rejected", "answered 410")]
    [InlineData(413, "Request Entity too large", "rejected", "answered 413 (Request Entity too large)")]
    [InlineData(425, "", "retry", "answered 425")]
    [InlineData(500, "", "retry", "answered 500")]
    [InlineData(503, "<html>secret /services/T0/B0/x</html>", "retry", "answered 503")]
    [InlineData(301, "", "rejected", "answered 301: redirects are not followed")]
    public void An_answer_becomes_a_verdict(int status, string body, string word, string reason)
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
    public void The_wait_is_where_services_put_it(string header, string body, double? seconds)
    {
        var verdict = HttpVerdict.Of(HttpStatusCode.TooManyRequests, Headers(header), body, Now).ShouldBeOfType<Verdict.Retry>();

        verdict.After.ShouldBe(seconds is { } some ? TimeSpan.FromSeconds(some) : null);
    }

    [Theory]
    [InlineData("Retry-After: 30", "", 30.0)]
    [InlineData("X-RateLimit-Reset-After: 1.000", "", null)]
    [InlineData("", """{"retry_after":1}""", null)]
    public void When_a_broken_service_would_count_anew_says_nothing_of_when_it_is_well(string header, string body, double? seconds) =>
        HttpVerdict.Of(HttpStatusCode.InternalServerError, Headers(header), body, Now)
            .ShouldBe(new Verdict.Retry("answered 500", seconds is { } some ? TimeSpan.FromSeconds(some) : null));

    [Fact]
    public void Slack_may_refuse_with_200_and_say_when() =>
        HttpVerdict.Of(HttpStatusCode.OK, Headers("Retry-After: 3"), """{"ok":false,"error":"ratelimited"}""", Now)
            .ShouldBe(new Verdict.Retry("refused: ratelimited", TimeSpan.FromSeconds(3)));

    [Theory]
    [InlineData("X-RateLimit-Global: true", "{}")]
    [InlineData("", """{"global":true,"retry_after":1}""")]
    public void A_global_limit_is_named(string header, string body) =>
        HttpVerdict.Of(HttpStatusCode.TooManyRequests, Headers(header), body, Now).Reason
            .ShouldBe("answered 429: the limit of all it is sent, not of this channel");

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(string header = "")
    {
        var response = new HttpResponseMessage();
        if (header.Split(": ", 2) is [var name, var value])
            response.Headers.TryAddWithoutValidation(name, value);
        return response.Headers;
    }
}
