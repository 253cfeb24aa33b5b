using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Notifications;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>What the delivery engine relies on, whatever keeps its state.</summary>
public abstract class DeliveryStateSpecification
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract ValueTask<DeliveryState> CreateAsync();

    [Fact]
    public async Task Only_one_of_many_claims_succeeds()
    {
        var claims = (await CreateAsync()).Claims;
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(claims)));

        all.Count(claim => claim is DeliveryClaim.Mine).ShouldBe(1);
        all.Count(claim => claim is DeliveryClaim.Busy).ShouldBe(7);
    }

    [Fact]
    public async Task A_delivered_message_cannot_be_claimed_again()
    {
        var claims = (await CreateAsync()).Claims;
        await ClaimAsync(claims);
        await claims.DeliveredAsync("d1", "answered 200", Cancellation);

        (await ClaimAsync(claims)).ShouldBe(new DeliveryClaim.WasDelivered("answered 200"));
    }

    [Fact]
    public async Task A_claim_can_be_taken_over_when_its_lease_expires()
    {
        var claims = (await CreateAsync()).Claims;
        await ClaimAsync(claims);
        (await ClaimAsync(claims)).ShouldBe(new DeliveryClaim.Busy(TimeSpan.FromSeconds(35)));

        Time.Advance(TimeSpan.FromSeconds(36));
        (await ClaimAsync(claims)).ShouldBeOfType<DeliveryClaim.Mine>();
    }

    [Fact]
    public async Task A_failed_delivery_cannot_be_claimed_until_it_is_released()
    {
        var claims = (await CreateAsync()).Claims;
        await ClaimAsync(claims);
        await claims.FailedAsync("d1", "answered 404", Cancellation);
        (await ClaimAsync(claims)).ShouldBe(new DeliveryClaim.HasFailed("answered 404"));

        await claims.ReleaseAsync("d1", Cancellation);
        (await ClaimAsync(claims)).ShouldBeOfType<DeliveryClaim.Mine>();
    }

    [Fact]
    public async Task Each_change_of_a_record_finds_those_before()
    {
        var sent = (await CreateAsync()).Sent;

        await Task.WhenAll(Enumerable.Range(1, 12).Select(i => sent.ChangeAsync("key",
            record => (record.Delivered(Fingerprint.Of($"{i}"), new SentAlerts(i)
                { Firing = FingerprintSet.Of([$"{i}"]) }), true), Cancellation)));

        var all = await sent.ChangeAsync("key", record => (record, record), Cancellation);
        all.Sent.Select(each => each.Sequence).ShouldBe(Enumerable.Range(1, 12).Select(i => (long)i));
        all.Done.Count.ShouldBe(12);
        (await sent.ChangeAsync("another", record => (record, record), Cancellation)).ShouldBe(SentRecord.Empty);
    }

    [Fact]
    public async Task An_end_waits_for_the_firing_notification_that_another_process_sends()
    {
        var sent = (await CreateAsync()).Sent;
        var (firing, resolved) = (new SentAlerts(1) { Firing = FingerprintSet.Of(["a"]) },
            new SentAlerts(2) { Resolved = FingerprintSet.Of(["a"]) });
        Task<SentClaim> ClaimAsync(string id, SentAlerts alerts) =>
            sent.ChangeAsync("key", record => record.Claim(id, alerts, Time.GetUtcNow()), Cancellation);

        (await ClaimAsync("d1", firing)).ShouldBeOfType<SentClaim.Mine>();
        (await ClaimAsync("d2", resolved)).ShouldBe(new SentClaim.Busy("d1", DeliveryClaim.LeaseTime));
        Time.Advance(TimeSpan.FromSeconds(36));
        (await ClaimAsync("d2", resolved)).ShouldBeOfType<SentClaim.Mine>();
        await sent.ChangeAsync("key", record => (record.Delivered("d2", resolved), true), Cancellation);
        (await ClaimAsync("d1", firing)).ShouldBeOfType<SentClaim.Superseded>();
        (await ClaimAsync("d2", resolved)).ShouldBe(SentClaim.Delivered);
    }

    [Fact]
    public async Task A_thread_keeps_its_first_message()
    {
        var threads = (await CreateAsync()).Threads;
        (await threads.FindAsync("t", Cancellation)).ShouldBeNull();

        await threads.SaveAsync("t", new ThreadRef("1.2", "C1"), Cancellation);
        await threads.SaveAsync("t", new ThreadRef("3.4", "C1"), Cancellation);
        await threads.SaveAsync("u", new ThreadRef("5"), Cancellation);

        (await threads.FindAsync("t", Cancellation)).ShouldBe(new ThreadRef("1.2", "C1"));
        (await threads.FindAsync("u", Cancellation)).ShouldBe(new ThreadRef("5"));
    }

    [Fact]
    public async Task The_fallback_of_a_firing_notification_is_found_by_its_resolved_one()
    {
        var fallbacks = (await CreateAsync()).FallbackRecipients;
        var firing = Notification("disk") with { IncidentId = "i1" };
        await fallbacks.RememberAsync(firing, "phone", Cancellation);

        (await fallbacks.FindAsync(firing with { Kind = NotificationKind.Resolved }, Cancellation)).ShouldBe("phone");
        (await fallbacks.FindAsync(firing, Cancellation)).ShouldBeNull();
        (await fallbacks.FindAsync(firing with { Kind = NotificationKind.Resolved, IncidentId = "i2" },
            Cancellation)).ShouldBeNull();
        (await fallbacks.FindAsync(firing with { Kind = NotificationKind.Resolved, Receiver = "chat" },
            Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_fallback_of_a_digest_is_found_by_each_alert_that_fired()
    {
        var fallbacks = (await CreateAsync()).FallbackRecipients;
        await fallbacks.RememberAsync(Notification("disk") with { Kind = NotificationKind.Digest, IncidentId = "d" },
            "phone", Cancellation);

        (await fallbacks.FindAsync(Notification("disk") with { Kind = NotificationKind.Resolved, IncidentId = "i" },
            Cancellation)).ShouldBe("phone");
        (await fallbacks.FindAsync(Notification("memory") with { Kind = NotificationKind.Resolved, IncidentId = "i" },
            Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Each_receiver_has_its_own_rate_limit()
    {
        var rateLimits = (await CreateAsync()).RateLimits!;
        var actions = new List<RateLimitAction>();
        foreach (var id in (string[])["a", "b", "c", "d"])
            actions.Add(await DecideAsync(rateLimits, id));

        actions.ShouldBe(
            [RateLimitAction.Send, RateLimitAction.Send, RateLimitAction.SendNotice, RateLimitAction.Drop]);
        (await DecideAsync(rateLimits, "another", "another")).ShouldBe(RateLimitAction.Send);
    }

    [Fact]
    public async Task A_repeated_message_gets_the_same_decision_and_is_counted_once()
    {
        var rateLimits = (await CreateAsync()).RateLimits!;
        (await DecideAsync(rateLimits, "a")).ShouldBe(RateLimitAction.Send);
        (await DecideAsync(rateLimits, "a")).ShouldBe(RateLimitAction.Send);
        (await DecideAsync(rateLimits, "b")).ShouldBe(RateLimitAction.Send);
        (await DecideAsync(rateLimits, "c")).ShouldBe(RateLimitAction.SendNotice);
        (await DecideAsync(rateLimits, "d")).ShouldBe(RateLimitAction.Drop);

        Time.Advance(TimeSpan.FromHours(1));
        (await DecideAsync(rateLimits, "d")).ShouldBe(RateLimitAction.Drop);
        (await DecideAsync(rateLimits, "e")).ShouldBe(RateLimitAction.Send);
    }

    [Theory]
    [InlineData(100)]
    public async Task After_a_storm_each_channel_gets_the_ends_of_what_it_was_notified_of(int alarms) =>
        await StormAsync(alarms);

    [Slow]
    [Theory]
    [InlineData(530)]
    public async Task After_a_great_storm_each_channel_gets_the_ends_of_what_it_was_notified_of(int alarms) =>
        await StormAsync(alarms);

    protected async Task StormAsync(int alarms)
    {
        var storm = new RateLimitStorm(await CreateAsync(), Time);

        await storm.RunAsync(alarms, Cancellation);

        storm.ShouldEndWhatItBegan();
        foreach (var receiver in (string[])["phone", "team", "inbox"])
            storm.ShouldReportWhatItDropped(receiver);
        var phone = storm.Sent.Where(sent => sent.Notification.Receiver == "phone").ToArray();
        phone.Count(sent => !sent.Notification.IsResolved).ShouldBe(2 * 21, "two numbers; the limit and one notice");
        phone.Length.ShouldBe(2 * 2 * 21);
        storm.Sent.Count(sent => sent.Notification is { Receiver: "archive", IsResolved: false })
            .ShouldBe(alarms - 21 - 41, "the inbox has a limit of its own");
    }

    private static Task<DeliveryClaim> ClaimAsync(IDeliveryClaims claims) => claims.ClaimAsync("d1", Cancellation);

    private static async Task<RateLimitAction> DecideAsync(IRateLimits rateLimits, string id,
        string receiver = "phone") =>
        (await rateLimits.DecideAsync(new RateLimitedReceiver(receiver, new RateLimit(2, TimeSpan.FromMinutes(10))),
            Notification(id), Cancellation)).Action;

    internal static Notification Notification(string id) => new()
    {
        Id = id,
        Receiver = "phone",
        Route = "all",
        GroupKey = "all|" + id,
        Kind = NotificationKind.Firing,
        Reason = "firing",
        At = new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero),
        Alerts =
        [
            new Alert
            {
                Signal = new Signal { Source = "generic", Name = id, Title = id, Identity = id, EventKey = id },
                Severity = Severity.Error, SeverityReason = "test", Fingerprint = Fingerprint.Of(id),
                Labels = new Dictionary<string, string>(),
            },
        ],
    };
}
