using Alerting.Notifications;

namespace Alerting.Scenarios.Promises;

/// <summary>Whoever got "firing" gets "resolved", whatever lay between; whoever did not, does not.</summary>
public sealed class Promise4
{
    /// <summary>The oracle: what does not fire in the end is not the last word that anybody heard.</summary>
    [Fact]
    public void Nobody_is_left_with_an_alert_that_is_over() =>
        Stories.AllKeep(Plot.Any(withMutes: true), story =>
        {
            var truth = new Truth(story.Events);
            foreach (var fingerprint in story.Told.SelectMany(wasNotified => wasNotified.Alerts).Select(alert => alert.Fingerprint).Distinct())
            {
                if (truth.Fingerprints.Contains(fingerprint) && truth.Fires(fingerprint))
                    continue;
                foreach (var receiver in (string[])["phone", "chat"])
                {
                    var notified = story.Heard(receiver, fingerprint).ToArray();
                    if (notified.Length > 0)
                        (notified[^1].Alert.IsFiring || notified[^1].Kind == NotificationKind.Flapping)
                            .ShouldBeFalse($"{receiver} last heard of {notified[^1].Alert.Name} at {notified[^1].At:u} as {notified[^1].Kind}\n{story.Of(fingerprint)}");
                }
            }
        });

    /// <summary>
    /// The oracle: between two ends there is a beginning. A digest may say of what it held that it healed. An event that comes
    /// late may be told by another group than the alert's own, beginning and end; the notice that it flaps is a beginning
    /// where the group told of no other.
    /// </summary>
    [Fact]
    public void Nobody_hears_the_end_of_what_they_did_not_hear_of() =>
        Stories.AllKeep(Plot.Any(withMutes: true), story =>
        {
            foreach (var notified in story.Told.SelectMany(wasNotified => wasNotified.Alerts.Select(alert => (wasNotified, alert)))
                .GroupBy(each => (each.wasNotified.Receiver, each.alert.Fingerprint)))
            {
                var owed = 0;
                var beginners = new HashSet<string>();
                foreach (var (wasNotified, alert) in notified)
                {
                    if (wasNotified.Kind == NotificationKind.Resolved)
                    {
                        beginners.Remove(wasNotified.GroupKey);
                        (owed--).ShouldBeGreaterThan(0, $"{wasNotified.Receiver} heard at {wasNotified.At:u} that {alert.Name} is resolved, and not that it fires\n{story.Of(alert.Fingerprint)}");
                    }
                    else if (alert.IsFiring || wasNotified.Kind == NotificationKind.Flapping)
                    {
                        var isFirst = beginners.Add(wasNotified.GroupKey);
                        var begins = wasNotified.Kind == NotificationKind.Firing || (wasNotified.Kind == NotificationKind.Flapping && isFirst);
                        owed = Math.Max(owed, begins ? owed + 1 : 1);
                    }
                    else
                    {
                        owed = 0;
                    }
                }
            }
        });
}
