using System.Globalization;
using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.Notifications;
using Alerting.Sources;
using Alerting.Tests.Sources;

namespace Alerting.Tests.Upgrade;

/// <summary>
/// Ids that version 1 stored. If a later version computed others, it would not recognise an open alert, its group, its
/// thread or its delivery.
/// </summary>
public sealed class Identities
{
    private static readonly DateTimeOffset At = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    /// <summary>For every event of the corpus: event, fingerprint, hash of its key, and its groups.</summary>
    [Fact]
    public void Fingerprints_event_keys_and_group_keys_stay()
    {
        var lines = EventCorpus.Cases.SelectMany(Of);

        // A log line's fingerprint has a version, because the rules of templates change. An open alert with an earlier
        // one resolves without further occurrences: Alerting.Scenarios, Pages. A failed flow of AppFlow is an error now,
        // so the same alert takes another route.
        File.ReadAllLines(Path.Combine(Version1.Folder, "identities.txt"))
            .Where(line => !line.StartsWith("log ", StringComparison.Ordinal))
            .Select(line => line.Replace("mornings/service=appflow", "pages/service=appflow", StringComparison.Ordinal))
            .Except(lines)
            .ShouldBeEmpty("version 1 knew these by other names");
    }

    /// <summary>
    /// Unnamed routes have a hash of their matchers and receivers as id; queued notifications contain the display name.
    /// </summary>
    [Fact]
    public void Routes_keep_their_ids_and_how_they_show_themselves()
    {
        var routes = Some.Config("""
            receivers: { chat: { webhook: "https://example.com" }, mail: { webhook: "https://example.com/2" } }
            routes:
              - { match: ['severity =~ "critical|error"', 'name != "a"'], to: [chat, mail], routes: [{ match: ['team = "shop"'], to: mail }] }
              - { to: chat }
              - { to: chat }
            """).Routes;

        (routes[0].Id, routes[0].Display).ShouldBe(
            ("812491cca63ef580", "severity =~ \"critical|error\", name != \"a\""));
        (routes[0].Routes[0].Id, routes[0].Routes[0].Display, routes[1].Id, routes[1].Display, routes[2].Id).ShouldBe(
            ("95b08ba0b027f7af", "severity =~ \"critical|error\", name != \"a\", team = \"shop\"", "bb5f89dc2b95f6be",
                "everything", "0737b5d13e64b68d"));
    }

    [Fact]
    public void A_delivery_its_thread_and_its_fallback_are_found_in_the_table()
    {
        var writer = new DeliveryWriter(Version1.Config);
        var (page, team, pager) = (Version1.Notification("firing"), Version1.Notification("firing-team"),
            Version1.Notification("firing-pager"));

        $"delivery#{writer.Write(page).Single().Id}".ShouldBe(Partition("claim-delivered"));
        $"delivery#{writer.Write(team).Single().Id}".ShouldBe(Partition("claim-failed"));
        $"delivery#{writer.Write(pager).Single().Id}".ShouldBe(Partition("claim-claimed"));
        $"thread#{writer.Write(team).Single().ThreadName}".ShouldBe(Partition("thread"));
        FallbackKeys.OfFiring(page).Select(key => "standin#" + key).ShouldBe([Partition("stand-in")]);
        FallbackKeys.OfResolved(page with { Kind = NotificationKind.Resolved }).Select(key => "standin#" + key)
            .ShouldContain(Partition("stand-in"));
        FallbackKeys.OfFiring(Version1.Notification("digest")).ShouldBe(["team|bc1c7d09811425e5@1794607800"]);
    }

    /// <summary>Hashed from the receiver, the group, the kind, the group's sequence and the events.</summary>
    [Fact]
    public void Notifications_get_the_ids_that_version_1_gave_them()
    {
        var state = Version1.Group("unsent-outbox");
        var notified = state.Outbox.Notifications.ToArray();
        notified.Select(notification => (notification.Receiver, notification.Id)).ShouldBe(
            [("oncall", "2afdee3d83b591b7"), ("team", "e9b979b4f2498c50"), ("pager", "93598c69cfd5711c")]);

        foreach (var (receiver, id) in notified.Select(notification => (notification.Receiver, notification.Id)))
        {
            id.ShouldBe(Fingerprint.Of(
                $"{receiver}|{state.Key}|firing|2|gateway-down|2026-11-14T02:55:00.0000000+00:00|ALARM"));
        }
        Version1.Group("open-page").IncidentId.ShouldBe("55ceadf8a02eb55f");
    }

    [Fact]
    public void Events_taken_in_before_are_known_again()
    {
        var seen = Version1.Group("open-page").Seen;

        seen.Contains("orders-5xx|2026-11-14T02:40:00.0000000+00:00|ALARM").ShouldBeTrue();
        seen.Contains("orders-latency|2026-11-14T02:52:00.0000000+00:00|ALARM").ShouldBeTrue();
        seen.Contains("orders-latency|2026-11-14T02:53:00.0000000+00:00|ALARM").ShouldBeFalse();
    }

    private static IEnumerable<string> Of(string name)
    {
        var signals = new EventIntake(Version1.Config.Logs).Read(EventCorpus.Event(name), "delivery");
        var intake = new AlertPipeline(Version1.Config).Take(signals, At);
        return intake.Trace.Alerts.Select((traced, i) => string.Create(CultureInfo.InvariantCulture,
            $"{name} {i} {traced.Alert.Fingerprint} {KeyHash.Of(traced.Alert.Signal.EventKey)} {Groups(intake.Envelopes, traced.Alert)}"));
    }

    private static string Groups(IEnumerable<GroupEnvelope> envelopes, Alert alert) => string.Join(" | ", envelopes
        .Where(envelope => envelope.Message.Parts.OfType<AlertArrived>()
            .Any(arrived => arrived.Alert.Fingerprint == alert.Fingerprint))
        .Select(envelope => envelope.To.Key));

    private static string Partition(string item) => Version1.Item(item).Text(AlertingTable.PartitionKey)!;
}
