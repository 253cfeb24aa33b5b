using System.Text.Json;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Fakes;

namespace Alerting.Tests.Channels;

/// <summary>Every HTTP channel over a real connection, with network failures.</summary>
public sealed class HttpSenderTests : IAsyncLifetime
{
    private readonly ChatServices _services = new();
    private readonly HttpSender _http = new(TimeProvider.System);
    private AlertingConfig _config = null!;

    public static TheoryData<string> Kinds => [.. Wire.HttpKinds];

    public static MatrixTheoryData<string, string> KindsAndSituations =>
        new(Wire.HttpKinds, ["firing", "resolved", "digest", "reminder", "flapping", "storm"]);

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

    [Theory]
    [MemberData(nameof(KindsAndSituations))]
    public async Task The_service_accepts_it(string kind, string situation)
    {
        var verdict = await SendAsync(kind, situation);

        verdict.ShouldBeOfType<Verdict.Delivered>();
        _services.Requests.ShouldHaveSingleItem().Header("X-Request-Id").ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Retry_after_is_obeyed_on_429(string kind)
    {
        _services.Reply(HttpReply.Text(429, """{"retry_after": 99}""") with
            { Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } });

        (await SendAsync(kind)).ShouldBe(new Verdict.Retry("HTTP 429", TimeSpan.FromSeconds(7)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_server_error_is_retried(string kind)
    {
        _services.Reply(HttpReply.Text(500, "<html>oops</html>", "text/html"));

        (await SendAsync(kind)).ShouldBe(new Verdict.Retry("HTTP 500"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_hanging_service_times_out(string kind)
    {
        _services.Hang();
        using var hurried = new HttpSender(TimeProvider.System, timeout: TimeSpan.FromSeconds(1));

        (await SendAsync(kind, http: hurried)).ShouldBe(new Verdict.Retry("timed out after 1 s"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_broken_connection_is_retried(string kind)
    {
        _services.Reply(HttpReply.Ok with { Abort = true });

        (await SendAsync(kind)).ShouldBeOfType<Verdict.Retry>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_redirect_is_not_followed(string kind)
    {
        await using var other = new RecordingHttpServer();
        _services.Reply(HttpReply.Text(307, "") with
            { Headers = new Dictionary<string, string> { ["Location"] = other.Uri + "elsewhere" } });

        (await SendAsync(kind)).ShouldBe(new Verdict.Rejected("HTTP 307: redirects are not followed"));
        other.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plain_http_is_refused()
    {
        var delivery = Wire.Delivery(_config, "slack", SampleNotifications.Firing());
        var target = new Target("slack", Setting.Literal("http://hooks.example.com/x"));
        var settings = await TargetSettings.ResolveAsync(target, Some.NoSecrets, TestContext.Current.CancellationToken);

        (await _http.SendAsync(delivery with { Target = target }, settings,
            TestContext.Current.CancellationToken)).ShouldBe(new Verdict.Rejected("the address is not an https URL"));
    }

    [Fact]
    public async Task A_webhook_gets_its_headers_and_a_signature()
    {
        await SendAsync("webhook");

        var request = _services.Requests.ShouldHaveSingleItem();
        request.Header("X-Severity").ShouldBe("is error, firing");
        request.Header("X-Alerting-Signature").ShouldStartWith("v1=");
        ChatServices.Find("webhook").Check(request with { BodyBytes = [.. request.BodyBytes, (byte)' '] })
            .ShouldBe(["signature"]);
    }

    [Fact]
    public async Task A_header_with_a_line_break_is_refused()
    {
        var config = Wire.Config(_services,
            "  broken: { webhook: { url: \"https://example.com/x\", headers: { X-A: \"a\\nX-B: b\" } } }");
        var delivery = Wire.Delivery(config, "broken", SampleNotifications.Firing());
        var settings =
            await TargetSettings.ResolveAsync(delivery.Target, Some.NoSecrets, TestContext.Current.CancellationToken);

        (await _http.SendAsync(delivery, settings, TestContext.Current.CancellationToken))
            .ShouldBe(new Verdict.Rejected("the header X-A contains a line break or a character other than ASCII"));
    }

    [Theory]
    [InlineData("ntfy: { url: \"@ntfy/t\", token: \"a\\nX-B: b\" }")]
    [InlineData("ntfy: { url: \"@ntfy/t\", token: \"clé\" }")]
    [InlineData("opsgenie: { key: \"a\\r\\nb\", api_url: \"@opsgenie\" }")]
    [InlineData("slack: { token: \"xoxb-a\\nb\", channel: \"#a\", api_url: \"@slack\" }")]
    public async Task A_secret_that_cannot_be_a_header_is_refused_and_not_shown(string target)
    {
        var config = Wire.Config(_services, $"  broken: {{ {target.Replace("@", _services.Uri.ToString())} }}");
        var delivery = Wire.Delivery(config, "broken", SampleNotifications.Firing());
        var settings =
            await TargetSettings.ResolveAsync(delivery.Target, Some.NoSecrets, TestContext.Current.CancellationToken);

        (await _http.SendAsync(delivery, settings, TestContext.Current.CancellationToken))
            .ShouldBe(new Verdict.Rejected(
                "the header Authorization contains a line break or a character other than ASCII"));
        _services.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ntfy_url_without_a_scheme_is_refused()
    {
        var target = new Target("ntfy", Setting.Literal("ntfy.example.com/t"))
            { Options = new Dictionary<string, Setting> { ["url"] = Setting.Literal("ntfy.example.com/t") } };
        var settings = await TargetSettings.ResolveAsync(target, Some.NoSecrets, TestContext.Current.CancellationToken);

        (await _http.SendAsync(Wire.Delivery(_config, "ntfy", SampleNotifications.Firing()) with { Target = target },
            settings, TestContext.Current.CancellationToken))
            .ShouldBe(new Verdict.Rejected("the ntfy url is not a valid URL"));
    }

    [Fact]
    public void A_push_message_with_long_links_and_much_escaping_is_accepted()
    {
        var alert = Some.Alert(Some.Signal("orders") with
        {
            Description = string.Concat(Enumerable.Repeat("\"\\\n", 1300)),
            Links = [.. Enumerable.Range(0, 4).Select(
                i => new Alerting.Alerts.Link($"link {i}", $"https://example.com/{i}/{new string('l', 1900)}"))],
        });
        var channel = Wire.Channel("ntfy");

        var request = Wire.Requests(channel, channel.Format.Write(Some.Message(alert))).ShouldHaveSingleItem();

        Wire.Service("ntfy").Check(request).ShouldBeEmpty();
        request.Body.ShouldContain("https://example.com/0/");
    }

    [Theory]
    [InlineData("pagerduty", "", "https://events.pagerduty.com/v2/enqueue")]
    [InlineData("pagerduty", "eu", "https://events.eu.pagerduty.com/v2/enqueue")]
    [InlineData("opsgenie", "us", "https://api.opsgenie.com/v2/alerts")]
    [InlineData("opsgenie", "eu", "https://api.eu.opsgenie.com/v2/alerts")]
    public async Task Requests_go_to_the_configured_region(string kind, string region, string url)
    {
        var key = kind == "pagerduty" ? "routing_key" : "key";
        var options = new Dictionary<string, Setting> { [key] = Setting.Literal("k") };
        if (region.Length > 0)
            options["region"] = Setting.Literal(region);

        (await UrlAsync(new Target(kind, Setting.Literal("k")) { Options = options })).ShouldBe(url);
    }

    [Fact]
    public async Task An_ntfy_topic_goes_to_the_public_server()
    {
        var target = new Target("ntfy", Setting.Literal("my-alerts"))
            { Options = new Dictionary<string, Setting> { ["topic"] = Setting.Literal("my-alerts") } };

        (await UrlAsync(target)).ShouldBe("https://ntfy.sh");
    }

    [Fact]
    public async Task Payloads_contain_no_secret()
    {
        foreach (var kind in Wire.HttpKinds)
        {
            await SendAsync(kind);
            var shown = Wire.Delivery(_config, kind, SampleNotifications.Firing()).Payload.ToString();
            Wire.Secrets.ShouldAllBe(secret => !shown.Contains(secret));
        }
        _services.Requests.Select(request => JsonDocument.Parse(request.Body)).Count().ShouldBe(Wire.HttpKinds.Length);
    }

    private static async Task<string> UrlAsync(Target target)
    {
        var channel = Wire.Channel(target.Channel);
        var settings = await TargetSettings.ResolveAsync(target, Some.NoSecrets, TestContext.Current.CancellationToken);
        var payload = channel.Format.Write(SampleNotifications.Message(SampleNotifications.Firing()));
        return channel.Requests!.Calls(new Delivery("id", SampleNotifications.Firing(), target, payload), settings,
            Some.Time).Single().Url;
    }

    private async Task<Verdict> SendAsync(string kind, string situation = "firing", HttpSender? http = null)
    {
        var delivery = Wire.Delivery(_config, kind, SampleNotifications.Of(situation));
        var settings =
            await TargetSettings.ResolveAsync(delivery.Target, Some.NoSecrets, TestContext.Current.CancellationToken);
        return await (http ?? _http).SendAsync(delivery, settings, TestContext.Current.CancellationToken);
    }
}
