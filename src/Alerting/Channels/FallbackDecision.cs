using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Routing;

namespace Alerting.Channels;

/// <summary>Whether another receiver is told of a notification that finally failed or that a budget held back, and with what words.</summary>
/// <param name="Notification">For the fallback; null when nobody else is told.</param>
public sealed record FallbackDecision(Notification? Notification, string Reason)
{
    /// <param name="failed">The targets it could not be brought to, each with its verdict.</param>
    public static FallbackDecision Of(AlertingConfig config, Notification notification, IReadOnlyList<DeliveryOutcome> failed)
    {
        if (failed.Count == 0)
            return new FallbackDecision(null, "nothing failed");
        var why = string.Join("; ", failed.Select(outcome => $"{outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}").Distinct());
        return To(config, notification, $"{notification.Receiver} could not be reached by {why}");
    }

    /// <summary>What a budget holds back is not told twice to a fallback that the same route tells anyway.</summary>
    public static FallbackDecision OfDropped(AlertingConfig config, Notification held, string why) =>
        config.Receivers.GetValueOrDefault(held.Receiver)?.Fallback is { } fallback && RouteOf(config.Routes, held)?.To.Contains(fallback) == true
            ? new FallbackDecision(null, $"{fallback} is told of it by the same route")
            : To(config, held, $"{held.Receiver} is not: {why}");

    /// <summary>Who was told in the receiver's place when it began hears the end too, whether or not the receiver is reached again.</summary>
    /// <param name="fallback">Null where nobody was.</param>
    public static FallbackDecision OfEnd(AlertingConfig config, Notification ended, string? fallback) => fallback switch
    {
        null => new FallbackDecision(null, "nobody stood in when it began"),
        _ when !config.Receivers.ContainsKey(fallback) => new FallbackDecision(null, $"there is no receiver {fallback}"),
        _ when ended.Failed.Contains(fallback) || RouteOf(config.Routes, ended)?.To.Contains(fallback) == true =>
            new FallbackDecision(null, $"{fallback} is told of it anyway"),
        _ => Instead(ended, fallback, $"{ended.Receiver} could not be reached when it began"),
    };

    /// <summary>Who hears of what a receiver's budget holds back: its fallback, or somebody else on the same route.</summary>
    public static string? Elsewhere(AlertingConfig config, Receiver receiver, Notification notification) =>
        receiver.Fallback ?? RouteOf(config.Routes, notification)?.To.FirstOrDefault(name =>
            name != receiver.Name && config.Receivers[name] is { RateLimit: null } other && !other.Targets.All(target => target.Address.IsEmpty));

    private static FallbackDecision To(AlertingConfig config, Notification notification, string why)
    {
        var receiver = notification.Receiver;
        if (config.Receivers.GetValueOrDefault(receiver)?.Fallback is not { } fallback)
            return new FallbackDecision(null, $"{receiver} has no fallback");
        // The configuration has no circles, but this notification may be older than the configuration.
        if (fallback == receiver || notification.Failed.Contains(fallback))
            return new FallbackDecision(null, $"{fallback} could not be reached either");
        if (!config.Receivers.ContainsKey(fallback))
            return new FallbackDecision(null, $"there is no receiver {fallback}");
        return Instead(notification, fallback, why);
    }

    private static FallbackDecision Instead(Notification notification, string fallback, string why)
    {
        var note = $"You are told because {why}.";
        return new FallbackDecision(notification with
        {
            // The same by whatever way it comes to the fallback, so that it is sent once.
            Id = Fingerprint.Of($"{notification.Id}|fallback|{fallback}"),
            Receiver = fallback,
            Reason = why,
            Note = notification.Note is { } before ? $"{before} {note}" : note,
            Failed = [.. notification.Failed, notification.Receiver],
            IsForPagers = false,
        }, why);
    }

    private static Route? RouteOf(IEnumerable<Route> routes, Notification notification)
    {
        foreach (var route in routes)
            if (route.Display == notification.Route)
                return route;
            else if (RouteOf(route.Routes, notification) is { } child)
                return child;
        return null;
    }
}
