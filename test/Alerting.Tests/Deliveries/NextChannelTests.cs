using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Tests.Configuration;

namespace Alerting.Tests.Deliveries;

/// <summary>A channel of a person fails.</summary>
public sealed class NextChannelTests
{
    private const string Yaml = """
        people:
          ann: { sms: "+447700900001", ntfy: { topic: ann }, email: a@example.com, by: { error: [sms] } }
        smtp: { host: localhost, from: a@example.com }
        receivers: { team: { people: ann, fallback: chat }, chat: { slack: "https://example.com/x" } }
        routes: [{ to: [team] }]
        """;

    private readonly RecordingSender _sender = new();
    private readonly SimulatedTime _time = new(Some.Time);

    [Fact]
    public async Task The_next_channel_is_tried_at_once_and_gets_the_end_too()
    {
        _sender.Verdict = delivery => delivery.Target.Channel == "sms"
            ? new Verdict.Rejected("the number is blocked") : new Verdict.Delivered("ok");
        var engine = Engine();

        var fired = await engine.DeliverAsync(Firing, 1, TestContext.Current.CancellationToken);
        await engine.DeliverAsync(Firing with { Id = "end", Kind = NotificationKind.Resolved, Sequence = 2 }, 1,
            TestContext.Current.CancellationToken);

        fired.RetryAfter.ShouldBeNull();
        fired.DeadLetterReason.ShouldBeNull();
        fired.Outcomes.Select(outcome => (outcome.Delivery.Target.Channel, outcome.Verdict.Word))
            .ShouldBe([("sms", "rejected"), ("ntfy", "delivered")]);
        fired.Outcomes[1].Delivery.Notification.Note.ShouldBe(
            "Could not reach ann by sms: the number is blocked. Sent to ann by ntfy instead.");
        _sender.Sent.Select(delivery => delivery.Target.Channel).ShouldBe(["sms", "ntfy", "sms", "ntfy"]);
    }

    [Fact]
    public async Task After_the_last_channel_the_fallback_is_notified()
    {
        _sender.Verdict = delivery => delivery.Target.Channel == "slack"
            ? new Verdict.Delivered("ok") : new Verdict.Rejected("no");

        var fired = await Engine().DeliverAsync(Firing, 1, TestContext.Current.CancellationToken);

        fired.Outcomes.Select(outcome => outcome.Delivery.Target.Channel).ShouldBe(["sms", "ntfy", "email", "slack"]);
    }

    [Theory]
    [InlineData(null, "+447700900001")]
    [InlineData("bob", "+447700900002")]
    public async Task A_fallback_that_is_on_call_is_whoever_took_over(string? instead, string number)
    {
        var config = Load.Valid(Fallback);
        _sender.Verdict = delivery => delivery.Target.Channel == "slack"
            ? new Verdict.Rejected("no") : new Verdict.Delivered("ok");
        ScheduleOverride[] overrides = instead is null ? []
            : [new("o1", "primary", instead, Some.Time.AddHours(-1), Some.Time.AddHours(1))];

        var fired = await Engine(config, new OnCallRecords(overrides, [])).DeliverAsync(
            Firing with { Receiver = "chat" }, 1, TestContext.Current.CancellationToken);

        fired.Outcomes[^1].Delivery.Target.Address.ToString().ShouldBe(number);
    }

    [Fact]
    public async Task Without_the_table_the_fallback_is_whoever_the_configuration_says()
    {
        _sender.Verdict = delivery => delivery.Target.Channel == "slack"
            ? new Verdict.Rejected("no") : new Verdict.Delivered("ok");

        var fired = await Engine(Load.Valid(Fallback), records: null).DeliverAsync(
            Firing with { Receiver = "chat" }, 1, TestContext.Current.CancellationToken);

        fired.Outcomes[^1].Delivery.Target.Address.ToString().ShouldBe("+447700900001");
    }

    private const string Fallback = """
        people: { ann: { sms: "+447700900001" }, bob: { sms: "+447700900002" } }
        schedules: { primary: { timezone: Europe/London, layers: [{ rotation: [ann] }] } }
        receivers: { chat: { slack: "https://example.com/x", fallback: oncall }, oncall: { on_call: primary } }
        routes: [{ to: [chat] }]
        """;

    /// <param name="records">Null while the table is away.</param>
    private DeliveryEngine Engine(AlertingConfig config, OnCallRecords? records)
    {
        var memory = DeliveryState.InMemory(_time);
        return new DeliveryEngine(config,
            new TargetSender([_sender], Some.NoSecrets, _time, retriesAtOnce: false), new DeliveryState
            {
                Time = _time,
                Claims = memory.Claims,
                Threads = memory.Threads,
                FallbackRecipients = memory.FallbackRecipients,
                RateLimits = memory.RateLimits,
                OnCall = _ => records is null
                    ? Task.FromException<OnCallRecords>(new TableAway()) : Task.FromResult(records),
            }, () => 0.5);
    }

    private sealed class TableAway() : StateUnavailableException("away", null);

    private static Notification Firing => Some.Notification(Some.Alert()) with
    {
        Receiver = "team@ann/sms", IncidentId = "incident", Sequence = 1,
    };

    private DeliveryEngine Engine() => new(Load.Valid(Yaml),
        new TargetSender([_sender], Some.NoSecrets, _time, retriesAtOnce: false), DeliveryState.InMemory(_time),
        () => 0.5);

    private sealed class RecordingSender : ISender
    {
        public List<Delivery> Sent { get; } = [];

        public Func<Delivery, Verdict> Verdict { get; set; } = _ => new Verdict.Delivered("ok");

        public bool Serves(string channel) => true;

        public Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
        {
            Sent.Add(delivery);
            return Task.FromResult(Verdict(delivery));
        }
    }
}
