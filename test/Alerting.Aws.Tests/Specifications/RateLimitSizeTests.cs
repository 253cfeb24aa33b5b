using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Configuration;
using Alerting.Delivering;
using Alerting.Notifications;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>The item of a receiver's rate limit stays below DynamoDB's 400 KB, whatever happened.</summary>
public sealed class RateLimitSizeTests
{
    private const int Limit = 400_000;

    [Fact]
    public void It_holds_for_forty_thousand_notified_alerts_and_dropped_reminders_of_each()
    {
        var now = new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);
        var phone = new RateLimitedReceiver("phone", new RateLimit(500, TimeSpan.FromHours(1)))
        {
            Elsewhere = "a-receiver-with-a-long-name-in-the-same-configuration",
            HasPager = true,
        };
        var ledger = RateLimitLedger.Empty;
        for (var i = 0; i < 3000; i++)
        {
            // Each of the messages of the first hour counts many alerts; those that follow are dropped reminders.
            var id = i.ToString("x8", null);
            var message = DeliveryStateSpecification.Notification(Fingerprint.Of(id)) with
            {
                IncidentId = Fingerprint.Of($"incident {id}"),
                Kind = i < 500 ? NotificationKind.Storm : NotificationKind.Reminder,
                Unlisted = FingerprintSet.Of(
                    Enumerable.Range(0, 80).Select(n => Fingerprint.Of(i < 500 ? $"{id}|{n}" : $"{i % 500:x8}|{n}"))),
            };
            ledger = RateLimitDecision.Of(phone, ledger, message, now.AddMilliseconds(i)).Ledger;
        }

        var stored = StoredJson.Write(ledger, StateJson.Default.RateLimitLedger);

        ledger.Notified.Count.ShouldBe(10_000);
        stored.B.Length.ShouldBeLessThan(Limit * 9 / 10);
        StoredJson.Read(stored, StateJson.Default.RateLimitLedger).NotNotified.Count
            .ShouldBe(ledger.NotNotified.Count);
    }
}
