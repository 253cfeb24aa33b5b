using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.TestServers;

namespace Alerting.Tests.Channels;

/// <summary>A message that finally failed goes to the receiver's fallback, with the reason; never in a circle.</summary>
public sealed class Fallbacks
{
    [Fact]
    public async Task The_fallback_gets_the_message_and_the_reason()
    {
        await using var services = new ChatServices { Fault = Fail("slack") };
        var outcomes = await DeliverAsync(services, "slack: { slack: \"@slack/x\", fallback: other }", "other: { webhook: \"@webhook/x\" }");

        outcomes.Select(outcome => (outcome.Delivery.Target.Channel, outcome.Verdict.Word)).ShouldBe([("slack", "rejected"), ("webhook", "delivered")]);
        outcomes[0].FellBackTo.ShouldBe("other");
        outcomes.ShouldAllBe(outcome => !outcome.IsLost);
        services.Requests[^1].Body.ShouldContain("You are told because slack could not be reached by slack: answered 404 (no_service).");
    }

    [Fact]
    public async Task Several_targets_that_fail_are_one_message()
    {
        await using var services = new ChatServices { Fault = Fail("slack") };
        var outcomes = await DeliverAsync(services, "slack: { slack: [\"@slack/x\", \"@slack/y\"], fallback: other }", "other: { webhook: \"@webhook/x\" }");

        outcomes.Count(outcome => outcome.Delivery.Target.Channel == "webhook").ShouldBe(1);
    }

    [Fact]
    public async Task Fallbacks_may_have_fallbacks_and_the_last_failure_is_a_loss()
    {
        await using var services = new ChatServices { Fault = Fail("slack", "teams", "webhook") };
        var outcomes = await DeliverAsync(services, "slack: { slack: \"@slack/x\", fallback: two }",
            "two: { teams: \"@teams/x\", fallback: three }", "three: { webhook: \"@webhook/x\" }");

        outcomes.Select(outcome => (outcome.Delivery.Notification.Receiver, outcome.FellBackTo)).ShouldBe([("slack", "two"), ("two", "three"), ("three", null)]);
        outcomes.Count(outcome => outcome.IsLost).ShouldBe(1);
        services.Requests[^1].Body.ShouldContain("slack could not be reached by slack");
        services.Requests[^1].Body.ShouldContain("two could not be reached by teams");
    }

