using Alerting.Notifications;

namespace Alerting.Scenarios.Promises;

/// <summary>A receiver that got "firing" gets "resolved"; one that did not, does not.</summary>
public sealed class Promise4
{
    /// <summary>Oracle: no receiver's last notification of an alert that no longer fires says that it fires.</summary>
    [Fact]
    public void No_receivers_last_notification_of_a_resolved_alert_says_firing() =>
        Stories.AllKeep(Plot.Everything, story =>
        {
            var truth = new Truth(story.Events);
            foreach (var fingerprint in story.Notified.SelectMany(notification => notification.Alerts)
                .Select(alert => alert.Fingerprint).Distinct())
            {
                if (truth.Fingerprints.Contains(fingerprint) && truth.Fires(fingerprint))
                    continue;
                foreach (var receiver in (string[])["phone", "chat"])
                {
                    var notified = story.ReceivedBy(receiver, fingerprint).ToArray();
                    if (notified.Length > 0)
                    {
                        (notified[^1].Alert.IsFiring || notified[^1].Kind == NotificationKind.Flapping)
                            .ShouldBeFalse(
                                $"{receiver} was last notified of {notified[^1].Alert.Name} at {notified[^1].At:u} as " +
                                $"{notified[^1].Kind}\n{story.Of(fingerprint)}");
                    }
                }
            }
        });

    /// <summary>
    /// Oracle: between two resolutions there is a firing notification. A digest may list recovered alerts. A late event may be
    /// notified by another group, firing and resolution alike. A flapping notification counts as firing if the group
    /// sent no other.
    /// </summary>
    [Fact]
    public void No_receiver_gets_a_resolution_without_a_firing_notification() =>
        Stories.AllKeep(Plot.Everything, story =>
        {
            foreach (var notified in story.Notified.SelectMany(
                notification => notification.Alerts.Select(alert => (notification, alert)))
                .GroupBy(each => (each.notification.Receiver, each.alert.Fingerprint)))
            {
                var open = 0;
                var firingGroups = new HashSet<string>();
                foreach (var (notification, alert) in notified)
                {
                    if (notification.Kind == NotificationKind.Resolved)
                    {
                        firingGroups.Remove(notification.GroupKey);
                        (open--).ShouldBeGreaterThan(0,
                            $"{notification.Receiver} was notified at {notification.At:u} that {alert.Name} resolved, " +
                            $"but not that it fired\n{story.Of(alert.Fingerprint)}");
                    }
                    else if (alert.IsFiring || notification.Kind == NotificationKind.Flapping)
                    {
                        var isFirst = firingGroups.Add(notification.GroupKey);
                        var begins = notification.Kind == NotificationKind.Firing
                            || (notification.Kind == NotificationKind.Flapping && isFirst);
                        // One message about several groups may stand for two groups of the alert.
                        open = Math.Max(open, begins ? open + (notification.SpansGroups ? 2 : 1) : 1);
                    }
                    else
                    {
                        open = 0;
                    }
                }
            }
        });

    /// <summary>Oracle: at the moment a resolution is sent, the latest event of the alert by its source's clock is an end.</summary>
    [Fact]
    public void No_receiver_gets_a_resolution_while_the_source_says_otherwise() =>
        Stories.AllKeep(Plot.Everything, story =>
            story.FalseEnds.ShouldBeEmpty(string.Join("\n\n", story.FalseEnds.Take(2).Select(end =>
                $"{end.Notification.Receiver} was told at {end.Notification.At:u} that {end.Alert.Name} resolved\n" +
                story.Of(end.Alert.Fingerprint)))));
}
