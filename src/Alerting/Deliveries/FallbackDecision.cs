using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.OnCall.Contacts;
using Alerting.Routing;

namespace Alerting.Deliveries;

/// <summary>Whether a failed or rate-limited notification goes to the receiver's fallback.</summary>
/// <param name="Notification">For the fallback, or null.</param>
/// <param name="Reason">A sentence with a notification; otherwise a phrase to follow a semicolon.</param>
public sealed record FallbackDecision(Notification? Notification, Reason Reason)
{
    /// <param name="failed">The deliveries that finally failed, at least one.</param>
    public static FallbackDecision Of(AlertingConfig config, Notification notification,
        IReadOnlyList<DeliveryOutcome> failed)
    {
        if (ContactFallback.Of(config, notification) is { } fallback)
        {
            if (WithoutDirect(config, notification, fallback) is not { } left)
                return No(ReasonCode.FallbackNotified, $"not sent to {fallback}: it gets this alert directly");
            notification = left;
        }
        var why = string.Join("; ",
            failed.Select(outcome => $"by {outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}").Distinct());
        return To(config, notification, $"Could not reach {NameOf(notification)} {why.TrimEnd('.')}.");
    }

    /// <summary>
    /// For what a rate limit dropped. A fallback on the same route gets the notification anyway, so it gets no copy.
    /// Null when nothing was dropped.
    /// </summary>
    public static FallbackDecision? Of(AlertingConfig config, RateLimitDecision limited)
    {
        if (limited.ForFallback is not { } passedOn)
            return null;
        if (ContactFallback.Of(config, passedOn) is { } fallback)
        {
            if (WithoutDirect(config, passedOn, fallback) is not { } left)
                return No(ReasonCode.FallbackNotified, $"{fallback} gets it from the same route");
            passedOn = left;
        }
        var why = limited.DroppedReason.Text;
        return limited.Dropped is not null
            ? To(config, passedOn, $"Not sent to {NameOf(passedOn)}: {char.ToLowerInvariant(why[0])}{why[1..]}")
            : To(config, passedOn, $"The rate limit of {NameOf(passedOn)} dropped an earlier message about this.",
                "too");
    }

    /// <summary>
    /// The fallback that got the firing notification also gets the resolved one, even if the receiver works again.
    /// </summary>
    /// <param name="fallback">Null when no fallback was used.</param>
    public static FallbackDecision OfResolved(AlertingConfig config, Notification resolved, string? fallback) =>
        fallback switch
    {
        null => No(ReasonCode.NoFallback, "no fallback was used while it was firing"),
        _ when config.FindReceiver(fallback) is null =>
            No(ReasonCode.FallbackRemoved, $"{fallback} is not in the configuration"),
        _ when !resolved.Failed.Contains(fallback) && WithoutDirect(config, resolved, fallback) is { } left =>
            Copy(left, fallback, $"Could not reach {NameOf(resolved)} while this was firing.", "too"),
        _ => No(ReasonCode.FallbackNotified, $"{fallback} gets it anyway"),
    };

    /// <summary>
    /// Who gets what a receiver's rate limit drops: its fallback, or another receiver on the same route without a
    /// limit.
    /// </summary>
    public static string? Elsewhere(AlertingConfig config, Receiver receiver, Notification notification) =>
        receiver.Fallback ?? RouteOf(config.Routes, notification.Route)?.To.FirstOrDefault(name =>
            name != receiver.Name && config.Receivers[name] is { RateLimit: null } other
                && !other.Targets.All(target => target.Address.IsEmpty));

    private static FallbackDecision To(
        AlertingConfig config, Notification notification, string why, string insteadOrToo = "instead")
    {
        var receiver = notification.Receiver;
        if (ContactFallback.Of(config, notification) is not { } fallback)
            return No(ReasonCode.NoFallback, $"{NameOf(notification)} has no fallback");
        // The configuration allows no cycles, but this notification may be from an earlier one.
        if (fallback == receiver || notification.Failed.Contains(fallback))
            {
            return No(ReasonCode.FallbackFailed,
                $"{RecipientName.Parse(fallback).Display} could not be reached either");
        }
        if (config.FindReceiver(fallback) is null)
            return No(ReasonCode.FallbackRemoved, $"{fallback} is not in the configuration");
        return Copy(notification, fallback, why, insteadOrToo);
    }

