using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Delivering;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Tests.Channels;

namespace Alerting.Tests.Delivering;

/// <summary>What happens to a notification from its receiver to its dead letter.</summary>
public sealed class DeliveryEngineTests
{
    private const string Bot = "chat: { slack: { token: xoxb-1, channel: \"#ops\" } }";

    private readonly RecordingSender _sender = new();
    private readonly SimulatedTime _time = new(Some.Time);
    private readonly RecordingDeadLetters _deadLetters = new();

    [Fact]
    public async Task A_notification_handed_out_twice_is_sent_once()
    {
        var engine = Engine(DeliveryState.InMemory(_time), Bot);

        await engine.DeliverAsync(Firing, 1, Cancellation);
        var again = await engine.DeliverAsync(Firing, 2, Cancellation);

        _sender.Sent.Count.ShouldBe(1);
        again.Outcomes.ShouldHaveSingleItem().Verdict.ShouldBe(new Verdict.Delivered("already delivered"));
    }

    [Fact]
    public async Task Later_notifications_of_an_incident_know_its_first_message()
    {
        var engine = Engine(DeliveryState.InMemory(_time), Bot);

        await engine.DeliverAsync(Firing, 1, Cancellation);
        await engine.DeliverAsync(Firing with { Id = "reminder", Kind = NotificationKind.Reminder }, 1, Cancellation);
        await engine.DeliverAsync(Firing with { Id = "other", IncidentId = "another" }, 1, Cancellation);

        _sender.Sent.Select(delivery => delivery.Thread?.Message).ShouldBe([null, "m1", null]);
    }

    [Fact]
    public async Task A_temporary_failure_is_retried_until_the_fallback_is_used()
    {
        _sender.Verdict = delivery =>
            delivery.Target.Channel == "slack" ? new Verdict.Retry("HTTP 503") : new Verdict.Delivered("ok");
        var engine = Engine(DeliveryState.InMemory(_time), "chat: { slack: 'https://example.com/x', fallback: inbox }",
            "inbox: { sns: 'arn:aws:sns:eu-west-1:123456789012:t' }");

        for (var attempt = 1; attempt < RetryDecision.TriesWithFallback; attempt++)
            (await engine.DeliverAsync(Firing, attempt, Cancellation)).RetryAfter.ShouldNotBeNull();
        var last = await engine.DeliverAsync(Firing, RetryDecision.TriesWithFallback, Cancellation);

        last.RetryAfter.ShouldBeNull();
        last.Outcomes.Select(outcome => (outcome.Delivery.Notification.Receiver, outcome.Verdict.Word))
            .ShouldBe([("chat", "rejected"), ("inbox", "delivered")]);
        last.DeadLetterReason.ShouldBeNull();
    }

    [Fact]
    public async Task A_final_failure_without_a_fallback_is_a_dead_letter_that_can_be_sent_again()
    {
        _sender.Verdict = _ => new Verdict.Rejected("HTTP 404");
        var engine = Engine(State(new InMemoryDeliveryClaims(_time)), Bot);

        await engine.DeliverAsync(Firing, 1, Cancellation);
        _sender.Verdict = _ => new Verdict.Delivered("ok");
        var redriven = await engine.DeliverAsync(Firing, 1, Cancellation);

        _deadLetters.Reasons.ShouldBe(
            [new Reason(ReasonCode.NoFallback, "chat by slack: HTTP 404; chat has no fallback")]);
        redriven.Outcomes.ShouldHaveSingleItem().Verdict.ShouldBeOfType<Verdict.Delivered>();
    }

    [Fact]
    public async Task Without_its_claims_it_sends_once_per_process()
    {
        var engine = Engine(State(new UnavailableClaims()), Bot);

        await engine.DeliverAsync(Firing, 1, Cancellation);
        await engine.DeliverAsync(Firing, 2, Cancellation);

        _sender.Sent.ShouldHaveSingleItem();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Notification Firing =>
        SampleNotifications.Firing() with { Receiver = "chat", IncidentId = "incident" };

    private DeliveryState State(IDeliveryClaims claims) => new()
    {
        Claims = claims,
        Threads = new InMemoryThreads(),
        FallbackRecipients = new InMemoryFallbackRecipients(),
        DeadLetters = _deadLetters,
    };

    private DeliveryEngine Engine(DeliveryState state, params string[] receivers)
    {
        var config = Some.Config(
            $"receivers:\n{string.Concat(receivers.Select(receiver => $"  {receiver}\n"))}routes: [{{ to: chat }}]\n");
        return new DeliveryEngine(config, new TargetSender([_sender], Some.NoSecrets, _time, retriesAtOnce: false), state,
            () => 0.5);
    }

    private sealed class RecordingSender : ISender
    {
        public List<Delivery> Sent { get; } = [];

        public Func<Delivery, Verdict> Verdict { get; set; } = _ => new Verdict.Delivered("ok", new ThreadRef("m1"));

        public bool Serves(string channel) => true;

        public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
        {
            Sent.Add(delivery);
            return Task.FromResult(Verdict(delivery));
        }
    }

    private sealed class RecordingDeadLetters : IDeadLetters
    {
        public List<Reason> Reasons { get; } = [];

        public Task SendAsync(Notification notification, Reason reason, CancellationToken cancellation)
        {
            Reasons.Add(reason);
            return Task.CompletedTask;
        }
    }

    private sealed class UnavailableClaims : IDeliveryClaims
    {
        public Task<DeliveryClaim> ClaimAsync(string deliveryId, CancellationToken cancellation) =>
            Task.FromException<DeliveryClaim>(new Unavailable());

        public Task DeliveredAsync(string deliveryId, string reason, CancellationToken cancellation) =>
            Task.FromException(new Unavailable());

        public Task FailedAsync(string deliveryId, string reason, CancellationToken cancellation) =>
            Task.FromException(new Unavailable());

        public Task ReleaseAsync(string deliveryId, CancellationToken cancellation) =>
            Task.FromException(new Unavailable());
    }

    private sealed class Unavailable() : StateUnavailableException("gone", null);
}
