using Alerting.Alerts;
using Alerting.Beside;
using Alerting.Channels;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Notifications;

namespace Alerting.Tests.Beside;

/// <summary>What comes beside a page changes its message, and never undoes what came later.</summary>
public sealed class UpdateTests
{
    private readonly ScriptedSender _sender = new();
    private readonly SimulatedTime _time = new(Some.Time);

    [Theory]
    [InlineData("slack: { token: xoxb-1, channel: \"#ops\" }", UpdateForm.Edit)]
    [InlineData("discord: 'https://discord.com/api/webhooks/1/x'", UpdateForm.Edit)]
    [InlineData("telegram: { token: '1:x', chat: '-1' }", UpdateForm.Edit)]
    [InlineData("email: ann@example.com", UpdateForm.Reply)]
    [InlineData("google_chat: 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t'", UpdateForm.Reply)]
    [InlineData("slack: 'https://hooks.slack.com/services/T/B/x'", UpdateForm.None)]
    [InlineData("sms: '+447700900001'", UpdateForm.None)]
    [InlineData("pagerduty: 0123456789abcdef0123456789abcdef", UpdateForm.None)]
    public async Task Each_channel_gets_it_as_it_can(string channel, UpdateForm form)
    {
        var engine = Engine(channel);
        var page = await engine.DeliverAsync(Page, 1, Cancellation);

        var updates = BesidePage.UpdatesAfter(page.Outcomes);

        updates.Count.ShouldBe(form == UpdateForm.None ? 0 : 1);
        if (form == UpdateForm.None)
            return;
        var outcome = (await engine.UpdateAsync(With(updates[0]), Cancellation)).ShouldHaveSingleItem();
        outcome.Verdict.ShouldBeOfType<Verdict.Delivered>(outcome.Verdict.Reason);
        outcome.Delivery.IsEdit.ShouldBe(form == UpdateForm.Edit);
        var text = outcome.Delivery.Payload.ToString().Replace("\\n", ": ", StringComparison.Ordinal);
        text.ShouldContain("4 min before");
        text.ShouldContain("orders-api v1.42 deployed");
        text.Contains("UPDATE ERROR", StringComparison.Ordinal).ShouldBe(form == UpdateForm.Reply);
        // A second time it is known to be sent.
        (await engine.UpdateAsync(With(updates[0]), Cancellation))[0].Verdict.Reason.ShouldBe("already delivered");
        _sender.Sent.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(NotificationKind.Resolved)]
    [InlineData(NotificationKind.Acknowledged)]
    [InlineData(NotificationKind.Reminder)]
    public async Task It_is_left_out_if_something_later_was_sent(NotificationKind later)
    {
        var engine = Engine("slack: { token: xoxb-1, channel: \"#ops\" }");
        var update = BesidePage.UpdatesAfter((await engine.DeliverAsync(Page, 1, Cancellation)).Outcomes)[0];
        var alert = later == NotificationKind.Resolved
            ? Page.Alerts[0] with { Signal = Page.Alerts[0].Signal with { Status = AlertStatus.Resolved } }
            : Page.Alerts[0];
        await engine.DeliverAsync(Page with
        {
            Id = "later", BatchId = null, Kind = later, Sequence = Page.Sequence + 1, Alerts = [alert],
        }, 1, Cancellation);

        var outcome = (await engine.UpdateAsync(With(update), Cancellation)).ShouldHaveSingleItem();

        outcome.Verdict.ShouldBe(new Verdict.NotSent("something later was sent"));
        _sender.Sent.Count.ShouldBe(2);
    }