    private static string NameOf(Notification notification) => notification.To ?? notification.ReceiverName;

    private static FallbackDecision No(ReasonCode code, string why) => new(null, new Reason(code, why));

    private static FallbackDecision Copy(Notification notification, string fallback, string why, string insteadOrToo)
    {
        var note = $"{why} Sent to {RecipientName.Parse(fallback).Display} {insteadOrToo}.";
        var reason = new Reason(ReasonCode.Fallback, why);
        return new FallbackDecision(notification with
        {
            // The same however it gets to the fallback, so it is sent once.
            Id = Fingerprint.Of($"{notification.BatchId ?? notification.Id}|fallback|{fallback}"),
            Receiver = fallback,
            Reason = reason.Text,
            Code = reason.Code,
            Note = notification.Note is { } before ? $"{before} {note}" : note,
            Failed = [.. notification.Failed, notification.Receiver],
            IsForPagers = false,
        }, reason);
    }

    /// <summary>
    /// Without the alerts of which a route notifies the fallback directly, null when none is left. If it cannot be
    /// reached directly, its own fallback is next.
    /// </summary>
    private static Notification? WithoutDirect(AlertingConfig config, Notification notification, string fallback)
    {
        if (IsOfRoute(config, notification.Route, fallback))
            return null;
        var (direct, others) = (OfOtherRoutes(config, notification, fallback), default(FingerprintSet));
        foreach (var part in notification.Parts ?? [])
        {
            if (part.Route is { } route && IsOfRoute(config, route, fallback))
                direct = direct.With(part.Alerts);
            else
                others = others.With(part.Alerts);
        }
        direct = notification.Parts is null ? direct : direct.Without(others);
        var all = FingerprintSet.Of(notification.Alerts.Select(alert => alert.Fingerprint))
            .With(notification.Unlisted);
        var left = NotificationPart.Of(notification, all.Without(direct));
        return left is null || ReferenceEquals(left, notification)
            ? left
            : left with
            {
                StillFiring = Math.Max(0, notification.StillFiring - FiringIn(notification, direct)),
                Parts = notification.Parts is not { } parts ? null
                    : [.. parts.Select(part => part with { Alerts = part.Alerts.Without(direct) })
                        .Where(part => part.Alerts.Count > 0)],
            };
    }

    /// <summary>The alerts of which another matching route notifies the fallback, and does not hold them.</summary>
    private static FingerprintSet OfOtherRoutes(AlertingConfig config, Notification notification, string fallback)
    {
        if (!AnyContinues(config.Routes))
            return default;
        var router = new Router(config.Routes);
        return FingerprintSet.Of(notification.Alerts
            .Where(alert => router.Match(alert).Any(match => match.Route.To.Contains(fallback)
                && (match.Route.Hold is null || alert.Severity.IsPage())))
            .Select(alert => alert.Fingerprint));
    }

    private static bool AnyContinues(IEnumerable<Route> routes) =>
        routes.Any(route => route.Continue || AnyContinues(route.Routes));

    private static int FiringIn(Notification notification, FingerprintSet some) => notification.IsResolved
        ? 0
        : notification.Alerts.Count(alert => alert.IsFiring && some.Contains(alert.Fingerprint))
            + notification.Unlisted.In(some).Count;

    private static bool IsOfRoute(AlertingConfig config, string route, string receiver) =>
        RouteOf(config.Routes, route)?.To.Contains(receiver) == true;

    private static Route? RouteOf(IEnumerable<Route> routes, string name)
    {
        foreach (var route in routes)
        {
            if (route.Display == name)
                return route;
            else if (RouteOf(route.Routes, name) is { } child)
                return child;
        }
        return null;
    }
}
