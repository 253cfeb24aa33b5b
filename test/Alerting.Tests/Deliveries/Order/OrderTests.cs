using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Deliveries;
using Alerting.Notifications;
using Alerting.Tests.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Tests.Deliveries.Order;

/// <summary>The last message that a target gets about an alert is the true one.</summary>
public sealed class OrderTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly ControlledSender _sender = new();
    private readonly ControlledRecords _records = new();
    private readonly DeliveryEngine _engine;

    public OrderTests() => _engine = Engine();

    [Fact]
    public async Task A_firing_notification_is_not_sent_after_the_resolved_one()
    {
        _sender.Fails = true;
        (await DeliverAsync(Firing(1, "a"))).RetryAfter.ShouldNotBeNull();
        _sender.Fails = false;
        await DeliverAsync(Resolved(2, "a"));

        var outcome = (await DeliverAsync(Firing(1, "a"), attempt: 2)).Outcomes.ShouldHaveSingleItem();

        Sent.ShouldBe(["resolved a"]);
        outcome.Verdict.ShouldBe(new Verdict.NotSent("resolved 02:43 UTC was sent before"));
        outcome.Code.ShouldBe(ReasonCode.Superseded);
        _sender.Delivered[0].Notification.Note.ShouldBe("Fired 02:15 UTC, resolved 02:40 UTC, delivered late.");
    }

    [Fact]
    public async Task A_reminder_is_not_sent_after_the_end()
    {
        await DeliverAsync(Firing(1, "a"));
        await DeliverAsync(Resolved(3, "a"));
        await DeliverAsync(Firing(2, "a") with { Kind = NotificationKind.Reminder });

        Sent.ShouldBe(["firing a", "resolved a"]);
        _sender.Delivered[1].Notification.Note.ShouldBeNull("it was notified of the firing");
    }

    [Fact]
    public async Task An_end_is_not_sent_after_it_fires_again()
    {
        await DeliverAsync(Firing(1, "a"));
        await DeliverAsync(Firing(3, "a") with { IncidentId = "the next incident" });
        await DeliverAsync(Resolved(2, "a"));

        Sent.ShouldBe(["firing a", "firing a"]);
    }

    [Fact]
    public async Task A_delayed_notification_is_about_the_alerts_that_nothing_later_was_sent_of()
    {
        await DeliverAsync(Resolved(2, "a") with { StillFiring = 1 });
        await DeliverAsync(Firing(1, "a", "b"));

        Sent.ShouldBe(["resolved a", "firing b"]);
        _sender.Delivered[1].Payload.ToString()!.ShouldNotContain("alarm a");
    }

    [Fact]
    public async Task Alerts_that_are_only_counted_keep_their_order_too()
    {
        await DeliverAsync(Resolved(2, "a", "b"));
        await DeliverAsync(Firing(1, "a") with { More = 2, Unlisted = FingerprintSet.Of(Fingerprints("b", "c")) });

        var late = _sender.Delivered[1].Notification;
        (late.Alerts[0].Name, late.More, late.Unlisted.Contains(Fingerprints("c")[0])).ShouldBe(
            ("further alerts", 0, true));
    }

    [Fact]
    public async Task A_new_alert_does_not_wait_for_another_one_of_its_incident()
    {
        _sender.Hangs = true;
        var first = DeliverAsync(Firing(1, "a"));
        _sender.Hangs = false;
        await DeliverAsync(Firing(2, "b"));

        Sent.ShouldBe(["firing b"]);
        _sender.Release();
        await first;
        Sent.ShouldBe(["firing b", "firing a"]);
    }

    [Fact]
    public async Task The_end_waits_while_the_firing_notification_is_being_sent()
    {
        _sender.Hangs = true;
        var firing = DeliverAsync(Firing(1, "a"));
        _sender.Hangs = false;
        var resolved = DeliverAsync(Resolved(2, "a"));
        Sent.ShouldBeEmpty();

        _sender.Release();
        await Task.WhenAll(firing, resolved);

        Sent.ShouldBe(["firing a", "resolved a"]);
    }

    [Fact]
    public async Task Another_process_waits_until_the_lease_of_a_dead_one_ends()
    {
        _sender.Hangs = true;
        _ = DeliverAsync(Firing(1, "a"));
        _sender.Hangs = false;
        var other = Engine();
        using var timeIsUp = new CancellationTokenSource();

        var waiting = other.DeliverAsync(Resolved(2, "a"), 1, timeIsUp.Token);
        await timeIsUp.CancelAsync();
        var wait = (await waiting).RetryAfter.ShouldNotBeNull();
        wait.ShouldBe(DeliveryClaim.LeaseTime);
        _time.Advance(wait + TimeSpan.FromSeconds(1));
        await other.DeliverAsync(Resolved(2, "a"), 2, Cancellation);
        await other.DeliverAsync(Firing(1, "a"), 2, Cancellation);

        Sent.ShouldBe(["resolved a"]);
    }

    [Fact]
    public async Task A_delayed_end_does_not_say_that_everything_ended_when_something_fires()
    {
        await DeliverAsync(Firing(3, "b") with { StillFiring = 1 });
        await DeliverAsync(Resolved(2, "a"));

        _sender.Delivered[1].Notification.StillFiring.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_table_a_page_is_sent_and_what_can_wait_waits()
    {
        _records.IsAvailable = false;
        await DeliverAsync(Firing(1, "a"));
        (await DeliverAsync(Resolved(2, "a"))).RetryAfter.ShouldNotBeNull();
        Sent.ShouldBe(["firing a"]);

        _records.IsAvailable = true;
        await DeliverAsync(Resolved(2, "a"), attempt: 2);
        await Engine().DeliverAsync(Firing(1, "a"), 2, Cancellation);

        Sent.ShouldBe(["firing a", "resolved a"]);
    }

    [Fact]
    public async Task What_was_sent_without_the_table_is_recorded_by_the_next_delivery()
    {
        _records.IsAvailable = false;
        await DeliverAsync(Firing(2, "a"));
        _records.IsAvailable = true;
        await DeliverAsync(Firing(3, "b") with { GroupKey = "another" });

        await Engine().DeliverAsync(Resolved(1, "a"), 2, Cancellation);

        Sent.ShouldBe(["firing a", "firing b"]);
    }

    [Fact]
    public async Task A_page_waits_for_an_end_that_was_being_sent_when_the_table_went_away()
    {
        _sender.Hangs = true;
        var resolved = DeliverAsync(Resolved(1, "a"));
        (_sender.Hangs, _records.IsAvailable) = (false, false);
        var firing = DeliverAsync(Firing(2, "a"));

        _sender.Release();
        await Task.WhenAll(resolved, firing);

        Sent.ShouldBe(["resolved a", "firing a"]);
    }

    [Fact]
    public async Task What_waits_for_the_table_is_sent_soon_after_it_answers()
    {
        _records.IsAvailable = false;
        var longest = new List<TimeSpan>();
        for (var attempt = 1; attempt < 450; attempt++)
            longest.Add((await DeliverAsync(Resolved(2, "a"), attempt)).RetryAfter.ShouldNotBeNull());

        longest.Max().ShouldBe(TimeSpan.FromSeconds(8));
        longest.Aggregate((sum, wait) => sum + wait).ShouldBeInRange(TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(65));
        await DeliverAsync(Resolved(2, "a"), 450);
        Sent.ShouldBe(["resolved a"], "it does not wait for ever");
    }

    [Fact]
    public async Task Waits_for_the_table_are_no_failures_of_the_channel()
    {
        _records.IsAvailable = false;
        for (var attempt = 1; attempt <= 20; attempt++)
            await DeliverAsync(Resolved(2, "a"), attempt);
        (_records.IsAvailable, _sender.Fails) = (true, true);

        for (var failure = 1; failure < RetryDecision.TriesWithout; failure++)
            (await DeliverAsync(Resolved(2, "a"), 20 + failure)).RetryAfter.ShouldNotBeNull();
        var last = await DeliverAsync(Resolved(2, "a"), 20 + RetryDecision.TriesWithout);

        last.DeadLetterReason.ShouldNotBeNull().Text.ShouldContain("HTTP 503; gave up after 14 attempts");
    }

    [Fact]
    public async Task Failures_without_the_table_count_too()
    {
        (_records.IsAvailable, _sender.Fails) = (false, true);
        for (var failure = 1; failure < RetryDecision.TriesWithout; failure++)
            (await DeliverAsync(Firing(2, "a"), failure)).RetryAfter.ShouldNotBeNull();
        _records.IsAvailable = true;

        (await DeliverAsync(Firing(2, "a"), RetryDecision.TriesWithout)).DeadLetterReason.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_firing_notification_is_not_sent_while_the_resolved_one_is_retried()
    {
        _sender.Fails = true;
        await DeliverAsync(Firing(1, "a", "b"));
        await DeliverAsync(Resolved(2, "a") with { StillFiring = 1 });
        _sender.Fails = false;
        await DeliverAsync(Firing(1, "a", "b"), attempt: 2);
        await DeliverAsync(Resolved(2, "a") with { StillFiring = 1 }, attempt: 2);

        Sent.ShouldBe(["firing b", "resolved a"]);
        _sender.Delivered[1].Notification.Note.ShouldBe("Fired 02:15 UTC, resolved 02:40 UTC, delivered late.");
    }

    [Fact]
    public async Task The_end_tells_the_fallback_what_was_left_out_for_it()
    {
        _sender.Fails = true;
        var firing = Firing(1, "a") with { Receiver = "team" };
        var resolved = Resolved(2, "a") with { Receiver = "team" };
        await DeliverAsync(resolved);
        var outcome = (await DeliverAsync(firing)).Outcomes.ShouldHaveSingleItem();
        outcome.Verdict.ShouldBe(new Verdict.NotSent("resolved 02:43 UTC is being retried"));
        outcome.Code.ShouldBe(ReasonCode.Superseded);
        for (var attempt = 2; attempt < RetryDecision.TriesWithFallback; attempt++)
            await DeliverAsync(resolved, attempt);
        _sender.FailsOnly = "team";
        await DeliverAsync(resolved, RetryDecision.TriesWithFallback);

        Sent.ShouldBe(["resolved a"]);
        var note = _sender.Delivered[0].Notification.Note.ShouldNotBeNull();
        note.ShouldStartWith("Fired 02:15 UTC, resolved 02:40 UTC, delivered late. Could not reach team");
    }

    [Fact]
    public async Task A_page_does_not_wait_for_a_later_one_that_is_retried()
    {
        _sender.Fails = true;
        await DeliverAsync(Firing(1, "a"));
        await DeliverAsync(Firing(2, "a"));
        _sender.Fails = false;
        await DeliverAsync(Firing(1, "a"), attempt: 2);

        Sent.ShouldBe(["firing a"]);
    }

    [Fact]
    public async Task What_finally_failed_leaves_nothing_out()
    {
        _sender.Fails = true;
        for (var attempt = 1; attempt <= RetryDecision.TriesWithout; attempt++)
            await DeliverAsync(Resolved(2, "a"), attempt);
        _sender.Fails = false;
        await DeliverAsync(Firing(1, "a"));

        Sent.ShouldBe(["firing a"]);
    }

    [Fact]
    public async Task A_digest_leaves_out_what_was_superseded()
    {
        await DeliverAsync(Resolved(3, "a"));
        await DeliverAsync(Digest(2, "a", "b"));
        await DeliverAsync(Firing(1, "b"));
        await DeliverAsync(Resolved(3, "b"));
        var nothingLeft = await DeliverAsync(Digest(2, "a", "b") with { Id = "0123456789abcdef" });

        Sent.ShouldBe(["resolved a", "digest b", "resolved b"]);
        nothingLeft.Outcomes.ShouldHaveSingleItem().Code.ShouldBe(ReasonCode.Superseded);
    }

    [Fact]
    public async Task A_pager_is_closed_under_every_id_it_was_notified_under()
    {
        await DeliverAsync(Firing(1, "b") with { Receiver = "pager", IncidentId = "i000000000000002" });
        _sender.Fails = true;
        await DeliverAsync(Firing(2, "b") with { Receiver = "pager", IncidentId = "i000000000000003" });
        _sender.Fails = false;
        await DeliverAsync(Resolved(3, "b") with
        {
            Receiver = "pager", IncidentId = "i000000000000001", AlsoCloses = ["i000000000000002", "i000000000000003"],
        });

        await DeliverAsync(Firing(2, "b") with { Receiver = "pager", IncidentId = "i000000000000003" }, attempt: 2);

        Sent.ShouldBe(["firing b", "resolved b"]);
    }

    [Fact]
    public async Task Notifications_of_an_earlier_version_are_ordered_by_their_time()
    {
        await DeliverAsync(Resolved(2, "a"));
        await DeliverAsync(Firing(0, "a") with { At = Some.Time });

        Sent.ShouldBe(["resolved a"]);
    }

    [Fact]
    public async Task What_is_delivered_together_is_sent_in_order()
    {
        await _engine.DeliverAsync([Resolved(2, "a"), Firing(1, "a")], Cancellation);

        Sent.ShouldBe(["firing a", "resolved a"]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IEnumerable<string> Sent => _sender.Delivered.Select(delivery =>
        $"{delivery.Notification.Kind.Name()} {string.Join(' ', delivery.Notification.Alerts.Select(alert => alert.Name))}"
            .Replace("alarm ", "", StringComparison.Ordinal));

    private Task<DeliveryResult> DeliverAsync(Notification notification, int attempt = 1) =>
        _engine.DeliverAsync(notification, attempt, Cancellation);

    private DeliveryEngine Engine() => new(
        Some.Config("""
            receivers:
              chat: { slack: 'https://example.com/x' }
              pager: { pagerduty: 0123456789abcdef0123456789abcdef }
              team: { slack: 'https://example.com/team', fallback: chat }
            routes: [{ to: pager }]
            """),
        new TargetSender([_sender], Some.NoSecrets, _time, retriesAtOnce: false),
        new DeliveryState
        {
            Time = _time,
            Sent = _records,
            Claims = new InMemoryDeliveryClaims(_time),
            Threads = new InMemoryThreads(),
            FallbackRecipients = new InMemoryFallbackRecipients(),
        }, () => 0.5);

    private static Notification Firing(int minute, params string[] alerts) =>
        Of(minute, SampleNotifications.Firing(), alerts);

    private static Notification Resolved(int minute, params string[] alerts) =>
        Of(minute, SampleNotifications.Resolved(), alerts) with { Kind = NotificationKind.Resolved };

    /// <summary>Of one group, gathered in this minute.</summary>
    private static Notification Digest(int minute, string first, string second) =>
        Of(minute + 60, SampleNotifications.Firing(), [first, second]) with
        {
            Kind = NotificationKind.Digest,
            GroupKey = "digest/chat",
            StillFiring = 2,
            Parts = [new GroupPart(Fingerprint.Of("group"), Some.Time.AddMinutes(minute).ToUnixTimeMilliseconds(),
                FingerprintSet.Of(Fingerprints(first, second)))],
        };

    private static Notification Of(int minute, Notification sample, string[] names) => sample with
    {
        Id = Fingerprint.Of($"{minute} {sample.IsResolved} {string.Join(' ', names)}"),
        Receiver = "chat",
        GroupKey = "group",
        IncidentId = "incident",
        Sequence = minute == 0 ? 0 : Some.Time.AddMinutes(minute).ToUnixTimeMilliseconds(),
        Alerts = [.. names.Zip(Fingerprints(names), (name, fingerprint) => sample.Alerts[0] with
        {
            Fingerprint = fingerprint,
            Signal = sample.Alerts[0].Signal with { Name = "alarm " + name, Title = "alarm " + name },
        })],
    };

    private static string[] Fingerprints(params string[] names) => [.. names.Select(Fingerprint.Of)];

    private sealed class ControlledSender : ISender
    {
        private readonly TaskCompletionSource _released = new();

        public List<Delivery> Delivered { get; } = [];

        public bool Fails { get; set; }

        /// <summary>The receiver that fails, if not all do.</summary>
        public string? FailsOnly { get; set; }

        public bool Hangs { get; set; }

        public bool Serves(string channel) => true;

        public void Release() => _released.SetResult();

        public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
        {
            if (Fails && (FailsOnly is null || FailsOnly == delivery.Notification.Receiver))
                return new Verdict.Retry("HTTP 503");
            if (Hangs)
                await _released.Task;
            Delivered.Add(delivery);
            return new Verdict.Delivered("ok");
        }
    }

    private sealed class ControlledRecords : ISentRecords
    {
        private readonly InMemorySentRecords _records = new();

        public bool IsAvailable { get; set; } = true;

        public Task<T> ChangeAsync<T>(
            string key, Func<SentRecord, (SentRecord Record, T Result)> change, CancellationToken cancellation) =>
            IsAvailable ? _records.ChangeAsync(key, change, cancellation) : Task.FromException<T>(new Gone());
    }

    private sealed class Gone() : StateUnavailableException("DynamoDB cannot be reached", null);
}
