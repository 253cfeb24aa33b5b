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
            foreach (var fingerprint in story.Told.SelectMany(told => told.Alerts).Select(alert => alert.Fingerprint).Distinct())
            {
                if (truth.Fingerprints.Contains(fingerprint) && truth.Fires(fingerprint))
                    continue;
                foreach (var receiver in (string[])["phone", "chat"])
                {
                    var heard = story.Heard(receiver, fingerprint).ToArray();
                    if (heard.Length > 0)
                        (heard[^1].Alert.IsFiring || heard[^1].Kind == NotificationKind.Flapping)
                            .ShouldBeFalse($"{receiver} last heard of {heard[^1].Alert.Name} at {heard[^1].At:u} as {heard[^1].Kind}\n{story.Of(fingerprint)}");
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
            foreach (var heard in story.Told.SelectMany(told => told.Alerts.Select(alert => (told, alert)))
                .GroupBy(each => (each.told.Receiver, each.alert.Fingerprint)))
            {
                var owed = 0;
                var beginners = new HashSet<string>();
                foreach (var (told, alert) in heard)
                {
                    if (told.Kind == NotificationKind.Resolved)
                    {
                        beginners.Remove(told.GroupKey);
                        (owed--).ShouldBeGreaterThan(0, $"{told.Receiver} heard at {told.At:u} that {alert.Name} is resolved, and not that it fires\n{story.Of(alert.Fingerprint)}");
                    }
                    else if (alert.IsFiring || told.Kind == NotificationKind.Flapping)
                    {
                        var isFirst = beginners.Add(told.GroupKey);
                        var begins = told.Kind == NotificationKind.Firing || (told.Kind == NotificationKind.Flapping && isFirst);
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
