using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Notifications;
using NodaTime;

namespace Alerting.Deliveries;

/// <summary>Makes a delayed delivery say what is true when it is sent, or says why it is not sent.</summary>
internal static class OutdatedDelivery
{
    /// <summary>Without the alerts of which its target was sent something later; null when none is left.</summary>
    public static Delivery? Without(
        Delivery delivery, IReadOnlyList<SentScope> scopes, IReadOnlyList<SentClaim> claims, DeliveryWriter writer)
    {
        var (outdated, late) = (default(FingerprintSet), default(FingerprintSet));
        // What else it closes on a pager counts for itself.
        var stillFiring = claims[0] is SentClaim.Mine { StillFiring: var first } ? first : null;
        foreach (var (scope, claim) in scopes.Zip(claims))
        {
            outdated = outdated.With(claim switch
            {
                SentClaim.Mine mine => mine.Outdated,
                SentClaim.Superseded => scope.Alerts.All,
                _ => default,
            });
            if (claim is SentClaim.Mine { Late: var missed })
                late = late.With(missed);
        }
        if (outdated.Count == 0 && late.Count == 0 && stillFiring is null)
            return claims.Any(claim => claim is SentClaim.Mine) ? delivery : null;
        var all = scopes.Aggregate(default(FingerprintSet), (set, scope) => set.With(scope.Alerts.All));
        if (NotificationPart.Of(delivery.Notification, all.Without(outdated)) is not { } left)
            return null;
        var ended = scopes.Sum(scope => scope.Alerts.Firing.In(outdated).Count);
        left = left with
        {
            Note = LateNote(left, late, writer.Zone) is { } note
                ? left.Note is { } before ? $"{before} {note}" : note : left.Note,
            StillFiring = scopes[0].Alerts.StillFiring is not null
                ? stillFiring ?? left.StillFiring : Math.Max(0, left.StillFiring - ended),
        };
        return writer.Write(Recounted(left), delivery.Target) with { Id = delivery.Id };
    }

    /// <summary>The reason of a digest counts its alerts.</summary>
    private static Notification Recounted(Notification left) =>
        left is { Kind: NotificationKind.Digest, Code: ReasonCode.HoldReleased }
            && left.Reason.LastIndexOf(": ", StringComparison.Ordinal) is > 0 and var end
            ? left with
            {
                Reason = $"{left.Reason[..end]}: " +
                    $"{NotificationTitle.Counts(left.FiringCount, left.ResolvedCount, left.Alerts)}.",
            }
            : left;

    public static DeliveryTurn.Ended Superseded(IReadOnlyList<SentClaim> claims, DateTimeZone zone)
    {
        var claim = claims.OfType<SentClaim.Superseded>().MaxBy(claim => claim.By?.Sequence);
        var by = claim?.By;
        var what = by is null ? "a later notification"
            : $"{(by.Firing.Count > 0 ? "firing" : "resolved")} {AlertTimes.Clock(by.At, zone, by.At)}";
        return new DeliveryTurn.Ended(new Verdict.NotSent(
            $"{what} {(claim is { IsSent: false } ? "is being retried" : "was sent before")}"))
            { Code = ReasonCode.Superseded };
    }

    private static string? LateNote(Notification notification, FingerprintSet late, DateTimeZone zone)
    {
        if (late.Count == 0)
            return null;
        if (notification.Alerts is not [{ StartsAt: { } start, EndsAt: { } end }] || notification.More > 0)
            return "Delivered late: no message could be sent when it fired.";
        return $"Fired {AlertTimes.Clock(start, zone, end)}, resolved {AlertTimes.Clock(end, zone, end)}, " +
            "delivered late.";
    }
}
