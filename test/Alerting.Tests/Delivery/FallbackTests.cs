using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Fakes;
using Alerting.Notifications;
using Alerting.Tests.Channels;

namespace Alerting.Tests.Delivering;

/// <summary>A final failure goes to the fallback with the reason, and never in a cycle.</summary>
public sealed class FallbackTests
{
    [Fact]
    public async Task The_fallback_gets_the_message_and_the_reason()
    {
        await using var services = new ChatServices { Fault = Fail("slack") };
        var outcomes = await DeliverAsync(services, "slack: { slack: \"@slack/x\", fallback: other }",
            "other: { webhook: \"@webhook/x\" }");

        outcomes.Select(outcome => (outcome.Delivery.Target.Channel, outcome.Verdict.Word))
            .ShouldBe([("slack", "rejected"), ("webhook", "delivered")]);
        outcomes[0].FellBackTo.ShouldBe("other");
        outcomes.ShouldAllBe(outcome => !outcome.IsLost);
        services.Requests[^1].Body.ShouldContain(
            "Could not reach slack by slack: HTTP 404 (no_service). Sent to other instead.");
    }

    [Fact]
    public async Task Several_failed_targets_lead_to_one_fallback_message()
    {
        await using var services = new ChatServices { Fault = Fail("slack") };
        var outcomes = await DeliverAsync(services, "slack: { slack: [\"@slack/x\", \"@slack/y\"], fallback: other }",
            "other: { webhook: \"@webhook/x\" }");

        outcomes.Count(outcome => outcome.Delivery.Target.Channel == "webhook").ShouldBe(1);
    }

    [Fact]
    public async Task Fallbacks_may_have_fallbacks_and_the_last_failure_is_lost()
    {
        await using var services = new ChatServices { Fault = Fail("slack", "teams", "webhook") };
        var outcomes = await DeliverAsync(services, "slack: { slack: \"@slack/x\", fallback: two }",
            "two: { teams: \"@teams/x\", fallback: three }", "three: { webhook: \"@webhook/x\" }");

        outcomes.Select(outcome => (outcome.Delivery.Notification.Receiver, outcome.FellBackTo))
            .ShouldBe([("slack", "two"), ("two", "three"), ("three", null)]);
        outcomes.Count(outcome => outcome.IsLost).ShouldBe(1);
        services.Requests[^1].Body.ShouldContain("Could not reach slack by slack");
        services.Requests[^1].Body.ShouldContain("Could not reach two by teams");
    }

    [Fact]
    public async Task A_notification_for_an_unknown_receiver_is_lost_with_a_reason()
    {
        await using var services = new ChatServices();
        var outcome = (await DeliverAsync(services, "renamed: { slack: \"@slack/x\" }")).ShouldHaveSingleItem();

        outcome.IsLost.ShouldBeTrue();
        outcome.Verdict.ShouldBe(new Verdict.Rejected("the receiver is not in the configuration"));
        services.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_resolved_notification_for_a_removed_receiver_is_not_lost()
    {
        var engine = Wire.Engine(Config("slack: { slack: 'https://example.com/x' }"));

        var outcomes = await engine.DeliverAsync([SampleNotifications.Resolved() with { Receiver = "gone" }],
            TestContext.Current.CancellationToken);

        outcomes.ShouldHaveSingleItem().Verdict.ShouldBe(
            new Verdict.NotSent("the receiver is no longer in the configuration, and the alert is resolved"));
    }

    [Fact]
    public async Task A_temporary_failure_does_not_go_to_the_fallback()
    {
        await using var services = new ChatServices();
        services.Reply(
            HttpReply.Text(503, "") with { Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } });
        var outcomes = await DeliverAsync(services, "slack: { slack: \"@slack/x\", fallback: other }",
            "other: { webhook: \"@webhook/x\" }");

        outcomes.ShouldHaveSingleItem().Verdict.ShouldBeOfType<Verdict.Retry>();
        services.Requests.Count.ShouldBe(1, "a minute is too long for a wait within a call");
    }

