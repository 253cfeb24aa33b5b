using Alerting.Alerts;

namespace Alerting.Scenarios.Promises;

/// <summary>A page does not wait.</summary>
public sealed class Promise2
{
    /// <summary>
    /// Oracle: if no receiver of the route knows the alert as firing, and its group sent nothing as severe within the
    /// window of batches and flapping, its first event notifies at once.
    /// </summary>
    [Fact]
    public void The_first_page_of_a_group_is_sent_at_once() =>
        Stories.AllKeep(Plot.Any(withMutes: false), story =>
        {
            for (var i = 0; i < story.Events.Count; i++)
            {
                var (at, _, traced) = story.Events[i];
                var alert = traced.Alert;
                if (!alert.IsFiring || !alert.Severity.IsPage() || !IsNewest(story, i) || MayWait(story, at, alert))
                    continue;
                foreach (var receiver in (string[])["phone", "chat"])
                {
                    story.ReceivedBy(receiver, alert.Fingerprint)
                        .ShouldContain(notified => notified.At == at && notified.Alert.IsFiring,
                        $"{alert.Name}, {alert.Severity}, of {at:HH:mm:ss} did not notify {receiver} at " +
                        $"once\n{story.Of(alert.Fingerprint)}");
                }
            }
        });

    /// <summary>Whether the event is the newest of its alert and not a redelivery.</summary>
    private static bool IsNewest(Story story, int index)
    {
        var (_, signal, traced) = story.Events[index];
        return story.Events.Take(index).All(earlier => earlier.Signal.EventKey != signal.EventKey
            && (earlier.Traced.Alert.Fingerprint != traced.Alert.Fingerprint
                || earlier.Signal.OccurredAt < signal.OccurredAt));
    }

    /// <summary>
    /// Whether it may wait: it is known as firing, it changes often, or its group recently sent something as severe.
    /// </summary>
    private static bool MayWait(Story story, DateTimeOffset at, Alert alert)
    {
        var since = at.AddMinutes(-31);
        var known = story.ReceivedBy("phone", alert.Fingerprint).LastOrDefault(notified => notified.At < at).Alert;
        var isKnown = known is { IsFiring: true } && known.Severity >= alert.Severity;
        var isRestless = story.Events.Count(
            other => other.Traced.Alert.Fingerprint == alert.Fingerprint && other.At <= at && other.At > since) > 1;
        var ofGroup = story.Notified.Where(
            notified => notified.At <= at && notified.Alerts.Any(other => GroupOf(other) == GroupOf(alert))
            && notified.Alerts.All(other => other.Fingerprint != alert.Fingerprint || notified.At < at)).ToArray();
        var wasNotifiedRecently = ofGroup.Any(notified => notified.At > since);
        var wasAsSevere = ofGroup.Any(notified => notified.Severity >= alert.Severity);
        return isKnown || isRestless || (wasNotifiedRecently && wasAsSevere);

        string GroupOf(Alert any) => story.Plot.Config.GroupBy switch
        {
            "name" => any.Name,
            "service" => any.Labels["service"],
            _ => any.Labels["source"],
        };
    }
}
