using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Deliveries;

/// <summary>The sentence about a receiver's rate limit: how much was dropped, until when, and where it is.</summary>
internal sealed class RateLimitNotice(RateLimitedReceiver receiver, DateTimeOffset now)
{
    public RateLimitedReceiver Receiver => receiver;

    public DateTimeOffset Now => now;

    /// <summary><c>20/h</c>, <c>2 per 10 min</c>.</summary>
    public string Limit => DurationText.Of(receiver.Limit.Within).Split(' ') is ["1", var unit]
        ? $"{receiver.Limit.Messages}/{unit}"
        : $"{receiver.Limit.Messages} per {DurationText.Of(receiver.Limit.Within)}";

    /// <summary>For the first message over the limit.</summary>
    public string OfReached(RateLimitLedger ledger)
    {
        var before = ledger.Dropped > 0 ? $"; {Messages(ledger.Dropped)} dropped" : "";
        var see = receiver.Elsewhere is { } name ? $"; see {name}" : "";
        return $"Rate limit {Limit} reached{before}. {Until(ledger)}{see}.";
    }

    /// <summary>For the next message that is sent; null if none was dropped.</summary>
    /// <param name="ledger">With that message.</param>
    public string? OfDropped(int dropped, RateLimitLedger ledger)
    {
        if (dropped == 0)
            return null;
        var see = receiver.Elsewhere is { } name ? $" (see {name})" : "";
        var still = ledger.IsFull(receiver.Limit, now) ? $" {Until(ledger)}." : "";
        return $"Rate limit {Limit} was reached; {Messages(dropped)} dropped{see}.{still}";
    }

    /// <summary>A message that was limited before has its notice already.</summary>
    public static Notification Add(Notification notification, string? notice) =>
        notice is null || notification.Note?.EndsWith(notice, StringComparison.Ordinal) == true
            ? notification
            : notification with { Note = notification.Note is { } note ? $"{note} {notice}" : notice };

    private string Until(RateLimitLedger ledger) =>
        $"Further messages are dropped until {AlertTimes.Clock(ledger.FreeAt(receiver.Limit, now), receiver.Zone, now)}";

    private static string Messages(int count) => count == 1 ? "1 message was" : $"{count} messages were";
}