    [Fact]
    public async Task An_unexpected_error_goes_to_the_fallback_without_its_message()
    {
        await using var services = new ChatServices();
        var config = Config("mail: { sns: 'arn:aws:sns:eu-west-1:123456789012:t', fallback: other }",
            $"other: {{ webhook: '{services.Uri}webhook/x' }}");
        using var http = new HttpSender(TimeProvider.System);

        var outcomes = await Wire.Engine(config, new Broken(), http)
            .DeliverAsync([SampleNotifications.Firing() with { Receiver = "mail" }],
                TestContext.Current.CancellationToken);

        outcomes.Select(outcome => (outcome.Delivery.Notification.Receiver, outcome.Verdict.Word))
            .ShouldBe([("mail", "rejected"), ("other", "delivered")]);
        outcomes[0].Verdict.Reason.ShouldBe("unexpected error: InvalidOperationException");
    }

    [Theory]
    [InlineData(1, 180, true)]
    [InlineData(1, 181, false)]
    [InlineData(3, 60, true)]
    [InlineData(4, 60, false)]
    public void With_a_fallback_a_long_requested_wait_is_not_accepted(int attempt, int seconds, bool isTriedAgain)
    {
        var retry = new Verdict.Retry("HTTP 429", TimeSpan.FromSeconds(seconds));

        (RetryDecision.Of(retry, attempt, hasFallback: true, 1).Wait is not null).ShouldBe(isTriedAgain);
        RetryDecision.Of(retry, attempt, hasFallback: false, 1).Wait!.Value.TotalSeconds.ShouldBeInRange(seconds,
            seconds * 1.25);
    }

