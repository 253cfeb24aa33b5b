using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Routing;

namespace Alerting.Delivering;

/// <summary>Whether a failed or rate-limited notification goes to the receiver's fallback.</summary>
/// <param name="Notification">For the fallback, or null.</param>
/// <param name="Reason">A sentence with a notification; otherwise a phrase to follow a semicolon.</param>
public sealed record FallbackDecision(Notification? Notification, string Reason)
{
    /// <param name="failed">The deliveries that finally failed.</param>
    public static FallbackDecision Of(AlertingConfig config, Notification notification,
        IReadOnlyList<DeliveryOutcome> failed)
    {
        if (failed.Count == 0)
            return new FallbackDecision(null, "nothing failed");
        var why = string.Join("; ",
            failed.Select(outcome => $"by {outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}").Distinct());
        return To(config, notification, $"Could not reach {notification.Receiver} {why.TrimEnd('.')}.");
    }

    /// <summary>
    /// A fallback on the same route gets the notification anyway, so it gets no copy of what the rate limit dropped.
    /// </summary>
    /// <param name="why">The rate limit's reason, a sentence.</param>
    public static FallbackDecision OfDropped(AlertingConfig config, Notification dropped, string why) =>
        config.Receivers.GetValueOrDefault(dropped.Receiver)?.Fallback is { } fallback
            && RouteOf(config.Routes, dropped)?.To.Contains(fallback) == true
            ? new FallbackDecision(null, $"{fallback} gets it from the same route")
            : To(config, dropped, $"Not sent to {dropped.Receiver}: {char.ToLowerInvariant(why[0])}{why[1..]}");

    /// <summary>
    /// The fallback that got the firing notification also gets the resolved one, even if the receiver works again.
    /// </summary>
    /// <param name="fallback">Null when no fallback was used.</param>
    public static FallbackDecision OfResolved(AlertingConfig config, Notification resolved, string? fallback) =>
        fallback switch
    {
        null => new FallbackDecision(null, "no fallback was used while it was firing"),
        _ when !config.Receivers.ContainsKey(fallback) =>
            new FallbackDecision(null, $"{fallback} is not in the configuration"),
        _ when resolved.Failed.Contains(fallback) || RouteOf(config.Routes, resolved)?.To.Contains(fallback) == true =>
            new FallbackDecision(null, $"{fallback} gets it anyway"),
        _ => Copy(resolved, fallback, $"Could not reach {resolved.Receiver} while this was firing.", "too"),
    };

    /// <summary>
    /// Who gets what a receiver's rate limit drops: its fallback, or another receiver on the same route without a
    /// limit.
    /// </summary>
    public static string? Elsewhere(AlertingConfig config, Receiver receiver, Notification notification) =>
        receiver.Fallback ?? RouteOf(config.Routes, notification)?.To.FirstOrDefault(name =>
            name != receiver.Name && config.Receivers[name] is { RateLimit: null } other
                && !other.Targets.All(target => target.Address.IsEmpty));

    private static FallbackDecision To(AlertingConfig config, Notification notification, string why)
    {
        var receiver = notification.Receiver;
        if (config.Receivers.GetValueOrDefault(receiver)?.Fallback is not { } fallback)
            return new FallbackDecision(null, $"{receiver} has no fallback");
        // The configuration allows no cycles, but this notification may be from an earlier one.
        if (fallback == receiver || notification.Failed.Contains(fallback))
            return new FallbackDecision(null, $"{fallback} could not be reached either");
        if (!config.Receivers.ContainsKey(fallback))
            return new FallbackDecision(null, $"{fallback} is not in the configuration");
        return Copy(notification, fallback, why, "instead");
    }

    private static FallbackDecision Copy(Notification notification, string fallback, string why, string insteadOrToo)
    {
        var note = $"{why} Sent to {fallback} {insteadOrToo}.";
        return new FallbackDecision(notification with
        {
            // The same however it gets to the fallback, so it is sent once.
            Id = Fingerprint.Of($"{notification.Id}|fallback|{fallback}"),
            Receiver = fallback,
            Reason = why,
            Code = ReasonCode.Fallback,
            Note = notification.Note is { } before ? $"{before} {note}" : note,
            Failed = [.. notification.Failed, notification.Receiver],
            IsForPagers = false,
        }, why);
    }

    private static Route? RouteOf(IEnumerable<Route> routes, Notification notification)
    {
        foreach (var route in routes)
        {
            if (route.Display == notification.Route)
                return route;
            else if (RouteOf(route.Routes, notification) is { } child)
                return child;
        }
        return null;
    }
}
