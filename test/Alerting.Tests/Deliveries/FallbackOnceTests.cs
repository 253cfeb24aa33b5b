using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Tests.Channels;

namespace Alerting.Tests.Deliveries;

/// <summary>
/// Slack and SMS fail. Each address is notified once of the same, whether directly or as the fallback of several
/// receivers, in whatever order that happens.
/// </summary>
public sealed class FallbackOnceTests
{
    private const string Rooms = "rooms: { slack: \"https://hooks.slack.com/services/T/B/x\", fallback: inbox }";
    private const string Phones = "phones: { sms: \"+447700900001\", fallback: inbox }";
    private const string Inbox = "inbox: { sns: \"arn:aws:sns:eu-west-1:123456789012:inbox\" }";
    private const string Both =
        "chat: { slack: \"https://hooks.slack.com/services/T/B/x\", sms: \"+447700900001\", fallback: inbox }";

    private const string Hook = "https://example.com/hook";

    public static TheoryData<string, string[], string> Cases => new()
    {
        // The fallback is a receiver of the route.
        { "chat, inbox", [Both, Inbox], "sns" },
        { "rooms, phones, inbox", [Rooms, Phones, Inbox], "sns" },
        // Several failing receivers share it.
        { "rooms, phones", [Rooms, Phones, Inbox], "sns" },
        { "chat", [Both, Inbox], "sns" },
        // Its address is that of another receiver of the route; its other one is not.
        { "rooms, team", [Rooms, "team: { sns: \"arn:aws:sns:eu-west-1:123456789012:inbox\" }",
            $"inbox: {{ sns: \"arn:aws:sns:eu-west-1:123456789012:inbox\", webhook: \"{Hook}\" }}"], "sns webhook" },
        // The fallback of a fallback.
        { "rooms, phones, last", [Rooms.Replace("inbox", "phones", StringComparison.Ordinal),
            Phones.Replace("inbox", "last", StringComparison.Ordinal), $"last: {{ webhook: \"{Hook}\" }}"], "webhook" },
        { "rooms, phones", [Rooms.Replace("inbox", "phones", StringComparison.Ordinal),
            Phones.Replace("inbox", "last", StringComparison.Ordinal), $"last: {{ webhook: \"{Hook}\" }}"], "webhook" },
        // Two receivers with one address.
        { "one, two", [$"one: {{ webhook: \"{Hook}\" }}", $"two: {{ webhook: \"{Hook}\" }}"], "webhook" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Each_address_gets_one_copy(string to, string[] receivers, string expected)
    {
        var config = Config(to, receivers);
        foreach (var status in (AlertStatus[])[AlertStatus.Firing, AlertStatus.Resolved])
        {
            var notifications = await NotificationsAsync(config, status);
            foreach (var order in (int[])[0, 1, 2])
            {
                var queued = order switch
                {
                    0 => notifications,
                    1 => [.. notifications.Reverse()],
                    _ => [.. notifications, .. notifications],
                };
                var inTurn = new Sender();
                var engine = Wire.Engine(config, inTurn);
                foreach (var notification in queued)
                {
                    var result = await engine.DeliverAsync(notification, 1, TestContext.Current.CancellationToken);
                    result.RetryAfter.ShouldBeNull();
                    result.DeadLetterReason.ShouldBeNull();
                }
                string.Join(' ', inTurn.Delivered.Order()).ShouldBe(expected, $"{status} in order {order}");
            }
            var atOnce = new Sender();
            var outcomes =
                await Wire.Engine(config, atOnce).DeliverAsync(notifications, TestContext.Current.CancellationToken);
            string.Join(' ', atOnce.Delivered.Order()).ShouldBe(expected, $"{status} at once");
            outcomes.ShouldAllBe(outcome => !outcome.IsLost);
        }
    }

    [Fact]
    public async Task It_is_on_record_why_the_fallback_gets_no_copy()
    {
        var config = Config("chat, inbox", Both, Inbox);
        var chat = (await NotificationsAsync(config, AlertStatus.Firing)).Single(each => each.Receiver == "chat");

        var result = await Wire.Engine(config, new Sender())
            .DeliverAsync(chat, 1, TestContext.Current.CancellationToken);

        result.Outcomes.Count.ShouldBe(2);
        result.Outcomes.ShouldAllBe(outcome => outcome.NoFallback == new Reason(
            ReasonCode.FallbackNotified, "not sent to inbox: it gets this alert directly"));
    }

    /// <summary>
    /// Another route that the alert matches notifies the fallback, too, unless that one holds it until the morning.
    /// </summary>
    [Theory]
    [InlineData("{ to: chat, continue: true }, { to: inbox }", "sns")]
    [InlineData("{ to: inbox, continue: true }, { to: chat }", "sns")]
    [InlineData("{ routes: [{ to: chat, continue: true }, { to: inbox }] }", "sns")]
    [InlineData("{ to: chat, continue: true }, { to: inbox, hold: business }", "sns")]
    [InlineData("{ to: chat, continue: true }, { to: inbox, match: ['severity = \"info\"'] }", "")]
    [InlineData("{ to: chat }, { to: inbox }", "")]
    public async Task An_inbox_of_another_route_gets_no_copy(string routes, string direct)
    {
        var config = ConfigFile.Load($$"""
            time_intervals: { business: { days: mon-fri, from: "08:00", to: "18:00" } }
            receivers:
              {{Both}}
              {{Inbox}}
            routes: [{{routes}}]
            """, "alerting.yaml", _ => null).Config!;
        foreach (var status in (AlertStatus[])[AlertStatus.Firing, AlertStatus.Resolved])
        {
            var chat = (await NotificationsAsync(config, status)).Single(each => each.Receiver == "chat");
            var sender = new Sender("slack", "sms");

            await Wire.Engine(config, sender).DeliverAsync(chat, 1, TestContext.Current.CancellationToken);

            // Only the copy; what the inbox gets directly is another notification.
            sender.Delivered.Count.ShouldBe(direct.Length > 0 ? 0 : 1, $"{status}");
        }
    }

    [Fact]
    public async Task If_it_cannot_be_reached_directly_either_that_is_a_dead_letter()
    {
        var config = Config("chat, inbox", Both, Inbox);
        var engine = Wire.Engine(config, new Sender("slack", "sms", "sns"));
        var lost = 0;

        foreach (var notification in await NotificationsAsync(config, AlertStatus.Firing))
        {
            var result = await engine.DeliverAsync(notification, 1, TestContext.Current.CancellationToken);
            lost += result.DeadLetterReason is null ? 0 : 1;
        }

        lost.ShouldBe(1);
    }

    [Fact]
    public async Task Receivers_that_mention_others_get_their_own_message()
    {
        var config = Config("one, two", "one: { slack: \"https://example.com/x\" }",
            "two: { slack: \"https://example.com/x\", mention: { error: \"<!here>\" } }");
        var sender = new Sender("sms");

        await Wire.Engine(config, sender).DeliverAsync(
            await NotificationsAsync(config, AlertStatus.Firing), TestContext.Current.CancellationToken);

        sender.Delivered.Count.ShouldBe(2);
    }

    private static AlertingConfig Config(string to, params string[] receivers)
    {
        var loaded = ConfigFile.Load(
            $"receivers:\n  {string.Join("\n  ", receivers)}\nroutes:\n  - to: [{to}]\n", "alerting.yaml", _ => null);
        loaded.Errors.ShouldBeEmpty();
        return loaded.Config!;
    }

    /// <summary>As the pipeline makes them for an alarm, which fires and resolves.</summary>
    private static async Task<IReadOnlyList<Notification>> NotificationsAsync(
        AlertingConfig config, AlertStatus status)
    {
        var alerting = new LocalAlerting(config, new SimulatedTime(Some.Time));
        var fired = Some.Signal("disk") with { Claims = [new SeverityClaim(Severity.Error, "test")] };
        var trace = await alerting.TakeAsync([fired], TestContext.Current.CancellationToken);
        if (status == AlertStatus.Resolved)
        {
            trace = await alerting.TakeAsync([fired with { Status = status, EventKey = "end" }],
                TestContext.Current.CancellationToken);
        }
        trace.Notifications.ShouldNotBeEmpty();
        return trace.Notifications;
    }

    private sealed class Sender(params string[] failing) : ISender
    {
        private readonly string[] _failing = failing.Length > 0 ? failing : ["slack", "sms"];

        public ConcurrentBag<string> Delivered { get; } = [];

        public bool Serves(string channel) => true;

        public async Task<Verdict> SendAsync(
            Delivery delivery, TargetSettings settings, CancellationToken cancellation)
        {
            await Task.Yield();
            if (_failing.Contains(delivery.Target.Channel))
                return new Verdict.Rejected("HTTP 404");
            Delivered.Add(delivery.Target.Channel);
            return new Verdict.Delivered("HTTP 200");
        }
    }
}
