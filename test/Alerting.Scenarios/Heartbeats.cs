using System.Text;
using Alerting.Configuration;
using Alerting.InProcess;

namespace Alerting.Scenarios;

/// <summary>Signals expected regularly, and what happens without them.</summary>
public sealed class Heartbeats
{
    private const string Backup = "nightly-backup: { every: 1d, grace: 1h }";

    [Fact]
    public async Task An_absence_fires_when_the_grace_ends_and_the_next_one_resolves() =>
        (await ReplayAsync(Backup, "14 02:40 nightly-backup", "15 05:10 nightly-backup", "16 05:10 nightly-backup"))
            .ShouldBe(
            [
                "15 03:40 firing nightly-backup has not reported since Sat 14 Nov 02:40 GMT",
                "15 05:10 resolved nightly-backup has not reported since Sat 14 Nov 02:40 GMT",
                "17 06:10 firing nightly-backup has not reported since Mon 16 Nov 05:10 GMT",
            ]);

    [Fact]
    public async Task One_that_comes_at_the_last_moment_is_in_time() =>
        (await ReplayAsync(Backup, "14 02:40 nightly-backup", "15 03:40 nightly-backup", "15 03:41 until")).ShouldBeEmpty();

    [Fact]
    public async Task One_that_has_never_reported_counts_from_the_first_moment() =>
        (await ReplayAsync(Backup, "14 02:40 {\"name\":\"other\",\"severity\":\"info\",\"status\":\"resolved\"}"))
            .ShouldBe(["15 03:40 firing nightly-backup has not reported since Sat 14 Nov 02:40 GMT"]);

    /// <summary>The alert that always fires is no alert itself, and its end is no heartbeat.</summary>
    [Fact]
    public async Task A_Watchdog_alert_feeds_one() =>
        (await ReplayAsync("prom: { every: 5m, grace: 1m, match: ['name = \"Watchdog\"'] }",
            "14 02:40 " + Watchdog("firing"), "14 02:45 " + Watchdog("firing"), "14 02:46 " + Watchdog("resolved"),
            "14 02:55 " + Watchdog("firing"), "14 02:56 until"))
            .ShouldBe(
            [
                "14 02:51 firing prom has not reported since Sat 14 Nov 02:45 GMT",
                "14 02:55 resolved prom has not reported since Sat 14 Nov 02:45 GMT",
            ]);

    [Theory]
    [InlineData("""{"heartbeat":"job","rows":12}""")]
    [InlineData("""{"source":"my.app","detail-type":"Done","time":"2026-11-14T02:45:00Z","detail":{"heartbeat":"job"}}""")]
    [InlineData("""{"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"1","TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","Timestamp":"2026-11-14T02:45:00Z","Message":"{\"heartbeat\":\"job\"}"}}]}""")]
    [InlineData("""{"Records":[{"EventSource":"aws:sns","Sns":{"MessageId":"1","TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","Timestamp":"2026-11-14T02:45:00Z","Message":"done","MessageAttributes":{"heartbeat":{"Type":"String","Value":"job"}}}}]}""")]
    public async Task It_comes_by_any_transport(string body) =>
        (await ReplayAsync("job: { every: 10m, grace: 0s }", "14 02:40 job", "14 02:45 " + body))
            .ShouldBe(["14 02:55 firing job has not reported since Sat 14 Nov 02:45 GMT"]);

    /// <summary>A message that waited in a queue counts from when it was sent.</summary>
    [Fact]
    public async Task A_late_message_counts_from_when_it_was_sent() =>
        (await ReplayAsync("job: { every: 10m, grace: 0s }", "14 02:40 job", """
            14 02:48 {"source":"my.app","detail-type":"Done","time":"2026-11-14T02:42:00Z","detail":{"heartbeat":"job"}}
            """)).ShouldBe(["14 02:52 firing job has not reported since Sat 14 Nov 02:42 GMT"]);

    [Fact]
    public async Task An_alert_with_a_field_of_that_name_stays_an_alert() =>
        (await ReplayAsync("job: { every: 1d }",
            """14 02:40 {"heartbeat":"job","name":"job","severity":"error","status":"failed"}""", "14 02:41 until"))
            .ShouldHaveSingleItem().ShouldStartWith("14 02:40 firing");

