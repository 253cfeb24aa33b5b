using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>Whether another receiver is told of a notification that finally failed, and with what words.</summary>
/// <param name="Notification">For the fallback; null when nobody else is told.</param>
public sealed record FallbackDecision(Notification? Notification, string Reason)
{
    /// <param name="failed">The targets it could not be brought to, each with its verdict.</param>
    public static FallbackDecision Of(AlertingConfig config, Notification notification, IReadOnlyList<DeliveryOutcome> failed)
    {
        var receiver = notification.Receiver;
        if (failed.Count == 0)
            return new FallbackDecision(null, "nothing failed");
        if (config.Receivers.GetValueOrDefault(receiver)?.Fallback is not { } fallback)
            return new FallbackDecision(null, $"{receiver} has no fallback");
        // The configuration has no circles, but this notification may be older than the configuration.
        if (fallback == receiver || notification.Failed.Contains(fallback))
            return new FallbackDecision(null, $"{fallback} could not be reached either");
        if (!config.Receivers.ContainsKey(fallback))
            return new FallbackDecision(null, $"there is no receiver {fallback}");
        var why = string.Join("; ", failed.Select(outcome => $"{outcome.Delivery.Target.Channel}: {outcome.Verdict.Reason}").Distinct());
        var reason = $"{receiver} could not be reached by {why}";
        var note = $"You are told because {reason}.";
        return new FallbackDecision(notification with
        {
            Id = Fingerprint.Of($"{notification.Id}|fallback|{fallback}"),
            Receiver = fallback,
            Reason = reason,
            Note = notification.Note is { } before ? $"{before} {note}" : note,
            Failed = [.. notification.Failed, receiver],
        }, reason);
    }
}
