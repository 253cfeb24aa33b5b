using System.Globalization;
using System.Text.Json;

namespace Alerting.Playground.Tests;

/// <summary>Simulated faults: retries, fallbacks, dead letters.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_retry_waits_as_long_as_the_service_asks()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("slack", "429");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var busy = await playground.UntilAsync(now => Waiting(now).Count > 0, "a waiting delivery");
        await playground.FaultAsync("slack", "ok");
        await playground.MoveAsync("5m");
        var state = await playground.UntilAsync(now => now.On("slack").Count > 0, "a message in Slack");

        var waiting = Waiting(busy).ShouldHaveSingleItem();
        waiting.Text("reason").ShouldContain("the service asked to wait 30 s");
        // Plus up to a quarter, so that retries spread.
        var due = waiting.GetProperty("dueAt").GetDateTimeOffset();
        due.ShouldBeInRange(PlaygroundServer.Evening.AddSeconds(30), PlaygroundServer.Evening.AddSeconds(38));
        state.On("slack").ShouldHaveSingleItem().GetProperty("at").GetDateTimeOffset()
            .ShouldBeInRange(due, due.AddSeconds(1));
    }

    [Fact]
    public async Task A_failed_channel_delays_no_other_and_a_fallback_on_the_same_route_is_notified_once()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("sms", "500");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.On("slack").Count > 0 && now.On("email").Count > 0,
            "messages on the other channels");
        await playground.MoveAsync("1h");
        var state = await playground.UntilAsync(
            now => now.Json.GetRawText().Contains("it gets this alert directly", StringComparison.Ordinal),
            "the reason why inbox gets nothing instead of the text");

        state.Texts.ShouldBeEmpty();
        state.On("email").ShouldHaveSingleItem();
        state.Status.GetProperty("dead").GetArrayLength().ShouldBe(0);
        await playground.FaultAsync("sms", "ok");
        await playground.DoAsync("/api/end", $$"""{"fingerprint":"{{state.Alerts[0].Text("fingerprint")}}"}""");
        var resolved = await playground.UntilAsync(now => now.Texts.Count > 0 && now.On("email").Count > 1,
            "the resolved text and e-mail");
        resolved.On("email").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_fallback_a_failure_becomes_a_dead_letter_and_can_be_redriven()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("pagerduty", "refuse");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.Status.GetProperty("dead").GetArrayLength() > 0,
            "a dead letter");
        await playground.FaultAsync("pagerduty", "ok");
        await playground.DoAsync("/api/redrive", "{}");
        await playground.MoveAsync("5m");
        var after = await playground.UntilAsync(now => now.On("pagerduty").Count > 0, "a PagerDuty event");

        state.Status.GetProperty("dead")[0].Text("reason").ShouldContain("desk has no fallback");
        after.Status.GetProperty("dead").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("email")]
    [InlineData("teams")]
    public async Task A_timeout_delays_only_its_own_channel(string channel)
    {
        await using var playground = PlaygroundServer.StartWithShortTimeout();
        await playground.FaultAsync(channel, "slow");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => Waiting(now).Count > 0, "a waiting delivery");

        Waiting(state).ShouldHaveSingleItem().Text("channel").ShouldBe(channel);
        state.On("slack").ShouldHaveSingleItem();
        state.On("webhook").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("sms", "429")]
    [InlineData("email", "429")]
    [InlineData("email", "500")]
    [InlineData("discord", "500")]
    [InlineData("telegram", "429")]
    public async Task A_transient_error_is_retried(string channel, string fault)
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync(channel, fault);

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => Waiting(now).Any(waiting => waiting.Text("channel") == channel),
            "a waiting delivery");
        await playground.FaultAsync(channel, "ok");
        await playground.MoveAsync("5m");

        await playground.UntilAsync(now => now.On(channel).Count == 1, "the message");
    }

    [Fact]
    public async Task A_slow_service_does_not_delay_the_clock()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("pagerduty", "slow");
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.On("slack").Count > 0, "a message in Slack");

        var began = TimeProvider.System.GetTimestamp();
        await playground.MoveAsync("5m");
        var took = TimeProvider.System.GetElapsedTime(began);
        var state = await playground.StateAsync();

        var waiting = Waiting(state).ShouldHaveSingleItem();
        waiting.Text("reason").ShouldContain("did not answer in time");
        var attempts = waiting.GetProperty("attempts").GetInt32();
        attempts.ShouldBeGreaterThan(4);
        took.ShouldBeLessThan(attempts * TimeSpan.FromMinutes(1), "each attempt would take the timeout of one minute");
    }

    [Fact]
    public async Task The_link_in_a_text_opens_the_page_on_which_people_answer()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.Texts.Count > 0, "a text");
        var link = new Uri(state.Texts[0][state.Texts[0].IndexOf("http", StringComparison.Ordinal)..]);
        using var browser = new HttpClient();

        var page = await browser.GetStringAsync(link);
        var nonce = page.Split("name=\"nonce\" value=\"")[1].Split('"')[0];
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            { ["nonce"] = nonce, ["answer"] = "ack", ["by"] = "Ann" });
        using var pressed = await browser.PostAsync(link, form);

        page.ShouldContain("Nobody is on it.");
        (await pressed.Content.ReadAsStringAsync()).ShouldContain("Acknowledged by Ann");
        await playground.UntilAsync(now => now.On("slack").Any(message => message.Text("kind") == "acknowledged"),
            "everybody to be told");
    }

    [Fact]
    public async Task Texts_arrive_in_the_order_of_the_alerts()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.ConfigureAsync("rate_limit: 100/h", "group_by: [name]");

        await playground.DoAsync("/api/storm", """{"count":60}""");
        var state = await playground.UntilAsync(now => now.Texts.Count >= 60, "sixty texts");

        state.Texts.Select(text => int.Parse(text.Split("shard ")[1][..3], CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(1, 60));
    }

    [Fact]
    public async Task A_rate_limit_drops_further_texts_and_says_so()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.ConfigureAsync("rate_limit: 2/h", "group_by: [name]");

        await playground.DoAsync("/api/storm", """{"count":5}""");
        var state = await playground.UntilAsync(now => now.Texts.Count >= 3, "two texts and a notice");

        state.Texts.Count.ShouldBe(3);
        state.Texts[2].ShouldContain("Rate limit 2/h reached");
        state.Timeline.SelectMany(entry => entry.GetProperty("stages").EnumerateArray())
            .ShouldContain(stage => stage.Text("reason").Contains("Rate limit 2/h reached", StringComparison.Ordinal));
    }

    private static IReadOnlyList<JsonElement> Waiting(State state) =>
        [.. state.Status.GetProperty("waiting").EnumerateArray()];
}
