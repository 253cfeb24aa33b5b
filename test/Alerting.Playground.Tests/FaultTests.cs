using System.Globalization;
using System.Text.Json;

namespace Alerting.Playground.Tests;

/// <summary>Services that misbehave: what is tried again, who is told instead, what ends as a dead letter.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_service_that_is_too_busy_is_left_alone_as_long_as_it_asks()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("slack", "429");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var busy = await playground.UntilAsync(now => Waiting(now).Count > 0, "a delivery that waits");
        await playground.FaultAsync("slack", "ok");
        await playground.MoveAsync("5m");
        var state = await playground.UntilAsync(now => now.On("slack").Count > 0, "a message in Slack");

        var waiting = Waiting(busy).ShouldHaveSingleItem();
        waiting.Text("reason").ShouldContain("the service asked to wait 30 s");
        // And up to a quarter longer, so that not all who were told the same come again at once.
        var due = waiting.GetProperty("dueAt").GetDateTimeOffset();
        due.ShouldBeInRange(PlaygroundServer.Evening.AddSeconds(30), PlaygroundServer.Evening.AddSeconds(38));
        state.On("slack").ShouldHaveSingleItem().GetProperty("at").GetDateTimeOffset().ShouldBeInRange(due, due.AddSeconds(1));
    }

    [Fact]
    public async Task A_dead_channel_delays_no_other_and_its_fallback_is_told()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("sms", "500");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.On("slack").Count > 0 && now.On("email").Count > 0, "messages on the other channels");
        await playground.MoveAsync("1h");
        var state = await playground.UntilAsync(now => now.On("email").Count > 1, "an e-mail in place of the text");

        state.Texts.ShouldBeEmpty();
        var instead = await playground.Http.GetStringAsync(new Uri($"/mail/{state.On("email").First(mail => IsInstead(mail)).Text("id")}", UriKind.Relative));
        instead.ShouldContain("Could not reach phone by sms");
        state.Status.GetProperty("dead").GetArrayLength().ShouldBe(0);
        // inbox is on the same route and hears the end by itself: once.
        await playground.FaultAsync("sms", "ok");
        await playground.DoAsync("/api/end", $$"""{"fingerprint":"{{state.Incidents[0].Text("fingerprint")}}"}""");
        var ended = await playground.UntilAsync(now => now.Texts.Count > 0 && now.On("email").Count > 2, "the end by text and e-mail");
        ended.On("email").Count.ShouldBe(3);
    }

    [Fact]
    public async Task What_nobody_else_can_be_told_of_is_dead_and_can_be_sent_once_more()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("pagerduty", "refuse");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => now.Status.GetProperty("dead").GetArrayLength() > 0, "a dead letter");
        await playground.FaultAsync("pagerduty", "ok");
        await playground.DoAsync("/api/redrive", "{}");
        await playground.MoveAsync("5m");
        var after = await playground.UntilAsync(now => now.On("pagerduty").Count > 0, "an incident");

        state.Status.GetProperty("dead")[0].Text("reason").ShouldContain("desk has no fallback");
        after.Status.GetProperty("dead").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("email")]
    [InlineData("teams")]
    public async Task A_service_that_does_not_answer_is_given_up_for_now_and_the_others_are_not(string channel)
    {
        await using var playground = PlaygroundServer.StartImpatient();
        await playground.FaultAsync(channel, "slow");

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        var state = await playground.UntilAsync(now => Waiting(now).Count > 0, "a delivery that waits");

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
    public async Task What_may_pass_is_tried_again(string channel, string fault)
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync(channel, fault);

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => Waiting(now).Any(waiting => waiting.Text("channel") == channel), "a delivery that waits");
        await playground.FaultAsync(channel, "ok");
        await playground.MoveAsync("5m");

        await playground.UntilAsync(now => now.On(channel).Count == 1, "the message");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_does_not_hold_up_the_clock()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("pagerduty", "slow");
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.On("slack").Count > 0, "a message in Slack");

        var began = TimeProvider.System.GetTimestamp();
        await playground.MoveAsync("5m");
        var took = TimeProvider.System.GetElapsedTime(began);
        var state = await playground.StateAsync();

        // One try alone would take the sender's minute.
        took.ShouldBeLessThan(TimeSpan.FromSeconds(50));
        var waiting = Waiting(state).ShouldHaveSingleItem();
        waiting.Text("reason").ShouldContain("did not answer in time");
        waiting.GetProperty("attempts").GetInt32().ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task A_phone_gets_its_texts_in_the_order_of_the_alerts()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.ConfigureAsync("budget: 100/h", "group_by: [name]");

        await playground.DoAsync("/api/storm", """{"count":60}""");
        var state = await playground.UntilAsync(now => now.Texts.Count >= 60, "sixty texts");

        state.Texts.Select(text => int.Parse(text.Split("shard ")[1][..3], CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, 60));
    }

    [Fact]
    public async Task A_budget_that_is_used_up_holds_back_and_says_so()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.ConfigureAsync("budget: 2/h", "group_by: [name]");

        await playground.DoAsync("/api/storm", """{"count":5}""");
        var state = await playground.UntilAsync(now => now.Texts.Count >= 3, "two texts and a notice");

        state.Texts.Count.ShouldBe(3);
        state.Texts[2].ShouldContain("Rate limit 2/h reached");
        state.Trail.SelectMany(trail => trail.GetProperty("stages").EnumerateArray())
            .ShouldContain(stage => stage.Text("reason").Contains("Rate limit 2/h reached", StringComparison.Ordinal));
    }

    private static bool IsInstead(JsonElement mail) => mail.Text("reason").StartsWith("Could not reach ", StringComparison.Ordinal);

    private static IReadOnlyList<JsonElement> Waiting(State state) => [.. state.Status.GetProperty("waiting").EnumerateArray()];
}
