using Alerting.Notifications;

namespace Alerting.Scenarios.Promises;

/// <summary>Nothing is lost.</summary>
public sealed class Promise1
{
    [Fact]
    public void Every_event_has_decisions_with_reasons_and_ends_notified_or_suppressed() =>
        Stories.AllKeep(Plot.Everything, story =>
        {
            foreach (var (at, _, traced) in story.Events)
            {
                traced.Decisions.ShouldNotBeEmpty();
                traced.Decisions.ShouldAllBe(decision => decision.Reason.Text.Length > 0);
                // By now every hold and wait has ended.
                traced.OutcomeAt(story.Now).ShouldNotBe(DecisionAction.Hold,
                    $"{traced.Alert.Name} of {at:u}: {string.Join("; ", traced.Decisions)}");
            }
        });

    /// <summary>
    /// Oracle: the last notification of each alert that still fires and is not muted says so, for each receiver.
    /// </summary>
    [Fact]
    public void Every_receiver_was_last_notified_that_a_still_firing_alert_fires() =>
        Stories.AllKeep(Plot.Any(withMutes: true), story =>
        {
            var truth = new Truth(story.Events);
            var isInhibiting = truth.Firing.Any(alert => alert is { Name: "db-1", Severity: Alerts.Severity.Critical });
            foreach (var alert in truth.Firing)
            {
                if (story.Plot.Mutes && isInhibiting && alert.Name == "db-2")
                    continue;
                string[] receivers = alert.Severity >= Alerts.Severity.Error ? ["phone", "chat"] : ["chat"];
                foreach (var receiver in receivers)
                {
                    var notified = story.ReceivedBy(receiver, alert.Fingerprint).ToArray();
                    notified.ShouldNotBeEmpty(
                        $"{receiver} was never notified of {alert.Name}\n{story.Of(alert.Fingerprint)}");
                    (notified[^1].Alert.IsFiring || IsLowered(notified[^1].Alert)).ShouldBeTrue(
                        $"{receiver} was notified that {alert.Name} resolved, at " +
                        $"{notified[^1].At}\n{story.Of(alert.Fingerprint)}");
                    notified[^1].Kind.ShouldNotBe(NotificationKind.Flapping,
                        $"{receiver} was last notified that {alert.Name} is flapping");
                }
            }
        });

    /// <summary>"Severity is now warning." is not a resolution.</summary>
    internal static bool IsLowered(Alerts.Alert alert) =>
        alert.Signal.Summary?.StartsWith("Severity is now ", StringComparison.Ordinal) == true;
}
