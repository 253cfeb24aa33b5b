using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>What became of a delivery, for the timelines of its incidents.</summary>
public static class DeliveryTimeline
{
    /// <summary>A digest about more is not in the timelines of the others.</summary>
    private const int MaxIncidents = 25;

    public static async Task AddAsync(IIncidentTimelines timelines, DeliveryResult result, DateTimeOffset now,
        CancellationToken cancellation)
    {
        var written = from outcome in result.Outcomes
                      let delivery = outcome.Delivery
                      where delivery.Target.Channel != Target.None.Channel
                      from incident in IncidentsOf(delivery.Notification)
                      select timelines.AddAsync(incident, delivery.Id, Of(outcome, now), cancellation);
        await Task.WhenAll(written.Select(IfAvailable.DoAsync));
    }

    private static IEnumerable<string> IncidentsOf(Notification notification) => notification.Incidents is { } all
        ? all.Take(MaxIncidents)
        : notification is { SpansGroups: false, IncidentId.Length: > 0 } ? [notification.IncidentId] : [];

    private static TimelineEntry Of(DeliveryOutcome outcome, DateTimeOffset now)
    {
        var (notification, channel) = (outcome.Delivery.Notification, outcome.Delivery.Target.Channel);
        var recipient = RecipientName.Parse(notification.Receiver);
        var name = recipient.Person is null ? $"{recipient.Display} by {channel}" : recipient.Display;
        var what = $"{notification.Kind.Name()} to {name}";
        var text = outcome.Verdict switch
        {
            Verdict.Delivered => $"Delivered: {what}.",
            Verdict.Retry retry => $"Retried: {what}: {retry.Reason.TrimEnd('.')}.",
            Verdict.NotSent skipped => $"Not sent: {what}: {skipped.Reason.TrimEnd('.')}.",
            var failed => $"Failed: {what}: {failed.Reason.TrimEnd('.')}." +
                (outcome.FellBackTo is { } other ? $" Sent to {RecipientName.Parse(other).Display} instead." : ""),
        };
        return new TimelineEntry(now, TimelineKind.Delivery, outcome.Code ?? outcome.Retry?.Reason.Code
            ?? (outcome.Verdict.IsFailure ? ReasonCode.GaveUp : notification.Code), text)
            { To = [notification.Receiver], Channel = channel };
    }
}
