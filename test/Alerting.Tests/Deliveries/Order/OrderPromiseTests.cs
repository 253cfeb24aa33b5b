using System.Text.Json;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.PagerDuty;
using Alerting.Configuration;
using Alerting.Notifications;
using CsCheck;

namespace Alerting.Tests.Deliveries.Order;

/// <summary>
/// The last message on each target is the current truth, nothing is lost, and pagers have open what is open. More
/// stories: CsCheck_Iter=10000.
/// </summary>
public sealed class OrderPromiseTests
{
    private static readonly Gen<(int What, int Service, int Alert, int Seconds)[]> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 50]).Array[1, 25];

    /// <summary>Two processes, which are killed now and then.</summary>
    [Fact]
    public void It_holds_when_channels_fail_and_processes_die() =>
        Gen.Select(Steps, Gen.Int[0, 1_000_000]).Sample((steps, seed) =>
        {
            var story = new OrderStory(seed, processes: 2);
            foreach (var (what, service, alert, seconds) in steps)
            {
                if (what == 9)
                    story.Kill(alert % 2);
                else
                    story.Event(service, alert, isFiring: what < 5);
                story.Pass(TimeSpan.FromSeconds(seconds * seconds / 20));
            }
            ShouldEndWell(story);
        });

    /// <summary>Two processes, which know nothing of what the other one sends meanwhile, and are killed now and then.</summary>
    [Fact]
    public void It_holds_when_the_table_is_away_too() =>
        Gen.Select(Steps, Gen.Int[0, 1_000_000]).Sample((steps, seed) => AwayShouldEndWell(new OrderStory(seed, 2), steps));

    /// <summary>
    /// The table may be throttled, too, and groups lose theirs: pages go without state. Some one in two thousand of these
    /// stories still disagrees with a pager (docs/reliability.md), so only long runs play many.
    /// </summary>
    [Fact]
    public void It_holds_when_groups_go_without_their_state() =>
        Gen.Select(Steps, Gen.Int[0, 1_000_000]).Sample(
            (steps, seed) => AwayShouldEndWell(new OrderStory(seed, 2, losesGroups: true), steps),
            iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? 3 : -1);

    private static void AwayShouldEndWell(
        OrderStory story, (int What, int Service, int Alert, int Seconds)[] steps)
    {
        foreach (var (what, service, alert, seconds) in steps)
        {
            if (what >= 8)
                story.SetTable(isAway: what == 8);
            else if (what == 7)
                story.Kill(alert % 2);
            else
                story.Event(service, alert, isFiring: what < 4);
            story.Pass(TimeSpan.FromSeconds(seconds * seconds / 20));
        }
        ShouldEndWell(story);
    }

    private static void ShouldEndWell(OrderStory story)
    {
        story.Recover();
        foreach (var receiver in (string[])["chat", "pager", "team"])
        {
            foreach (var target in Targets(story, receiver))
                ShouldEndWell(story, receiver, target);
        }
        FallbackShouldKnowTheEnd(story);
    }

    private static IEnumerable<string> Targets(OrderStory story, string receiver) => receiver switch
    {
        "chat" => ["slack"],
        "pager" => ["pagerduty"],
        _ => ["slack", "pagerduty"],
    };

    private static void ShouldEndWell(OrderStory story, string receiver, string channel)
    {
        var decided = story.Decided.Where(each => each.Receiver == receiver).ToArray();
        var got = story.Got.Where(each => each.Notification.Receiver == receiver && each.Target.Channel == channel)
            .Select(each => each.Notification).ToArray();
        // What it refused went to the fallback.
        var refused = story.Refused.Where(each => each.Delivery.Notification.Receiver == receiver
            && each.Delivery.Target.Channel == channel).Select(each => each.Delivery.Notification.Id).ToHashSet();
        var isPager = channel == "pagerduty";
        if (isPager)
            PagerShouldBeTrue(story, decided, got, refused);
        // On a pager each incident stands for itself.
        foreach (var same in decided.SelectMany(each => each.Alerts.Select(alert => (each, alert)))
            .GroupBy(pair => (isPager ? pair.each.IncidentId : "", pair.alert.Fingerprint)))
        {
            var (latest, alert) = same.MaxBy(pair => pair.each.Sequence);
            // Its incident is closed, or another is open for it, too, whatever became of this message.
            if (refused.Contains(latest.Id) || (isPager
                && (!alert.IsFiring || same.Any(pair => pair.each.AlsoOpened is not null))))
            {
                continue;
            }
            var last = got.LastOrDefault(each => (!isPager || each.IncidentId == latest.IncidentId)
                && each.Alerts.Any(other => other.Fingerprint == alert.Fingerprint));
            Check(last is not null, story, $"{alert.Name} is lost on {channel} of {receiver}");
            Check(last!.Alerts.First(other => other.Fingerprint == alert.Fingerprint).IsFiring == alert.IsFiring, story,
                $"the last message about {alert.Name} on {channel} of {receiver} is false");
        }
    }

    private static void PagerShouldBeTrue(
        OrderStory story, Notification[] decided, Notification[] got, HashSet<string> refused)
    {
        var open = new Dictionary<string, Notification>(StringComparer.Ordinal);
        foreach (var notification in got)
        {
            var message = new MessageWriter(new AlertingConfig()).Write(notification);
            using var json = JsonDocument.Parse(((JsonPayload)new PagerDutyFormat().Write(message)).Utf8);
            foreach (var also in notification.AlsoCloses ?? [])
                open.Remove(IncidentKey.Of(also));
            var key = json.RootElement.GetProperty("dedup_key").GetString()!;
            if (json.RootElement.GetProperty("event_action").GetString() == "resolve")
                open.Remove(key);
            else
                open[key] = notification;
        }
        foreach (var incident in decided.GroupBy(each => each.IncidentId))
        {
            if (incident.Any(each => refused.Contains(each.Id)))
                continue;
            var latest = incident.MaxBy(each => each.Sequence)!;
            Check(open.Remove(IncidentKey.Of(incident.Key)) == (latest is not { IsResolved: true, StillFiring: 0 }),
                story, $"incident {incident.Key} is open or closed by mistake");
        }
        // One that a page opened without its group's state is closed with the group's own, unless the pager refused it.
        var unclosed = decided.Where(each => refused.Contains(each.Id))
            .SelectMany(each => each.AlsoCloses ?? []).ToHashSet();
        foreach (var other in open.Values.Where(each => !refused.Contains(each.Id)
            && !unclosed.Contains(each.IncidentId)
            && !decided.Any(known => known.IncidentId == each.IncidentId)))
        {
            var latest = decided.Where(each => each.GroupKey == other.GroupKey).MaxBy(each => each.Sequence);
            Check(latest is not { IsResolved: true, StillFiring: 0 },
                story, $"incident {other.IncidentId}, opened without state, is still open");
        }
    }

    /// <summary>Whoever was notified instead that it fires is notified of the end, unless it refuses that.</summary>
    private static void FallbackShouldKnowTheEnd(OrderStory story)
    {
        var refused = story.Refused.Select(each => each.Delivery.Notification)
            .Where(each => each is { Receiver: "inbox", IsResolved: true })
            .SelectMany(each => each.Alerts.Select(alert => (each.Sequence, alert.Fingerprint))).ToHashSet();
        var got = story.Got.Where(each => each.Target.Channel == "sns").Select(each => each.Notification).ToArray();
        foreach (var fingerprint in got.SelectMany(each => each.Alerts).Select(alert => alert.Fingerprint).Distinct())
        {
            var last = got.Last(each => each.Alerts.Any(alert => alert.Fingerprint == fingerprint))
                .Alerts.First(alert => alert.Fingerprint == fingerprint);
            var (latest, alert) = story.Decided.Where(each => each.Receiver == "team")
                .SelectMany(each => each.Alerts.Select(alert => (each, alert)))
                .Where(pair => pair.alert.Fingerprint == fingerprint).MaxBy(pair => pair.each.Sequence);
            Check(alert.IsFiring || refused.Contains((latest.Sequence, fingerprint)) || !last.IsFiring, story,
                $"the fallback does not know that {last.Name} ended");
        }
    }

    /// <summary>The story is written down only if it ends badly: there are many.</summary>
    private static void Check(bool holds, OrderStory story, string problem)
    {
        if (!holds)
            throw new ShouldAssertException($"{problem}\n{story.Log}");
    }
}