    [Theory]
    [InlineData(true, 6, 110, 200)]
    [InlineData(false, 14, 75 * 60, 130 * 60)]
    public void Short_requested_waits_do_not_use_up_the_attempts_faster(bool hasFallback, int tries, int least,
        int most)
    {
        foreach (var asked in (TimeSpan?[])[null, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1)])
        {
            var waits = Enumerable.Range(1, tries)
                .Select(attempt => RetryDecision.Of(new Verdict.Retry("HTTP 429", asked), attempt, hasFallback,
                    Random.Shared.NextDouble()).Wait).ToArray();

            waits[^1].ShouldBeNull();
            waits[..^1].Sum(wait => wait!.Value.TotalSeconds).ShouldBeInRange(least, most);
        }
    }

    [Fact]
    public void The_reason_says_why_there_is_no_wait() =>
        RetryDecision.Of(new Verdict.Retry("HTTP 429", TimeSpan.FromHours(1)), 1, hasFallback: true, 0).Reason
            .ShouldBe(new Reason(ReasonCode.GaveUp,
                "HTTP 429; the service asked to wait 1 h, so the fallback is used"));

    [Fact]
    public void A_cycle_ends_even_if_the_configuration_changed()
    {
        var config =
            Config("a: { slack: \"https://example.com/x\", fallback: b }", "b: { slack: \"https://example.com/y\" }");
        var notification = SampleNotifications.Firing() with { Receiver = "a", Failed = ["b"] };

        var decision = FallbackDecision.Of(config, notification, [Failed(notification)]);

        decision.Notification.ShouldBeNull();
        decision.Reason.ShouldBe(new Reason(ReasonCode.FallbackFailed, "b could not be reached either"));
    }

    [Fact]
    public void A_repeated_failure_gives_the_same_message()
    {
        var config =
            Config("a: { slack: \"https://example.com/x\", fallback: b }", "b: { slack: \"https://example.com/y\" }");
        var notification = SampleNotifications.Firing() with { Receiver = "a" };

        var first = FallbackDecision.Of(config, notification, [Failed(notification)]).Notification!;
        var second = FallbackDecision.Of(config, notification, [Failed(notification)]).Notification!;

        second.Id.ShouldBe(first.Id);
        first.Id.ShouldNotBe(notification.Id);
        first.Failed.ShouldBe(["a"]);
    }

    [Fact]
    public async Task The_fallback_that_got_the_firing_also_gets_the_resolved_notification_and_no_other()
    {
        var isBroken = true;
        await using var services = new ChatServices
            { Fault = (request, stop) => isBroken ? Fail("slack")(request, stop) : Task.FromResult<HttpReply?>(null) };
        using var http = new HttpSender(TimeProvider.System);
        var engine = Wire.Engine(
            Config($"slack: {{ slack: '{services.Uri}slack/x', fallback: other }}",
                $"other: {{ webhook: '{services.Uri}webhook/x' }}"), http);

        await engine.DeliverAsync([SampleNotifications.Firing() with { Receiver = "slack", IncidentId = "t" }],
            TestContext.Current.CancellationToken);
        isBroken = false;
        var another = await engine.DeliverAsync([SampleNotifications.Resolved() with
            { Receiver = "slack", IncidentId = "u", Id = "u" }], TestContext.Current.CancellationToken);
        var ended = await engine.DeliverAsync([SampleNotifications.Resolved() with
            { Receiver = "slack", IncidentId = "t", Id = "t" }], TestContext.Current.CancellationToken);

        another.Select(outcome => outcome.Delivery.Notification.Receiver).ShouldBe(["slack"]);
        ended.Select(outcome => outcome.Delivery.Notification.Receiver).ShouldBe(["slack", "other"]);
        services.Requests[^1].Body.ShouldContain("Could not reach slack while this was firing. Sent to other too.");
    }

    [Fact]
    public async Task The_fallback_of_a_digest_is_remembered_for_each_firing_alert()
    {
        var firing = Some.Alert(Some.Signal("disk") with { StartsAt = Some.Time });
        var resolved = Some.Alert(Some.Signal("disk") with { StartsAt = Some.Time, Status = AlertStatus.Resolved });
        var later = Some.Alert(
            Some.Signal("disk") with { StartsAt = Some.Time.AddDays(1), Status = AlertStatus.Resolved });
        var fallbacks = new InMemoryFallbackRecipients();
        var none = TestContext.Current.CancellationToken;
        await fallbacks.RememberAsync(
            Some.Notification(firing) with { Kind = NotificationKind.Digest, IncidentId = "digest" }, "other", none);

        (await fallbacks.FindAsync(Some.Notification(resolved) with
            { Kind = NotificationKind.Resolved, IncidentId = "t" }, none)).ShouldBe("other");
        (await fallbacks.FindAsync(Some.Notification(later) with { Kind = NotificationKind.Resolved, IncidentId = "t" },
            none)).ShouldBeNull();
        (await fallbacks.FindAsync(Some.Notification(firing) with { Kind = NotificationKind.Firing, IncidentId = "t" },
            none)).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "no fallback was used while it was firing")]
    [InlineData("gone", "gone is not in the configuration")]
    [InlineData("c", "c gets it anyway")]
    public void A_resolved_notification_without_fallback_has_a_reason(string? fallback, string reason)
    {
        var config =
            Config("a: { slack: 'https://example.com/x', fallback: c }", "c: { slack: 'https://example.com/y' }");

        var decision = FallbackDecision.OfResolved(config,
            SampleNotifications.Resolved() with { Receiver = "a", Failed = ["c"] }, fallback);

        decision.Notification.ShouldBeNull();
        decision.Reason.Text.ShouldBe(reason);
    }

    private sealed class Broken : ISender
    {
        public bool Serves(string channel) => channel == "sns";

        public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation) =>
            throw new InvalidOperationException("the password is correct horse");
    }

    private static DeliveryOutcome Failed(Notification notification) => new(
        new Delivery("id", notification, new Target("slack", Setting.Literal("x")), new TextPayload("x")),
        new Verdict.Rejected("HTTP 404"));

    private static Func<RecordedRequest, CancellationToken, Task<HttpReply?>> Fail(params string[] kinds) =>
        (request, _) =>
        Task.FromResult(
            kinds.Contains(request.Path.Split('/')[1]) ? HttpReply.Text(404, "no_service", "text/plain") : null);

    private static async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(ChatServices services,
        params string[] receivers)
    {
        var config = Config([.. receivers.Select(receiver => receiver.Replace("@", services.Uri.ToString()))]);
        using var http = new HttpSender(TimeProvider.System);
        return await Wire.Engine(config, http).DeliverAsync([SampleNotifications.Firing() with { Receiver = "slack" }],
            TestContext.Current.CancellationToken);
    }

    private static AlertingConfig Config(params string[] receivers) =>
        Some.Config($"receivers:\n{string.Concat(receivers.Select(receiver => $"  {receiver}\n"))}routes: [{{ to: " +
        $"{receivers[0].Split(':')[0]} }}]\n");
}
