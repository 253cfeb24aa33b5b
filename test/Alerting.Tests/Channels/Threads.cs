using System.Diagnostics;
using System.Text.Json;
using Alerting.Channels;
using Alerting.Notifications;
using Alerting.TestServers;

namespace Alerting.Tests.Channels;

/// <summary>Messages about a group a service knows already: in its thread, in place, under its key.</summary>
public sealed class Threads : IAsyncLifetime
{
    private readonly ChatServices _services = new();
    private readonly HttpSender _http = new(TimeProvider.System);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _services.DisposeAsync();
    }

    [Theory]
    [InlineData("slack-bot", "1401383885.000061", "C024BE91L")]
    [InlineData("discord", "1234567890123456789", null)]
    [InlineData("telegram", "4711", null)]
    public async Task The_first_message_says_where_it_stands(string kind, string message, string? place)
    {
        var verdict = await SendAsync(kind, Situations.Firing());

        verdict.ShouldBeOfType<Verdict.Delivered>().Thread.ShouldBe(new ThreadRef(message, place));
    }

    [Fact]
    public async Task A_reminder_stands_in_the_thread_and_in_the_channel()
    {
        var first = new ThreadRef("1.2", "C1");
        var verdict = await SendAsync("slack-bot", Situations.Firing() with { Kind = NotificationKind.Reminder }, first);

        var body = Bodies().ShouldHaveSingleItem();
        body.GetProperty("thread_ts").GetString().ShouldBe("1.2");
        body.GetProperty("reply_broadcast").GetBoolean().ShouldBeTrue();
        verdict.ShouldBeOfType<Verdict.Delivered>().Thread.ShouldBe(first, "the thread goes on from its first message");
    }

    [Fact]
    public async Task A_resolve_turns_the_first_message_and_ends_the_thread()
    {
        await SendAsync("slack-bot", Situations.Resolved(), new ThreadRef("1.2", "C1"));

        _services.Requests.Select(request => request.Path).ShouldBe(["/slack/api/chat.update", "/slack/api/chat.postMessage"]);
        Bodies()[0].GetProperty("ts").GetString().ShouldBe("1.2");
        Bodies()[0].GetProperty("channel").GetString().ShouldBe("C1");
        Bodies()[1].GetProperty("reply_broadcast").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_first_message_that_is_gone_hinders_no_resolve()
    {
        _services.ReplyOnce(HttpReply.Text(200, """{"ok":false,"error":"message_not_found"}"""));

        (await SendAsync("slack-bot", Situations.Resolved(), new ThreadRef("1.2", "C1"))).ShouldBeOfType<Verdict.Delivered>();
    }

    [Fact]
    public async Task A_change_in_place_that_fails_for_a_moment_is_made_after_the_answer()
    {
        _services.ReplyOnce(HttpReply.Text(500, ""));

        (await SendAsync("slack-bot", Situations.Resolved(), new ThreadRef("1.2", "C1"))).ShouldBeOfType<Verdict.Delivered>();

        _services.Requests.Select(request => request.Path).ShouldBe(["/slack/api/chat.update", "/slack/api/chat.postMessage", "/slack/api/chat.update"]);
    }

    [Theory]
    [InlineData("slack-bot")]
    [InlineData("discord")]
    [InlineData("telegram")]
    public async Task Two_calls_that_hang_take_no_longer_than_one(string kind)
    {
        _services.Hang();
        using var impatient = new HttpSender(TimeProvider.System, timeout: TimeSpan.FromSeconds(4.5));
        var began = Stopwatch.StartNew();

        (await SendAsync(kind, Situations.Resolved(), new ThreadRef("77", "C1"), impatient)).ShouldBe(new Verdict.Retry("no answer within 4.5 s"));

        began.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(7.5));
        _services.Requests.Count.ShouldBe(2, "the answer was tried, too");
    }

    [Fact]
    public async Task Part_of_a_group_that_is_over_changes_nothing_in_place()
    {
        await SendAsync("slack-bot", Situations.Resolved() with { StillFiring = 2 }, new ThreadRef("1.2", "C1"));

        _services.Requests.ShouldHaveSingleItem().Path.ShouldBe("/slack/api/chat.postMessage");
    }

    [Fact]
    public async Task Discord_edits_by_the_id()
    {
        await SendAsync("discord", Situations.Resolved(), new ThreadRef("77"));

        _services.Requests[0].Method.ShouldBe("PATCH");
        _services.Requests[0].Path.ShouldBe($"/discord/api/webhooks/123/{Wire.PathSecret}/messages/77");
        _services.Requests[1].Method.ShouldBe("POST");
    }

    [Fact]
    public async Task Telegram_answers_the_first_message()
    {
        await SendAsync("telegram", Situations.Resolved(), new ThreadRef("77"));

        Bodies()[0].GetProperty("message_id").GetInt64().ShouldBe(77);
        Bodies()[1].GetProperty("reply_parameters").GetProperty("message_id").GetInt64().ShouldBe(77);
        Bodies()[1].GetProperty("disable_notification").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task PagerDuty_resolves_what_it_opened()
    {
        await SendAsync("pagerduty", Situations.Firing());
        await SendAsync("pagerduty", Situations.Resolved() with { StillFiring = 1 });
        await SendAsync("pagerduty", Situations.Resolved());

        Bodies().Select(body => body.GetProperty("event_action").GetString()).ShouldBe(["trigger", "trigger", "resolve"]);
        Bodies().Select(body => body.GetProperty("dedup_key").GetString()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Opsgenie_closes_what_it_created()
    {
        await SendAsync("opsgenie", Situations.Firing());
        await SendAsync("opsgenie", Situations.Resolved());

        var alias = Bodies()[0].GetProperty("alias").GetString();
        _services.Requests[1].Target.ShouldBe($"/opsgenie/v2/alerts/{alias}/close?identifierType=alias");
    }

    [Fact]
    public async Task Pagers_acknowledge_what_they_opened()
    {
        foreach (var kind in (string[])["pagerduty", "opsgenie"])
        {
            await SendAsync(kind, Situations.Firing());
            (await SendAsync(kind, Situations.Firing() with { Kind = NotificationKind.Acknowledged })).ShouldBeOfType<Verdict.Delivered>();
        }

        Bodies()[1].GetProperty("event_action").GetString().ShouldBe("acknowledge");
        Bodies()[1].GetProperty("dedup_key").GetString().ShouldBe(Bodies()[0].GetProperty("dedup_key").GetString());
        var alias = Bodies()[2].GetProperty("alias").GetString();
        _services.Requests[3].Target.ShouldBe($"/opsgenie/v2/alerts/{alias}/acknowledge?identifierType=alias");
    }

    [Fact]
    public async Task Google_Chat_keeps_a_group_in_one_thread()
    {
        await SendAsync("google_chat", Situations.Firing());
        await SendAsync("google_chat", Situations.Resolved());

        Bodies().Select(body => body.GetProperty("thread").GetProperty("threadKey").GetString()).Distinct().ShouldHaveSingleItem();
    }

    private List<JsonElement> Bodies() => [.. _services.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement)];

    private async Task<Verdict> SendAsync(string kind, Notification notification, ThreadRef? thread = null, HttpSender? http = null)
    {
        var delivery = Wire.Delivery(Wire.Config(_services), kind, notification) with { Thread = thread };
        var settings = await TargetSettings.ResolveAsync(delivery.Target, Alerting.Configuration.Secrets.None, TestContext.Current.CancellationToken);
        return await (http ?? _http).SendAsync(delivery, settings, TestContext.Current.CancellationToken);
    }
}
