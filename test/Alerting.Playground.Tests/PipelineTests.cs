namespace Alerting.Playground.Tests;

/// <summary>The whole pipeline, with the real senders over loopback to simulated services.</summary>
public sealed class PipelineTests
{
    private static readonly string[] Channels =
        ["sms", "push", "email", "slack", "teams", "discord", "google_chat", "telegram", "pagerduty", "webhook"];

    [Fact]
    public async Task An_alarm_reaches_every_channel_and_shows_each_decision()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.Messages.Count >= Channels.Length && now.IsSettled,
            "a message on every channel");

        state.Messages.Select(message => message.Text("channel")).ShouldBe(Channels, ignoreOrder: true);
        state.Texts.ShouldHaveSingleItem().ShouldStartWith(
            "ERROR orders-api errors: Orders fail for customers. Errors 41 (>5), prod, since 21:00 GMT");
        state.On("sms")[0].GetProperty("size").Text("note").ShouldBe("1 segment");
        var entry = state.Timeline.ShouldHaveSingleItem();
        entry.GetProperty("stages").EnumerateArray().Select(stage => stage.Text("stage"))
            .ShouldBe(["sources", "classification", "routing", "grouping"]);
        entry.GetProperty("deliveries").EnumerateArray().ShouldAllBe(delivery => delivery.Text("state") == "delivered");
    }

    [Fact]
    public async Task Every_message_is_within_its_limit_and_its_exact_payload_is_available()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.Messages.Count >= Channels.Length,
            "a message on every channel");

        foreach (var message in state.Messages)
        {
            var size = message.GetProperty("size");
            size.GetProperty("value").GetInt32()
                .ShouldBeInRange(1, size.GetProperty("limit").GetInt32(), message.Text("channel"));
            var payload = await playground.Http.GetStringAsync(
                new Uri($"/api/messages/{message.Text("id")}/payload", UriKind.Relative));
            if (message.Text("channel") != "email")
                payload.ShouldBe(message.Text("body"));
        }
    }

    [Fact]
    public async Task A_resolved_notification_goes_to_the_same_channels_and_into_the_thread()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var firing =
            await playground.UntilAsync(now => now.Messages.Count >= Channels.Length, "a message on every channel");
        await playground.MoveAsync("1h");

        var fingerprint = firing.Alerts.ShouldHaveSingleItem().Text("fingerprint");
        await playground.DoAsync("/api/end", $$"""{"fingerprint":"{{fingerprint}}"}""");
        var state = await playground.UntilAsync(
            now => now.Texts.Any(text => text.StartsWith("RESOLVED", StringComparison.Ordinal)), "a resolved text");
        state = await playground.UntilAsync(now => now.On("slack").Count == 2, "a reply in Slack");

        state.Texts[^1].ShouldContain("after 1 h");
        state.On("slack")[0].GetProperty("isEdited").GetBoolean().ShouldBeTrue();
        state.On("slack")[1].Text("replyTo").ShouldBe(state.On("slack")[0].Text("serviceId"));
        state.Alerts.ShouldHaveSingleItem().Text("state").ShouldBe("resolved");
    }

    [Fact]
    public async Task A_warning_is_held_overnight_and_sent_as_a_digest_in_the_morning()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.FireAsync("cloudwatch-alarm/metric-sns.json");
        var night = await playground.UntilAsync(now => now.Alerts.Count > 0, "a group");
        await playground.MoveAsync("morning");
        var morning = await playground.UntilAsync(now => now.On("email").Count > 0, "an e-mail");

        night.Messages.ShouldBeEmpty();
        var entry = night.Alerts.ShouldHaveSingleItem();
        entry.Text("state").ShouldBe("held");
        // Monday: the evening is a Friday.
        entry.GetProperty("until").GetDateTimeOffset()
            .ShouldBe(new DateTimeOffset(2026, 11, 16, 8, 0, 0, TimeSpan.Zero));
        night.Status.GetProperty("counts").GetProperty("held").GetInt32().ShouldBe(1);
        morning.Now.ShouldBe(new DateTimeOffset(2026, 11, 16, 8, 0, 0, TimeSpan.Zero));
        morning.On("email").ShouldHaveSingleItem().Text("kind").ShouldBe("digest");
        morning.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_storm_sends_one_text_at_once_and_one_for_the_rest()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/storm", """{"count":200}""");
        await playground.UntilAsync(now => now.Texts.Count == 1, "the first text");
        await playground.MoveAsync("5m");
        var state = await playground.UntilAsync(now => now.Texts.Count == 2, "a text for the rest");

        state.Texts[0].ShouldStartWith("ERROR checkout shard 001");
        state.Texts[1].ShouldStartWith("ERROR STORM 199 alarms");
        state.Status.GetProperty("counts").GetProperty("events").GetInt64().ShouldBe(200);
    }

    [Fact]
    public async Task An_alert_counts_as_notified_when_a_channel_accepted_it()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/storm", """{"count":3}""");
        var before = await playground.UntilAsync(now => now.Timeline.Any(entry => entry.Text("outcome") == "told"),
            "the first alert notified");
        await playground.MoveAsync("5m");
        var after = await playground.UntilAsync(now => now.Timeline.All(entry => entry.Text("outcome") == "told"),
            "all alerts notified");

        before.Timeline.Select(entry => entry.Text("outcome")).ShouldBe(["told", "at", "at"]);
        before.Timeline[1].GetProperty("outcomeAt").GetDateTimeOffset()
            .ShouldBe(PlaygroundServer.Evening.AddMinutes(5));
        after.Timeline.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("500", "sending")]
    [InlineData("refuse", "failed")]
    public async Task An_alert_that_no_channel_accepted_is_not_notified(string fault, string outcome)
    {
        await using var playground = PlaygroundServer.Start();
        using var put = await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative),
            new StringContent("receivers: { phone: { sms: [\"+447700900123\"] } }\nroutes: [{ to: phone }]\n"));
        await playground.FaultAsync("sms", fault);

        await playground.FireAsync("cloudwatch-alarm/alarm.json");

        await playground.UntilAsync(
            now => now.Timeline.Any(entry => entry.Text("kind") == "event" && entry.Text("outcome") == outcome &&
            entry.GetProperty("deliveries")[0].Text("state") is "retry" or "dead"), "the outcome");
    }

    [Theory]
    [InlineData("""{"title":"disk full","severity":"error"}""", true)]
    [InlineData("""{"title":"disk full","severity":"error","status":"down"}""", true)]
    [InlineData("""{"note":"nothing to know it by again"}""", false)]
    public async Task JSON_with_a_severity_can_be_resolved_from_the_page(string body, bool canResolve)
    {
        await using var playground = PlaygroundServer.Start();
        await playground.DoAsync("/", body);
        var entry = (await playground.StateAsync()).Alerts.ShouldHaveSingleItem();

        entry.GetProperty("endEvent").GetBoolean().ShouldBe(canResolve);
        if (!canResolve)
            return;
        await playground.DoAsync("/api/end", $$"""{"fingerprint":"{{entry.Text("fingerprint")}}"}""");
        (await playground.StateAsync()).Alerts.ShouldHaveSingleItem().Text("state").ShouldBe("resolved");
    }

    [Fact]
    public async Task A_silenced_alert_is_not_sent_and_names_its_silence()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/silences",
            """{"matchers":["name =~ \"orders-.*\""],"minutes":60,"comment":"planned work"}""");
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var silenced = await playground.UntilAsync(now => now.Alerts.Count > 0, "a group");
        await playground.MoveAsync("1h");
        var notified = await playground.UntilAsync(now => now.Texts.Count > 0, "a text when the silence ended");

        silenced.Alerts[0].Text("state").ShouldBe("silenced");
        silenced.Alerts[0].Text("why").ShouldContain("planned work");
        silenced.Messages.ShouldBeEmpty();
        notified.Texts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_library_event_can_be_fired()
    {
        await using var playground = PlaygroundServer.Start();
        using var library = System.Text.Json.JsonDocument.Parse(
            await playground.Http.GetStringAsync(new Uri("/api/events", UriKind.Relative)));

        library.RootElement.GetArrayLength().ShouldBeGreaterThan(150);
        foreach (var entry in library.RootElement.EnumerateArray())
            await playground.FireAsync(entry.Text("path"));
        var state = await playground.StateAsync();

        state.Status.GetProperty("counts").GetProperty("events").GetInt64()
            .ShouldBe(library.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_night_plays_to_its_morning_digest()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/night", "{}");
        await playground.MoveAsync("morning");
        var state = await playground.UntilAsync(now => now.On("email").Any(mail => mail.Text("kind") == "digest"),
            "the digest");

        state.Status.GetProperty("scheduled").GetInt32().ShouldBe(0);
        state.Texts.ShouldContain(text => text.StartsWith("CRITICAL payments unavailable", StringComparison.Ordinal));
        state.Texts.ShouldContain(text => text.StartsWith("FLAPPING", StringComparison.Ordinal));
        // Nobody answers in that night, so the pages escalate to other phones, too.
        foreach (var phone in state.On("sms").GroupBy(text => text.Text("person")))
            phone.Count().ShouldBeLessThan(15, phone.Key);
        // One digest for the whole night, with the firing and the recovered alerts.
        var digest = state.On("email").Single(mail => mail.Text("kind") == "digest");
        (await playground.Http.GetStringAsync(new Uri($"/mail/{digest.Text("id")}", UriKind.Relative))).ShouldContain(
            "orders-db free storage");
    }

    [Fact]
    public async Task A_reset_clears_everything_and_returns_to_now()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.Messages.Count >= Channels.Length, "a message on every channel");
        await playground.FaultAsync("sms", "500");
        await playground.MoveAsync("1d");

        await playground.DoAsync("/api/reset", "{}");
        var state = await playground.StateAsync();

        state.Messages.ShouldBeEmpty();
        state.Timeline.ShouldBeEmpty();
        state.Alerts.ShouldBeEmpty();
        state.Now.ShouldBe(PlaygroundServer.Evening);
        state.Status.GetProperty("faults").EnumerateObject().ShouldBeEmpty();
    }
}
