using Alerting.Alerts;
using Alerting.Notifications;
using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <summary>No storm reaches a phone, as far as grouping ensures it.</summary>
public sealed class Promise5
{
    /// <summary>
    /// Oracle: any number of alarms within one interval gives one page and one message about the others.
    /// </summary>
    [Fact]
    public void A_storm_is_one_page_and_one_message_that_counts_the_rest() =>
        Gen.Int[2, 600].Sample(count =>
        {
            var team = Team.ByService();
            team.At("03:00").Alarms(count, "db-");
            team.At("03:30").Oks(count, "db-");

            foreach (var receiver in (string[])["phone", "chat"])
            {
                var notified = team.AllNotified.Where(each => each.Receiver == receiver).ToArray();
                notified.Length.ShouldBe(3);
                notified[0].Alerts.Count.ShouldBe(1);
                (notified[1].Alerts.Count + notified[1].More).ShouldBe(count - 1);
                notified[2].Kind.ShouldBe(NotificationKind.Resolved);
                (notified[2].Alerts.Count + notified[2].More).ShouldBe(count);
                notified.ShouldAllBe(each => each.Alerts.Count <= 25);
            }
        }, iter: 10);

    /// <summary>
    /// Oracle: within the flapping window, a group sends a receiver at most one firing notification per allowed opening
    /// and one per interval.
    /// </summary>
    [Fact]
    public void A_restless_group_stays_below_a_fixed_number_of_messages() =>
        Stories.AllKeep(Plot.Any(withMutes: false, withHold: false, withLogs: false).Select(Restless), story =>
        {
            var config = story.Plot.Config;
            var (interval, within) = (Minutes(config.Interval), Minutes(config.Within));
            var most = config.Changes + (int)(within / interval) + 2;
            foreach (var group in story.Notified.Where(
                notified => notified.Kind is NotificationKind.Firing or NotificationKind.Storm)
                .GroupBy(notified => (notified.GroupKey, notified.Receiver)))
            {
                var times = group.Select(notified => notified.At).ToArray();
                foreach (var from in times)
                    times.Count(time => time >= from && time < from + within).ShouldBeLessThanOrEqualTo(most);
            }
        });

    private static Plot Restless(Plot plot) => plot with
    {
        Steps = [.. plot.Steps.Select(
            step => step with { Severity = Severity.Error, Pause = step.Pause % 40, Seconds = step.Seconds % 40 })],
    };

    private static TimeSpan Minutes(string text) => TimeSpan.FromMinutes(int.Parse(text.TrimEnd('m'), null));
}
