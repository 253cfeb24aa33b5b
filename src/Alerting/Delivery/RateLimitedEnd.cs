using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Delivering;

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

    /// <summary>
    /// The notification about some of its alerts; null without any. Alerts that are only counted go with the others.
    /// </summary>
    private static Notification? Part(Notification resolved, FingerprintSet part)
    {
        Alert[] alerts = [.. resolved.Alerts.Where(alert => part.Contains(alert.Fingerprint))];
        var unlisted = resolved.Unlisted.In(part);
        if (alerts.Length == 0 && unlisted.Count == 0)
            return null;
        if (alerts.Length == resolved.Alerts.Count && unlisted.Count == resolved.Unlisted.Count)
            return resolved;
        return resolved with
        {
            // Both parts may reach the fallback, each once.
            Id = Fingerprint.Of(
                $"{resolved.Id}|{string.Join('|', alerts.Select(alert => alert.Fingerprint))}|{unlisted.Count}"),
            Alerts = alerts.Length > 0 ? alerts : [Unnamed(resolved)],
            Unlisted = unlisted,
            More = resolved.More - resolved.Unlisted.Count + unlisted.Count - (alerts.Length > 0 ? 0 : 1),
        };
    }

    /// <summary>Stands for alerts that the notification only counts.</summary>
    private static Alert Unnamed(Notification resolved)
    {
        var signal = resolved.Alerts[0].Signal;
        return resolved.Alerts[0] with
        {
            Fingerprint = Fingerprint.Of($"{resolved.Id}|unlisted"),
            Signal = new Signal
            {
                Source = signal.Source,
                Name = "further alerts",
                Title = "Further alerts of this incident",
                Identity = signal.Identity,
                EventKey = signal.EventKey,
                Status = AlertStatus.Resolved,
                Ending = signal.Ending,
                EndsAt = signal.EndsAt,
            },
        };
    }

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