    /// <summary>A job that runs at two by local time, on the night of 25 hours.</summary>
    [Fact]
    public async Task A_day_has_24_hours_when_clocks_change()
    {
        (await ReplayAsync("job: { every: 1d, grace: 1h }", "2026-10-24 01:00 job", "2026-10-25 02:00 job",
            "2026-10-25 02:01 until")).ShouldBeEmpty();
        (await ReplayAsync("job: { every: 1d, grace: 30m }", "2026-10-24 01:00 job", "2026-10-25 02:00 job",
            "2026-10-25 02:01 until")).ShouldBe(
            [
                "25 01:30 firing job has not reported since Sat 24 Oct 02:00 BST",
                "25 02:00 resolved job has not reported since Sat 24 Oct 02:00 BST",
            ]);
    }

    [Fact]
    public async Task Removing_one_ends_its_alert_and_a_new_one_counts_from_the_change()
    {
        var entries = await RunAsync(Config("old: { every: 1h, grace: 0s }"), null,
            Beat("14 02:00", "old"),
            new ReplayLine(At("14 04:00"), null, null, new NamedConfig("new", Config("new: { every: 2h, grace: 0s }"))));

        entries.ShouldBe(
        [
            "14 03:00 firing old has not reported since Sat 14 Nov 02:00 GMT",
            "14 04:00 resolved old has not reported since Sat 14 Nov 02:00 GMT",
            "14 06:00 firing new has not reported since Sat 14 Nov 04:00 GMT",
        ]);
    }

    [Fact]
    public async Task A_longer_grace_ends_an_alert_that_fires_too_early() =>
        (await RunAsync(Config("job: { every: 1h, grace: 0s }"), At("14 04:00"), Beat("14 02:00", "job"),
            new ReplayLine(At("14 03:10"), null, null, new NamedConfig("new", Config("job: { every: 1h, grace: 6h }")))))
            .ShouldBe(
            [
                "14 03:00 firing job has not reported since Sat 14 Nov 02:00 GMT",
                "14 03:10 resolved job has not reported since Sat 14 Nov 02:00 GMT",
            ]);

    private static string Watchdog(string status) => $$"""
        {"version":"4","status":"{{status}}","alerts":[{"status":"{{status}}","labels":{"alertname":"Watchdog","severity":"none"},"startsAt":"2026-11-10T00:00:00Z","endsAt":"2026-11-14T02:46:00Z","fingerprint":"abc"}]}
        """;

    private static AlertingConfig Config(string heartbeats) => ConfigFile.Load($$"""
        timezone: Europe/London
        receivers: { chat: { slack: "${ssm:/chat}" } }
        routes: [{ to: [chat], repeat: never }]
        heartbeats: { {{heartbeats}} }
        """, "a.yaml", _ => null).Config.ShouldNotBeNull();

    /// <param name="lines">Day and time, then the name of a heartbeat, an event, or <c>until</c>.</param>
    private static Task<string[]> ReplayAsync(string heartbeats, params string[] lines)
    {
        DateTimeOffset? until = null;
        var replay = new List<ReplayLine>();
        foreach (var line in lines)
        {
            var parts = line.Trim().Split(' ', 3);
            var (at, what) = (At($"{parts[0]} {parts[1]}"), parts[2]);
            if (what == "until")
                until = at;
            else if (what[0] == '{')
                replay.Add(new ReplayLine(at, Encoding.UTF8.GetBytes(what), null));
            else
                replay.Add(new ReplayLine(at, null, null, Heartbeat: what));
        }
        return RunAsync(Config(heartbeats), until, [.. replay]);
    }

    private static async Task<string[]> RunAsync(
        AlertingConfig config, DateTimeOffset? until, params ReplayLine[] lines)
    {
        var replay = new Replay(config);
        await replay.RunAsync(lines, until, TestContext.Current.CancellationToken);
        return [.. replay.Entries.Select(entry => entry.Notification).OfType<Notifications.Notification>()
            .Select(each => $"{each.At:dd HH:mm} {each.Kind.ToString().ToLowerInvariant()} {each.Alerts[0].Title}")];
    }

    private static ReplayLine Beat(string at, string name) => new(At(at), null, null, Heartbeat: name);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(
        time.Length > 10 ? time + "Z" : $"2026-11-{time}Z", System.Globalization.CultureInfo.InvariantCulture);
}