    /// <summary>Its failure frees the place: what comes later waits for nothing.</summary>
    [Fact]
    public async Task A_failure_is_not_retried_and_delays_no_end()
    {
        var engine = Engine("slack: { token: xoxb-1, channel: \"#ops\" }");
        var update = BesidePage.UpdatesAfter((await engine.DeliverAsync(Page, 1, Cancellation)).Outcomes)[0];
        _sender.Verdict = _ => new Verdict.Retry("HTTP 503");
        var outcome = (await engine.UpdateAsync(With(update), Cancellation)).ShouldHaveSingleItem();
        _sender.Verdict = _ => new Verdict.Delivered("ok");

        outcome.Verdict.ShouldBe(new Verdict.Retry("HTTP 503"));
        var end = Page with
        {
            Id = "end", Kind = NotificationKind.Resolved, Sequence = Page.Sequence + 1,
            Alerts = [Page.Alerts[0] with { Signal = Page.Alerts[0].Signal with { Status = AlertStatus.Resolved } }],
        };
        (await engine.DeliverAsync(end, 1, Cancellation)).Outcomes[0].Verdict.ShouldBe(new Verdict.Delivered("ok"));
        BesideRecord.Of(With(update), Gathered, [outcome], Some.Time)!.Text
            .ShouldBe("Left out beside the page to chat: slack: HTTP 503.");
    }

    [Fact]
    public async Task The_record_says_in_one_line_what_came_and_what_did_not()
    {
        var engine = Engine("slack: { token: xoxb-1, channel: \"#ops\" }");
        var update = BesidePage.UpdatesAfter((await engine.DeliverAsync(Page, 1, Cancellation)).Outcomes)[0];

        var outcomes = await engine.UpdateAsync(With(update), Cancellation);
        var entry = BesideRecord.Of(
            update, Gathered with { LeftOut = ["graph: no answer within 2 s"] }, outcomes, Some.Time)!;

        entry.Text.ShouldBe("Beside the page to chat by slack: changes. " +
            "Left out beside the page to chat: graph: no answer within 2 s.");
        entry.Code.ShouldBe(ReasonCode.Beside);
        BesideRecord.Of(update, new BesideGathering(BesideContent.Empty, [], []), [], Some.Time).ShouldBeNull();
    }

    [Theory]
    [InlineData(NotificationKind.Reminder, Severity.Error)]
    [InlineData(NotificationKind.Resolved, Severity.Error)]
    [InlineData(NotificationKind.Firing, Severity.Warning)]
    public async Task Only_a_page_has_something_beside_it(NotificationKind kind, Severity severity)
    {
        var engine = Engine("slack: { token: xoxb-1, channel: \"#ops\" }");
        var other = Page with { Kind = kind, Alerts = [Some.Alert(severity: severity)] };

        BesidePage.UpdatesAfter((await engine.DeliverAsync(other, 1, Cancellation)).Outcomes).ShouldBeEmpty();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static BesideGathering Gathered { get; } = new(
        new BesideContent { Facts = [new Fact("4 min before", "orders-api v1.42 deployed (pipeline shop, ann)")] },
        ["changes"], []);

    private static Notification Page { get; } = Some.Notification(Some.Alert()) with
    {
        Receiver = "chat", IncidentId = "i00000000000000a", Sequence = 5000, BatchId = "batch",
    };

    private static Notification With(Notification update) =>
        update with { Beside = update.Beside! with { Content = Gathered.Content } };

    private DeliveryEngine Engine(string channel)
    {
        var config = Some.Config("smtp: { host: localhost, from: alerts@example.com }\n" +
            $"receivers: {{ chat: {{ {channel} }} }}\nroutes: [{{ to: chat }}]\n");
        return new DeliveryEngine(config, new TargetSender([_sender], Some.NoSecrets, _time, retriesAtOnce: false),
            DeliveryState.InMemory(_time), () => 0.5);
    }

    private sealed class ScriptedSender : ISender
    {
        public List<Delivery> Sent { get; } = [];

        public Func<Delivery, Verdict>? Verdict { get; set; }

        public bool Serves(string channel) => true;

        public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
        {
            Sent.Add(delivery);
            return Task.FromResult(Verdict?.Invoke(delivery) ?? new Verdict.Delivered("ok", new ThreadRef("m1", "C1"))
                { Message = ChannelCatalog.TryFind(delivery.Target.Channel, out var channel)
                    && channel.ReturnsReference(delivery.Target) ? new ThreadRef("m1", "C1") : null });
        }
    }
}
