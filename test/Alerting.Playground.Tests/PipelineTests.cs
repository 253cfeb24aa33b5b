namespace Alerting.Playground.Tests;

/// <summary>Events go the whole way, by the real senders over loopback to services that keep their limits.</summary>
public sealed class PipelineTests
{
    private static readonly string[] Channels =
        ["sms", "push", "email", "slack", "teams", "discord", "google_chat", "telegram", "pagerduty", "webhook"];

    [Fact]
    public async Task An_alarm_reaches_every_channel_and_each_decision_is_shown()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.Messages.Count >= Channels.Length && now.IsSettled, "a message on every channel");

        state.Messages.Select(message => message.Text("channel")).ShouldBe(Channels, ignoreOrder: true);
        state.Texts.ShouldHaveSingleItem().ShouldStartWith("ERROR orders-api errors: Errors 41 (>5), since 21:00 GMT https://");
        state.On("sms")[0].GetProperty("size").Text("note").ShouldBe("1 segment");
        var trail = state.Trail.ShouldHaveSingleItem();
        trail.GetProperty("stages").EnumerateArray().Select(stage => stage.Text("stage"))
            .ShouldBe(["sources", "classification", "routing", "grouping"]);
        trail.GetProperty("deliveries").EnumerateArray().ShouldAllBe(delivery => delivery.Text("state") == "delivered");
    }

    [Fact]
    public async Task Every_message_keeps_its_limit_and_is_there_to_the_letter()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.Messages.Count >= Channels.Length, "a message on every channel");

        foreach (var message in state.Messages)
        {
            var size = message.GetProperty("size");
            size.GetProperty("value").GetInt32().ShouldBeInRange(1, size.GetProperty("limit").GetInt32(), message.Text("channel"));
            var payload = await playground.Http.GetStringAsync(new Uri($"/api/messages/{message.Text("id")}/payload", UriKind.Relative));
            if (message.Text("channel") != "email")
                payload.ShouldBe(message.Text("body"));
        }
    }

    [Fact]
    public async Task The_end_is_told_where_the_beginning_was_told_and_stands_in_its_thread()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var firing = await playground.UntilAsync(now => now.Messages.Count >= Channels.Length, "a message on every channel");
        await playground.MoveAsync("1h");

        var fingerprint = firing.Incidents.ShouldHaveSingleItem().Text("fingerprint");
        await playground.DoAsync("/api/end", $$"""{"fingerprint":"{{fingerprint}}"}""");
        var state = await playground.UntilAsync(now => now.Texts.Any(text => text.StartsWith("RESOLVED", StringComparison.Ordinal)), "a text that it is resolved");
        state = await playground.UntilAsync(now => now.On("slack").Count == 2, "an answer in Slack");

        state.Texts[^1].ShouldContain("after 1 h");
        state.On("slack")[0].GetProperty("isEdited").GetBoolean().ShouldBeTrue();
        state.On("slack")[1].Text("replyTo").ShouldBe(state.On("slack")[0].Text("serviceId"));
        state.Incidents.ShouldHaveSingleItem().Text("state").ShouldBe("resolved");
    }

    [Fact]
    public async Task A_warning_is_held_overnight_and_told_as_a_digest_in_the_morning()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.FireAsync("cloudwatch-alarm/metric-sns.json");
        var night = await playground.UntilAsync(now => now.Incidents.Count > 0, "a group");
        await playground.MoveAsync("morning");
        var morning = await playground.UntilAsync(now => now.On("email").Count > 0, "an e-mail");

        night.Messages.ShouldBeEmpty();
        var entry = night.Incidents.ShouldHaveSingleItem();
        entry.Text("state").ShouldBe("held");
        // Saturday and Sunday are no business days.
        entry.GetProperty("until").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 11, 16, 8, 0, 0, TimeSpan.Zero));
        night.Status.GetProperty("counts").GetProperty("held").GetInt32().ShouldBe(1);
        morning.Now.ShouldBe(new DateTimeOffset(2026, 11, 16, 8, 0, 0, TimeSpan.Zero));
        morning.On("email").ShouldHaveSingleItem().Text("kind").ShouldBe("digest");
        morning.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_storm_one_text_reaches_the_phone_at_once_and_one_for_the_rest()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/storm", """{"count":200}""");
        await playground.UntilAsync(now => now.Texts.Count == 1, "the first text");
        await playground.MoveAsync("5m");
        var state = await playground.UntilAsync(now => now.Texts.Count == 2, "a text for the rest");

        state.Texts[0].ShouldStartWith("ERROR checkout shard 001");
        state.Texts[1].ShouldStartWith("ERROR STORM 199 alerts");
        state.Status.GetProperty("counts").GetProperty("events").GetInt64().ShouldBe(200);
    }

    [Fact]
    public async Task Told_is_what_a_channel_took()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/storm", """{"count":3}""");
        var before = await playground.UntilAsync(now => now.Trail.Any(trail => trail.Text("outcome") == "told"), "the first one told");
        await playground.MoveAsync("5m");
        var after = await playground.UntilAsync(now => now.Trail.All(trail => trail.Text("outcome") == "told"), "all of them told");

        before.Trail.Select(trail => trail.Text("outcome")).ShouldBe(["told", "at", "at"]);
        before.Trail[1].GetProperty("outcomeAt").GetDateTimeOffset().ShouldBe(PlaygroundServer.Evening.AddMinutes(5));
        after.Trail.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("500", "sending")]
    [InlineData("refuse", "failed")]
    public async Task What_no_channel_took_is_not_told(string fault, string outcome)
    {
        await using var playground = PlaygroundServer.Start();
        using var put = await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative),
            new StringContent("receivers: { phone: { sms: [\"+447700900123\"] } }\nroutes: [{ to: phone }]\n"));
        await playground.FaultAsync("sms", fault);

        await playground.FireAsync("cloudwatch-alarm/alarm.json");

        await playground.UntilAsync(now => now.Trail.Any(trail => trail.Text("kind") == "event" && trail.Text("outcome") == outcome &&
            trail.GetProperty("deliveries")[0].Text("state") is "retry" or "dead"), "the outcome");
    }

    [Theory]
    [InlineData("""{"title":"disk full","severity":"error"}""", true)]
    [InlineData("""{"title":"disk full","severity":"error","status":"down"}""", true)]
    [InlineData("""{"note":"nothing to know it by again"}""", false)]
    public async Task What_says_how_bad_it_is_can_be_ended_from_the_page(string body, bool canEnd)
    {
        await using var playground = PlaygroundServer.Start();
        await playground.DoAsync("/", body);
        var entry = (await playground.StateAsync()).Incidents.ShouldHaveSingleItem();

        entry.GetProperty("endEvent").GetBoolean().ShouldBe(canEnd);
        if (!canEnd)
            return;
        await playground.DoAsync("/api/end", $$"""{"fingerprint":"{{entry.Text("fingerprint")}}"}""");
        (await playground.StateAsync()).Incidents.ShouldHaveSingleItem().Text("state").ShouldBe("resolved");
    }

    [Fact]
    public async Task A_silenced_alert_is_not_told_and_says_which_silence()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/silences", """{"matchers":["name =~ \"orders-.*\""],"minutes":60,"comment":"planned work"}""");
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var quiet = await playground.UntilAsync(now => now.Incidents.Count > 0, "a group");
        await playground.MoveAsync("1h");
        var notified = await playground.UntilAsync(now => now.Texts.Count > 0, "a text when the silence is over");

        quiet.Incidents[0].Text("state").ShouldBe("silenced");
        quiet.Incidents[0].Text("why").ShouldContain("planned work");
        quiet.Messages.ShouldBeEmpty();
        notified.Texts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Every_event_of_the_library_can_be_fired()
    {
        await using var playground = PlaygroundServer.Start();
        using var library = System.Text.Json.JsonDocument.Parse(await playground.Http.GetStringAsync(new Uri("/api/events", UriKind.Relative)));

        library.RootElement.GetArrayLength().ShouldBeGreaterThan(150);
        foreach (var entry in library.RootElement.EnumerateArray())
            await playground.FireAsync(entry.Text("path"));
        var state = await playground.StateAsync();

        state.Status.GetProperty("counts").GetProperty("events").GetInt64().ShouldBe(library.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task A_night_passes_by_itself_and_ends_with_the_digest()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync("/api/night", "{}");
        await playground.MoveAsync("morning");
        var state = await playground.UntilAsync(now => now.On("email").Any(mail => mail.Text("kind") == "digest"), "the digest");

        state.Status.GetProperty("scheduled").GetInt32().ShouldBe(0);
        state.Texts.ShouldContain(text => text.StartsWith("CRITICAL payments unavailable", StringComparison.Ordinal));
        state.Texts.ShouldContain(text => text.StartsWith("FLAPPING", StringComparison.Ordinal));
        state.Texts.Count.ShouldBeLessThan(15);
        // The whole night has one digest, with what still fires and what healed by itself.
        var digest = state.On("email").Single(mail => mail.Text("kind") == "digest");
        (await playground.Http.GetStringAsync(new Uri($"/mail/{digest.Text("id")}", UriKind.Relative))).ShouldContain("orders-db free storage");
    }

    [Fact]
    public async Task A_reset_forgets_everything_and_begins_at_the_present()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.Messages.Count >= Channels.Length, "a message on every channel");
        await playground.FaultAsync("sms", "500");
        await playground.MoveAsync("1d");

        await playground.DoAsync("/api/reset", "{}");
        var state = await playground.StateAsync();

        state.Messages.ShouldBeEmpty();
        state.Trail.ShouldBeEmpty();
        state.Incidents.ShouldBeEmpty();
        state.Now.ShouldBe(PlaygroundServer.Evening);
        state.Status.GetProperty("faults").EnumerateObject().ShouldBeEmpty();
    }
}
