using System.Collections.Concurrent;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Deliveries;

/// <summary>
/// What became of the deliveries of an invocation, for the timelines of their incidents. Those that were delivered are
/// kept until the end, because those of one incident then cost one write. Thread-safe.
/// </summary>
public sealed class DeliveryTimeline(IIncidentTimelines timelines)
{
    /// <summary>A digest about more is not in the timelines of the others.</summary>
    private const int MaxIncidents = 25;

    private readonly ConcurrentQueue<(string Incident, string Delivery, TimelineEntry Entry)> _delivered = [];

    /// <summary>Writes what may be tried again, and keeps the rest.</summary>
    public async Task AddAsync(DeliveryResult result, DateTimeOffset now, CancellationToken cancellation)
    {
        var written = new List<Task>();
        foreach (var outcome in result.Outcomes.Where(each => each.Delivery.Target.Channel != Target.None.Channel))
        {
            var (id, entry) = (outcome.Delivery.Id, Of(outcome, now));
            foreach (var incident in IncidentsOf(outcome.Delivery.Notification))
            {
                if (outcome.Verdict is Verdict.Delivered)
                    _delivered.Enqueue((incident, id, entry));
                else
                    written.Add(timelines.AddAsync(incident, id, [entry], cancellation));
            }
        }
        await Task.WhenAll(written.Select(IfAvailable.DoAsync));
    }

    /// <summary>Writes what was kept.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        var written = _delivered.GroupBy(each => each.Incident).Select(same => timelines.AddAsync(
            same.Key, same.First().Delivery, [.. same.Select(each => each.Entry)], cancellation));
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
            Verdict.Delivered => $"Delivered: {what}."
                + (outcome.Delivery.TemplateProblem is { } problem ? " " + problem : ""),
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
