using Alerting.Alerts;

namespace Alerting.Scenarios.Promises;

/// <summary>A page does not wait.</summary>
public sealed class Promise2
{
    /// <summary>
    /// The oracle: when nobody on the route heard of this alert as firing, and nothing as bad was told of its group for as
    /// long as batches and flapping look back, its first event is told in the same instant.
    /// </summary>
    [Fact]
    public void The_first_page_of_a_group_leaves_in_the_instant_it_comes() =>
        Stories.AllKeep(Plot.Any(withMutes: false), story =>
        {
            for (var i = 0; i < story.Events.Count; i++)
            {
                var (at, _, traced) = story.Events[i];
                var alert = traced.Alert;
                if (!alert.IsFiring || !alert.Severity.IsPage() || !IsNews(story, i) || WasTold(story, at, alert))
                    continue;
                foreach (var receiver in (string[])["phone", "chat"])
                    story.Heard(receiver, alert.Fingerprint).ShouldContain(notified => notified.At == at && notified.Alert.IsFiring,
                        $"{alert.Name}, {alert.Severity}, of {at:HH:mm:ss} was not told to {receiver} at once\n{story.Of(alert.Fingerprint)}");
            }
        });

    /// <summary>Whether the event is the newest of its alert, and no redelivery.</summary>
    private static bool IsNews(Story story, int index)
    {
        var (_, signal, traced) = story.Events[index];
        return story.Events.Take(index).All(earlier => earlier.Signal.EventKey != signal.EventKey
            && (earlier.Traced.Alert.Fingerprint != traced.Alert.Fingerprint || earlier.Signal.OccurredAt < signal.OccurredAt));
    }

    /// <summary>Whether there is a reason to wait: it is known as firing, it changes often, or its group was told of late and of as bad.</summary>
    private static bool WasTold(Story story, DateTimeOffset at, Alert alert)
    {
        var since = at.AddMinutes(-31);
        var known = story.Heard("phone", alert.Fingerprint).LastOrDefault(notified => notified.At < at).Alert;
        var isKnown = known is { IsFiring: true } && known.Severity >= alert.Severity;
        var isRestless = story.Events.Count(other => other.Traced.Alert.Fingerprint == alert.Fingerprint && other.At <= at && other.At > since) > 1;
        var ofGroup = story.Told.Where(notified => notified.At <= at && notified.Alerts.Any(other => GroupOf(other) == GroupOf(alert))
            && notified.Alerts.All(other => other.Fingerprint != alert.Fingerprint || notified.At < at)).ToArray();
        var wasToldOfLate = ofGroup.Any(notified => notified.At > since);
        var wasAsBad = ofGroup.Any(notified => notified.Severity >= alert.Severity);
        return isKnown || isRestless || (wasToldOfLate && wasAsBad);

        string GroupOf(Alert any) => story.Plot.Config.GroupBy switch
        {
            "name" => any.Name,
            "service" => any.Labels["service"],
            _ => any.Labels["source"],
        };
    }
}