    [Fact]
    public async Task What_is_for_a_receiver_that_the_configuration_does_not_have_is_lost_with_a_reason()
    {
        await using var services = new ChatServices();
        var outcome = (await DeliverAsync(services, "renamed: { slack: \"@slack/x\" }")).ShouldHaveSingleItem();

        outcome.IsLost.ShouldBeTrue();
        outcome.Verdict.ShouldBe(new Verdict.Rejected("the configuration has no such receiver"));
        services.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_of_what_a_receiver_was_told_that_is_gone_is_nobodys_loss()
    {
        var deliverer = new Deliverer(Config("slack: { slack: 'https://example.com/x' }"), [], Secrets.None, TimeProvider.System);

        var outcomes = await deliverer.DeliverAsync([Situations.Resolved() with { Receiver = "gone" }], TestContext.Current.CancellationToken);

        outcomes.ShouldHaveSingleItem().Verdict.ShouldBe(
            new Verdict.NotSent("the configuration has no such receiver any more, and what it was told of is over"));
    }

    [Fact]
    public async Task What_may_still_work_is_not_given_away()
    {
        await using var services = new ChatServices();
        services.Reply(HttpReply.Text(503, "") with { Headers = new Dictionary<string, string> { ["Retry-After"] = "60" } });
        var outcomes = await DeliverAsync(services, "slack: { slack: \"@slack/x\", fallback: other }", "other: { webhook: \"@webhook/x\" }");

        outcomes.ShouldHaveSingleItem().Verdict.ShouldBeOfType<Verdict.Retry>();
        services.Requests.Count.ShouldBe(1, "a minute is too long to wait within a call");
    }

    [Fact]
    public async Task What_nobody_expected_is_given_away_too_and_does_not_say_what_it_knows()
    {
        await using var services = new ChatServices();
        var config = Config("mail: { sns: 'arn:aws:sns:eu-west-1:123456789012:t', fallback: other }", $"other: {{ webhook: '{services.Uri}webhook/x' }}");
        using var http = new HttpSender(TimeProvider.System);

        var outcomes = await new Deliverer(config, [new Broken(), http], Secrets.None, TimeProvider.System)
            .DeliverAsync([Situations.Firing() with { Receiver = "mail" }], TestContext.Current.CancellationToken);

        outcomes.Select(outcome => (outcome.Delivery.Notification.Receiver, outcome.Verdict.Word)).ShouldBe([("mail", "rejected"), ("other", "delivered")]);
        outcomes[0].Verdict.Reason.ShouldBe("it failed in a way that nobody expected (InvalidOperationException)");
    }

    [Theory]
    [InlineData(1, 180, true)]
    [InlineData(1, 181, false)]
    [InlineData(3, 60, true)]
    [InlineData(4, 60, false)]
    public void Where_another_can_be_told_a_service_may_not_ask_to_wait_for_long(int attempt, int seconds, bool isTriedAgain)
    {
        var retry = new Verdict.Retry("answered 429", TimeSpan.FromSeconds(seconds));

        (RetryDecision.Of(retry, attempt, hasFallback: true).Wait is not null).ShouldBe(isTriedAgain);
        RetryDecision.Of(retry, attempt, hasFallback: false).Wait!.Value.TotalSeconds.ShouldBeInRange(seconds, seconds * 1.25);
    }

    [Theory]
    [InlineData(true, 6, 110, 200)]
    [InlineData(false, 14, 75 * 60, 130 * 60)]
    public void Who_is_asked_for_a_second_each_time_has_tries_left_for_as_long_as_who_is_asked_for_nothing(bool hasFallback, int tries, int least, int most)
    {
        foreach (var asked in (TimeSpan?[])[null, TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(1)])
        {
            var waits = Enumerable.Range(1, tries).Select(attempt => RetryDecision.Of(new Verdict.Retry("answered 429", asked), attempt, hasFallback).Wait).ToArray();

            waits[^1].ShouldBeNull();
            waits[..^1].Sum(wait => wait!.Value.TotalSeconds).ShouldBeInRange(least, most);
        }
    }

    [Fact]
    public void It_is_said_why_it_is_not_waited_for() =>
        RetryDecision.Of(new Verdict.Retry("answered 429", TimeSpan.FromHours(1)), 1, hasFallback: true).Reason
            .ShouldBe("answered 429; the service asked to wait 3600 s, which is too long while another can be told");

    [Fact]
    public void A_circle_ends_though_the_configuration_has_changed_meanwhile()
    {
        var config = Config("a: { slack: \"https://example.com/x\", fallback: b }", "b: { slack: \"https://example.com/y\" }");
        var notification = Situations.Firing() with { Receiver = "a", Failed = ["b"] };

        var decision = FallbackDecision.Of(config, notification, [Failed(notification)]);

        decision.Notification.ShouldBeNull();
        decision.Reason.ShouldBe("b could not be reached either");
    }

    [Fact]
    public void The_same_failure_makes_the_same_message()
    {
        var config = Config("a: { slack: \"https://example.com/x\", fallback: b }", "b: { slack: \"https://example.com/y\" }");
        var notification = Situations.Firing() with { Receiver = "a" };

        var first = FallbackDecision.Of(config, notification, [Failed(notification)]).Notification!;
        var second = FallbackDecision.Of(config, notification, [Failed(notification)]).Notification!;

        second.Id.ShouldBe(first.Id);
        first.Id.ShouldNotBe(notification.Id);
        first.Failed.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Who_was_told_instead_hears_the_end_of_that_and_of_nothing_else()
    {
        var isBroken = true;
        await using var services = new ChatServices { Fault = (request, stop) => isBroken ? Fail("slack")(request, stop) : Task.FromResult<HttpReply?>(null) };
        using var http = new HttpSender(TimeProvider.System);
        var deliverer = new Deliverer(
            Config($"slack: {{ slack: '{services.Uri}slack/x', fallback: other }}", $"other: {{ webhook: '{services.Uri}webhook/x' }}"), [http], Secrets.None, TimeProvider.System);

        await deliverer.DeliverAsync([Situations.Firing() with { Receiver = "slack", IncidentId = "t" }], TestContext.Current.CancellationToken);
        isBroken = false;
        var another = await deliverer.DeliverAsync([Situations.Resolved() with { Receiver = "slack", IncidentId = "u", Id = "u" }], TestContext.Current.CancellationToken);
        var ended = await deliverer.DeliverAsync([Situations.Resolved() with { Receiver = "slack", IncidentId = "t", Id = "t" }], TestContext.Current.CancellationToken);

        another.Select(outcome => outcome.Delivery.Notification.Receiver).ShouldBe(["slack"]);
        ended.Select(outcome => outcome.Delivery.Notification.Receiver).ShouldBe(["slack", "other"]);
        services.Requests[^1].Body.ShouldContain("You are told because slack could not be reached when it began.");
    }

    [Fact]
    public void A_digest_is_remembered_by_each_alert_that_still_fires()
    {
        var firing = Some.Alert(Some.Signal("disk") with { StartsAt = Some.Time });
        var resolved = Some.Alert(Some.Signal("disk") with { StartsAt = Some.Time, Status = AlertStatus.Resolved });
        var later = Some.Alert(Some.Signal("disk") with { StartsAt = Some.Time.AddDays(1), Status = AlertStatus.Resolved });
        var fallbacks = new FallbackRecipients();
        fallbacks.Remember(Some.Notification(firing) with { Kind = NotificationKind.Digest, IncidentId = "digest" }, "other");

        fallbacks.Find(Some.Notification(resolved) with { Kind = NotificationKind.Resolved, IncidentId = "t" }).ShouldBe("other");
        fallbacks.Find(Some.Notification(later) with { Kind = NotificationKind.Resolved, IncidentId = "t" }).ShouldBeNull();
        fallbacks.Find(Some.Notification(firing) with { Kind = NotificationKind.Firing, IncidentId = "t" }).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "nobody stood in when it began")]
    [InlineData("gone", "there is no receiver gone")]
    [InlineData("c", "c is told of it anyway")]
    public void An_end_is_told_to_nobody_else_for_a_reason(string? fallback, string reason)
    {
        var config = Config("a: { slack: 'https://example.com/x', fallback: c }", "c: { slack: 'https://example.com/y' }");

        var decision = FallbackDecision.OfEnd(config, Situations.Resolved() with { Receiver = "a", Failed = ["c"] }, fallback);

        decision.Notification.ShouldBeNull();
        decision.Reason.ShouldBe(reason);
    }

    private sealed class Broken : ISender
    {
        public bool Serves(string channel) => channel == "sns";

        public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation) =>
            throw new InvalidOperationException("the password is correct horse");
    }

    private static DeliveryOutcome Failed(Notification notification) => new(
        new Delivery("id", notification, new Target("slack", Setting.Literal("x")), new TextPayload("x")), new Verdict.Rejected("answered 404"));

    private static Func<RecordedRequest, CancellationToken, Task<HttpReply?>> Fail(params string[] kinds) => (request, _) =>
        Task.FromResult(kinds.Contains(request.Path.Split('/')[1]) ? HttpReply.Text(404, "no_service", "text/plain") : null);

    private static async Task<IReadOnlyList<DeliveryOutcome>> DeliverAsync(ChatServices services, params string[] receivers)
    {
        var config = Config([.. receivers.Select(receiver => receiver.Replace("@", services.Uri.ToString()))]);
        using var http = new HttpSender(TimeProvider.System);
        var deliverer = new Deliverer(config, [http], Secrets.None, TimeProvider.System);
        return await deliverer.DeliverAsync([Situations.Firing() with { Receiver = "slack" }], TestContext.Current.CancellationToken);
    }

    private static AlertingConfig Config(params string[] receivers) =>
        Some.Config($"receivers:\n{string.Concat(receivers.Select(receiver => $"  {receiver}\n"))}routes: [{{ to: {receivers[0].Split(':')[0]} }}]\n");
}
