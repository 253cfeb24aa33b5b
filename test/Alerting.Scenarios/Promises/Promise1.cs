using Alerting.Notifications;


namespace Alerting.Scenarios.Promises;

/// <summary>Nothing vanishes.</summary>
public sealed class Promise1
{
    [Fact]
    public void Every_event_has_decisions_with_reasons_and_ends_told_or_suppressed() =>
        Stories.AllKeep(Plot.Any(withMutes: true), story =>
        {
            foreach (var (at, _, traced) in story.Events)
            {
                traced.Decisions.ShouldNotBeEmpty();
                traced.Decisions.ShouldAllBe(decision => decision.Reason.Length > 0);
                // Held and waiting ones have a time, and by now it has come; only an inhibition can last.
                traced.OutcomeAt(story.Now).ShouldNotBe(DecisionAction.Hold,
                    $"{traced.Alert.Name} of {at:u}: {string.Join("; ", traced.Decisions)}");
            }
        });

    /// <summary>The oracle: in the end, whatever fires and is not muted was told to each receiver of its route, and that was the last word.</summary>
    [Fact]
    public void What_fires_in_the_end_has_been_told_to_all_who_should_know() =>
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
                    var notified = story.Heard(receiver, alert.Fingerprint).ToArray();
                    notified.ShouldNotBeEmpty($"{receiver} was never told of {alert.Name}\n{story.Of(alert.Fingerprint)}");
                    (notified[^1].Alert.IsFiring || IsNowLess(notified[^1].Alert)).ShouldBeTrue($"{receiver} was told that {alert.Name} is resolved, at {notified[^1].At}\n{story.Of(alert.Fingerprint)}");
                    notified[^1].Kind.ShouldNotBe(NotificationKind.Flapping, $"{receiver} was left with {alert.Name} flapping");
                }
            }
        });

    /// <summary>"It is now a warning" is no end.</summary>
    private static bool IsNowLess(Alerts.Alert alert) => alert.Signal.Summary?.StartsWith("It is now ", StringComparison.Ordinal) == true;
}
