using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// Divides a resolved notification: the receiver gets the alerts that it was notified of, its fallback those that a
/// dropped message was about. A pager's incident is closed with its last alert, even if that one was dropped.
/// </summary>
internal static class RateLimitedEnd
{
    private static readonly Reason Sends =
        new(ReasonCode.WithinRateLimit, "Resolved notifications do not count toward the rate limit.");

    private static readonly Reason Closes =
        new(ReasonCode.WithinRateLimit, "Closes the incident that was opened in the pager.");

    private static readonly Reason Drops =
        new(ReasonCode.RateLimited, "Rate limited, like its firing notification.");

    public static RateLimitDecision Decide(RateLimitLedger ledger, Notification resolved, RateLimitNotice notices)
    {
        var all = FingerprintSet.Of(resolved.Alerts.Select(alert => alert.Fingerprint)).With(resolved.Unlisted);
        var known = ledger.NotifiedOf(all);
        var isOpen = ledger.Incidents.Contains(resolved.IncidentId);
        if (resolved.IsForPagers && isOpen)
            known = all;
        var notified = Part(resolved, known);
        var closes = notified is null && isOpen && notices.Receiver.HasPager
            && resolved is { StillFiring: 0, IsNotForPagers: false };
        if (notified is not null)
            (notified, ledger) = WithNotice(notified, ledger, notices);
        return new RateLimitDecision(
            notified is null ? RateLimitAction.Drop : RateLimitAction.Send, ledger.WithResolved(all),
            notified is not null ? Sends : closes ? Closes : Drops)
        {
            Sent = closes ? resolved with { IsForPagers = true } : notified,
            Dropped = Part(resolved, all.Without(known)),
            DroppedReason = Drops,
            ForFallback = Part(resolved, ledger.DroppedOf(all)),
        };
    }

    /// <summary>The notification about some of its alerts, with an id of its own; null without any.</summary>
    private static Notification? Part(Notification resolved, FingerprintSet part) =>
        NotificationPart.Of(resolved, part) is not { } found ? null
        : ReferenceEquals(found, resolved) ? resolved
        // Both parts may reach the fallback, each once.
        : found with
        {
            Id = Fingerprint.Of($"{resolved.Id}|{string.Join('|', resolved.Alerts.Select(alert => alert.Fingerprint)
                .Where(part.Contains))}|{found.Unlisted.Count}"),
            BatchId = null,
        };

    /// <summary>Says how many messages were dropped, because no other message may follow.</summary>
    private static (Notification Sent, RateLimitLedger Ledger) WithNotice(
        Notification sent, RateLimitLedger ledger, RateLimitNotice notices)
    {
        if (ledger.Find(sent.Id) is { Notice: { } before })
            return (RateLimitNotice.Add(sent, before), ledger);
        if (notices.OfDropped(ledger.Dropped, ledger) is not { } notice)
            return (sent, ledger);
        var record = new RateLimitRecord(sent.Id, notices.Now, RateLimitAction.SendNotice) { Notice = notice };
        return (RateLimitNotice.Add(sent, notice), ledger with { Dropped = 0, Records = [.. ledger.Records, record] });
    }
}
