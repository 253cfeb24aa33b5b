using System.Text.Json;
using Alerting.Channels;
using Alerting.Fakes;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Tests.Channels;

/// <summary>Later messages about a group: replies, edits, and incidents by key.</summary>
public sealed class ThreadTests : IAsyncLifetime
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
    public async Task The_first_message_returns_its_reference(string kind, string message, string? place)
    {
        var verdict = await SendAsync(kind, SampleNotifications.Firing());

        verdict.ShouldBeOfType<Verdict.Delivered>().Thread.ShouldBe(new ThreadRef(message, place));
    }

    [Fact]
    public async Task A_reminder_is_posted_to_the_thread_and_the_channel()
    {
        var first = new ThreadRef("1.2", "C1");
        var verdict =
            await SendAsync("slack-bot", SampleNotifications.Firing() with { Kind = NotificationKind.Reminder }, first);

        var body = Bodies().ShouldHaveSingleItem();
        body.GetProperty("thread_ts").GetString().ShouldBe("1.2");
        body.GetProperty("reply_broadcast").GetBoolean().ShouldBeTrue();
        verdict.ShouldBeOfType<Verdict.Delivered>().Thread.ShouldBe(first, "the thread stays the first message's");
    }

    [Fact]
    public async Task A_resolved_notification_edits_the_first_message_and_replies()
    {
        await SendAsync("slack-bot", SampleNotifications.Resolved(), new ThreadRef("1.2", "C1"));

        _services.Requests.Select(request => request.Path)
            .ShouldBe(["/slack/api/chat.update", "/slack/api/chat.postMessage"]);
        Bodies()[0].GetProperty("ts").GetString().ShouldBe("1.2");
        Bodies()[0].GetProperty("channel").GetString().ShouldBe("C1");
        Bodies()[1].GetProperty("reply_broadcast").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_deleted_first_message_does_not_prevent_the_resolved_one()
    {
        _services.ReplyOnce(HttpReply.Text(200, """{"ok":false,"error":"message_not_found"}"""));

        (await SendAsync("slack-bot", SampleNotifications.Resolved(),
            new ThreadRef("1.2", "C1"))).ShouldBeOfType<Verdict.Delivered>();
    }

    [Fact]
    public async Task A_failed_edit_is_retried_after_the_reply()
    {
        _services.ReplyOnce(HttpReply.Text(500, ""));

        (await SendAsync("slack-bot", SampleNotifications.Resolved(),
            new ThreadRef("1.2", "C1"))).ShouldBeOfType<Verdict.Delivered>();

        _services.Requests.Select(request => request.Path)
            .ShouldBe(["/slack/api/chat.update", "/slack/api/chat.postMessage", "/slack/api/chat.update"]);
    }

    [Theory]
    [InlineData("slack-bot")]
    [InlineData("discord")]
    [InlineData("telegram")]
    public async Task Two_hanging_calls_share_one_timeout(string kind)
    {
        _services.Hang();
        using var hurried = new HttpSender(TimeProvider.System, timeout: TimeSpan.FromSeconds(4.5));

        // A time limit of one call alone would say only "timed out".
        (await SendAsync(kind, SampleNotifications.Resolved(), new ThreadRef("77", "C1"), hurried)).ShouldBe(
            new Verdict.Retry("timed out after 4.5 s"));
        _services.Requests.Count.ShouldBe(2, "the reply was tried, too");
    }

    [Fact]
    public async Task A_partly_resolved_group_edits_nothing()
    {
        await SendAsync("slack-bot", SampleNotifications.Resolved() with { StillFiring = 2 },
            new ThreadRef("1.2", "C1"));

        _services.Requests.ShouldHaveSingleItem().Path.ShouldBe("/slack/api/chat.postMessage");
    }

    [Theory]
    [InlineData("slack-bot")]
    [InlineData("discord")]
    [InlineData("telegram")]
    public async Task An_answer_edits_the_first_message(string kind)
    {
        var answered = SampleNotifications.Firing() with
        {
            Kind = NotificationKind.Acknowledged,
            Note = "Acknowledged by Ann (02:44 UTC).",
            Stand = new IncidentStand(IncidentState.Acknowledged, 1),
        };
        await SendAsync(kind, answered, new ThreadRef("77", "C1"));

        _services.Requests.Count.ShouldBe(2);
        _services.Requests[0].Body.ShouldContain("Acknowledged by Ann");
        // Without an answer there is nothing to show.
        await SendAsync(kind, answered with { Stand = new IncidentStand(IncidentState.Open, 0) },
            new ThreadRef("77", "C1"));
        _services.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Discord_edits_by_message_id()
    {
        await SendAsync("discord", SampleNotifications.Resolved(), new ThreadRef("77"));

        _services.Requests[0].Method.ShouldBe("PATCH");
        _services.Requests[0].Path.ShouldBe($"/discord/api/webhooks/123/{Wire.PathSecret}/messages/77");
        _services.Requests[1].Method.ShouldBe("POST");
    }

    [Fact]
    public async Task Telegram_replies_to_the_first_message()
    {
        await SendAsync("telegram", SampleNotifications.Resolved(), new ThreadRef("77"));

        Bodies()[0].GetProperty("message_id").GetInt64().ShouldBe(77);
        Bodies()[1].GetProperty("reply_parameters").GetProperty("message_id").GetInt64().ShouldBe(77);
        Bodies()[1].GetProperty("disable_notification").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task PagerDuty_resolves_what_it_opened()
    {
        await SendAsync("pagerduty", SampleNotifications.Firing());
        await SendAsync("pagerduty", SampleNotifications.Resolved() with { StillFiring = 1 });
        await SendAsync("pagerduty", SampleNotifications.Resolved());

        Bodies().Select(body => body.GetProperty("event_action").GetString())
            .ShouldBe(["trigger", "trigger", "resolve"]);
        Bodies().Select(body => body.GetProperty("dedup_key").GetString()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Opsgenie_closes_what_it_created()
    {
        await SendAsync("opsgenie", SampleNotifications.Firing());
        await SendAsync("opsgenie", SampleNotifications.Resolved());

        var alias = Bodies()[0].GetProperty("alias").GetString();
        _services.Requests[1].Target.ShouldBe($"/opsgenie/v2/alerts/{alias}/close?identifierType=alias");
    }

    [Fact]
    public async Task Pagers_acknowledge_what_they_opened()
    {
        foreach (var kind in (string[])["pagerduty", "opsgenie"])
        {
            await SendAsync(kind, SampleNotifications.Firing());
            (await SendAsync(kind, SampleNotifications.Firing() with
                { Kind = NotificationKind.Acknowledged })).ShouldBeOfType<Verdict.Delivered>();
        }

        Bodies()[1].GetProperty("event_action").GetString().ShouldBe("acknowledge");
        Bodies()[1].GetProperty("dedup_key").GetString().ShouldBe(Bodies()[0].GetProperty("dedup_key").GetString());
        var alias = Bodies()[2].GetProperty("alias").GetString();
        _services.Requests[3].Target.ShouldBe($"/opsgenie/v2/alerts/{alias}/acknowledge?identifierType=alias");
    }

    [Fact]
    public async Task Google_Chat_keeps_a_group_in_one_thread()
    {
        await SendAsync("google_chat", SampleNotifications.Firing());
        await SendAsync("google_chat", SampleNotifications.Resolved());

        Bodies().Select(body => body.GetProperty("thread").GetProperty("threadKey").GetString()).Distinct()
            .ShouldHaveSingleItem();
    }

    private List<JsonElement> Bodies() =>
        [.. _services.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement)];

    private async Task<Verdict> SendAsync(string kind, Notification notification, ThreadRef? thread = null,
        HttpSender? http = null)
    {
        var delivery = Wire.Delivery(Wire.Config(_services), kind, notification) with { Thread = thread };
        var settings = await TargetSettings.ResolveAsync(delivery.Target, Some.NoSecrets,
            TestContext.Current.CancellationToken);
        return await (http ?? _http).SendAsync(delivery, settings, TestContext.Current.CancellationToken);
    }
}
