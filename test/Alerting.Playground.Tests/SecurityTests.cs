using System.Net;
using System.Text;

namespace Alerting.Playground.Tests;

/// <summary>Access from this machine and this page only, and text that stays text.</summary>
public sealed class SecurityTests
{
    [Theory]
    [InlineData("evil.example.com")]
    [InlineData("127.0.0.1.evil.example.com:5080")]
    [InlineData("192.168.0.7:5080")]
    public async Task A_foreign_host_is_refused(string host)
    {
        await using var playground = PlaygroundServer.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/state");
        request.Headers.Host = host;

        using var answer = await playground.Http.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(421);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example.com")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task A_page_of_another_origin_is_refused(string header, string value)
    {
        await using var playground = PlaygroundServer.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/events") { Content = new StringContent("{}") };
        request.Headers.Add(header, value);

        using var answer = await playground.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await playground.StateAsync()).Timeline.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_loads_nothing_from_elsewhere()
    {
        await using var playground = PlaygroundServer.Start();

        using var page = await playground.Http.GetAsync(new Uri("/", UriKind.Relative));
        var html = await page.Content.ReadAsStringAsync();

        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        html.ShouldNotContain("style=");
        html.ShouldNotContain("<script>");
        html.ShouldNotContain("http:");
        html.ShouldNotContain("https:");
    }

    [Fact]
    public void No_script_parses_markup()
    {
        var page = typeof(PlaygroundHost).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".js", StringComparison.Ordinal)).ToArray();

        page.Length.ShouldBeGreaterThan(10);
        foreach (var name in page)
        {
            using var reader = new StreamReader(typeof(PlaygroundHost).Assembly.GetManifestResourceStream(name)!);
            var text = reader.ReadToEnd();
            foreach (var forbidden in (string[])["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                "DOMParser", "eval(", "setHTML"])
            {
                text.ShouldNotContain(forbidden, Case.Sensitive, name);
            }
        }
    }

    [Fact]
    public async Task An_email_is_shown_with_a_policy_that_runs_no_script()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.DoAsync("/events",
            """{"title":"<img src=x onerror=alert(1)><script>alert(2)</script>","severity":"error"}""");
        var state = await playground.UntilAsync(now => now.On("email").Count > 0, "an e-mail");

        using var mail =
            await playground.Http.GetAsync(new Uri($"/mail/{state.On("email")[0].Text("id")}", UriKind.Relative));
        var html = await mail.Content.ReadAsStringAsync();

        var policy = mail.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("sandbox allow-popups");
        policy.ShouldNotContain("script-src");
        html.ShouldContain("&lt;script&gt;");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
    }

    [Theory]
    [InlineData("/events")]
    [InlineData("/alertmanager")]
    [InlineData("/")]
    [InlineData("/api/config/check")]
    public async Task A_body_that_is_too_large_is_refused(string path)
    {
        await using var playground = PlaygroundServer.Start();
        // The client waits for the server's go-ahead; otherwise it may still be sending when the server refuses and
        // hangs up.
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(playground.Http.BaseAddress!, path))
        {
            Content = new StringContent(new string('x', 1024 * 1024 + 1), Encoding.UTF8, "text/plain"),
        };
        request.Headers.ExpectContinue = true;

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_title_of_a_megabyte_does_not_fill_the_page()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/events", $$"""{"title":"{{new string('x', 900_000)}}","severity":"error"}""");
        var state = await playground.UntilAsync(now => now.Texts.Count > 0, "a text");

        state.Json.GetRawText().Length.ShouldBeLessThan(100_000);
        state.Messages.ShouldAllBe(message => message.GetProperty("size").GetProperty("value")
            .GetInt32() <= message.GetProperty("size").GetProperty("limit").GetInt32());
    }

    [Fact]
    public async Task A_payload_is_always_served_as_plain_text()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.DoAsync("/events", """{"title":"<script>alert(1)</script>","severity":"error"}""");
        var state = await playground.UntilAsync(now => now.On("webhook").Count > 0, "a call of the webhook");

        using var payload = await playground.Http.GetAsync(
            new Uri($"/api/messages/{state.On("webhook")[0].Text("id")}/payload", UriKind.Relative));

        payload.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        payload.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }
}
