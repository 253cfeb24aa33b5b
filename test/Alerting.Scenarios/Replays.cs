using System.Text;
using Alerting.Configuration.Values;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Scenarios.Script;
using Alerting.Silencing;

namespace Alerting.Scenarios;

/// <summary>Replays of raw events and their outcomes.</summary>
public sealed class Replays
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 13, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Identical_event_bodies_are_notified_each_time_the_state_changes()
    {
        const string firing = """{"name":"g","severity":"error","status":"firing"}""";
        const string resolved = """{"name":"g","severity":"error","status":"resolved"}""";
        var (notified, summary) =
            await ReplayAsync((0, firing), (0, firing), (2, resolved), (4, firing), (34, firing), (40, resolved));

        notified.ShouldBe(["09:00 firing", "09:02 resolved", "09:04 firing", "09:40 resolved"]);
        summary.ShouldBe(new ReplaySummary(6, 4, 0, 2, 0));
    }

    [Fact]
    public async Task A_source_without_resolved_events_is_notified_again_after_auto_resolve()
    {
        const string broke = """{"message":"disk broke","severity":"error"}""";
        var (notified, _) = await ReplayAsync((0, broke), (10, broke), (190, broke));

        notified.ShouldBe(["09:00 firing", "09:25 resolved", "12:10 firing", "12:25 resolved"]);
    }

    /// <summary>Chat falls back to the inbox, and the room has no fallback. Both are Slack; the phone works.</summary>
    [Theory]
    [InlineData("1s", "09:00:00 phone sms, 09:00:05 chat slack, 09:00:05 room slack", 0)]
    [InlineData("1m", "09:00:00 phone sms, 09:01:15 chat slack, 09:01:15 room slack", 0)]
    [InlineData("10m", "09:00:00 phone sms, 09:02:35 inbox sns, 09:10:35 room slack", 0)]
    [InlineData("1d", "09:00:00 phone sms, 09:02:35 inbox sns", 1)]
    public async Task A_channel_that_is_down_delivers_late_falls_back_or_leaves_a_dead_letter(
        string down, string expected, int dead)
    {
        var (delivered, undelivered, _) = await WithSlackDownAsync(down, "phone, chat, room");

        string.Join(", ", delivered).ShouldBe(expected);
        undelivered.Count(each => each.IsDead).ShouldBe(dead);
        undelivered.ShouldAllBe(each => each.Channel == "slack");
    }

    [Fact]
    public async Task An_event_that_reaches_nobody_counts_as_dead()
    {
        var (delivered, undelivered, summary) = await WithSlackDownAsync("1d", "room");

        delivered.ShouldBeEmpty();
        undelivered.Select(each => each.Reason.Text).ShouldBe(
            ["the channel is down", "the channel is down; gave up after 14 attempts; room has no fallback"]);
        summary.ShouldBe(new ReplaySummary(1, 0, 0, 0, 1) { DeadLetters = 1 });
    }

    [Fact]
    public async Task A_fallback_that_the_route_notifies_gets_one_message()
    {
        var (delivered, undelivered, _) = await WithSlackDownAsync("1d", "chat, inbox");

        delivered.ShouldBe(["09:00:00 inbox sns"]);
        undelivered[^1].Reason.Text.ShouldEndWith("; not sent to inbox: it gets this alert directly");
    }

    /// <summary>Two warnings are held until ten. Chat falls back to the inbox, and Slack is down at ten.</summary>
    [Theory]
    [InlineData("{ to: [inbox, chat], hold: day }", "10:00:00 inbox a b")]
    [InlineData("{ to: [chat], hold: day }", "10:02:35 inbox a b")]
    // One alert of the digest has a route that notifies the inbox itself.
    [InlineData("{ match: ['name = \"a\"'], to: [chat, inbox], hold: day }, { to: [chat], hold: day }",
        "10:00:00 inbox a, 10:02:35 inbox b")]
    public async Task A_fallback_gets_of_a_digest_what_its_routes_do_not_send_it(string routes, string expected)
    {
        var (delivered, _) = await WarningsAsync(routes, TimeSpan.FromHours(2), []);

        string.Join(", ", delivered.Select(each => $"{each.At:HH:mm:ss} {each.Notification!.Receiver} {Names(each)}"))
            .ShouldBe(expected);
    }

    [Fact]
    public async Task A_late_digest_counts_what_is_left_of_it()
    {
        var (delivered, _) = await WarningsAsync("{ to: [room], hold: day }", TimeSpan.FromMinutes(10), [(65, "a")]);

        var digest = delivered.Single(each => each.Notification!.Kind == NotificationKind.Digest);
        (Names(digest), digest.Notification!.Reason).ShouldBe(("b", "Held outside day: 1 still firing."));
    }

    [Fact]
    public async Task An_end_has_one_copy_for_a_fallback_that_is_down_too()
    {
        var (_, replay) = await WarningsAsync("{ to: [chat] }", TimeSpan.FromHours(2), [(90, "a"), (90, "b")],
            [new("slack", Nine, Nine.AddHours(3)), new("sns", Nine.AddMinutes(90), Nine.AddHours(3))]);

        replay.Entries.Select(entry => entry.Undelivered).OfType<UndeliveredNotification>()
            .Count(each => each is { Channel: "sns", RetryAt: not null, Notification.IsResolved: true })
            .ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task An_end_that_fails_says_that_its_fallback_got_it_already()
    {
        var (_, replay) = await WarningsAsync(
            "{ to: [chat, other] }", TimeSpan.Zero, [(90, "a"), (90, "b")], [new("slack", Nine, Nine.AddHours(3))]);

        var failed = replay.Entries.Select(entry => entry.Undelivered).OfType<UndeliveredNotification>()
            .Where(each => each.Notification.IsResolved && each.RetryAt is null).ToArray();
        failed.ShouldNotBeEmpty();
        failed.ShouldAllBe(each => each.Reason.Text.EndsWith("; inbox got it already", StringComparison.Ordinal));
    }

    private static string Names(ReplayEntry entry) =>
        string.Join(' ', entry.Notification!.Alerts.Select(alert => alert.Name).Order());

    private static async Task<(ReplayEntry[] Delivered, Replay Replay)> WarningsAsync(
        string routes, TimeSpan down, (int Minute, string Name)[] ends, ChannelOutage[]? outages = null)
    {
        var replay = new Replay(Scenario.Load($"{Rooms}routes: [{routes}]"));
        ReplayLine Line(int minute, string name, string status) => new(Nine.AddMinutes(minute), Encoding.UTF8.GetBytes(
            $"{{\"name\":\"{name}\",\"severity\":\"warning\",\"status\":\"{status}\"}}"), null);
        outages ??= [new("slack", Nine.AddMinutes(59), Nine.AddMinutes(59) + down)];
        await replay.RunAsync(
            [
                Line(0, "a", "firing"), Line(1, "b", "firing"),
                .. ends.Select(end => Line(end.Minute, end.Name, "resolved")),
                .. outages.Select(outage => new ReplayLine(outage.From, null, null, Outage: outage)),
            ], Nine.AddHours(3), CancellationToken.None);
        return ([.. replay.Entries.Where(entry => entry.Notification is not null)], replay);
    }

    private static string Rooms => Team.People.Replace("T/B/x\" }", "T/B/x\", fallback: inbox }\n" +
        "  other: { slack: \"https://hooks.slack.com/services/T/B/z\", fallback: inbox }\n" +
        "  room: { slack: \"https://hooks.slack.com/services/T/B/y\" }", StringComparison.Ordinal)
        .Replace("time_intervals:\n", "time_intervals:\n  day: { from: \"10:00\", to: \"18:00\" }\n",
            StringComparison.Ordinal);

    private static async Task<(string[] Delivered, UndeliveredNotification[] Undelivered, ReplaySummary Summary)>
        WithSlackDownAsync(string down, string to)
    {
        var people = Team.People.Replace("T/B/x\" }", "T/B/x\", fallback: inbox }\n" +
            "  room: { slack: \"https://hooks.slack.com/services/T/B/y\" }", StringComparison.Ordinal);
        var replay = new Replay(Scenario.Load($"{people}routes: [{{ to: [{to}] }}]"));
        var firing = Encoding.UTF8.GetBytes("""{"name":"g","severity":"error","status":"firing"}""");
        Durations.TryParse(down, out var length).ShouldBeTrue();
        var summary = await replay.RunAsync(
            [new(Nine, firing, null), new(Nine, null, null, Outage: new("slack", Nine, Nine + length))],
            until: null, CancellationToken.None);
        return (
            [.. replay.Entries.Where(entry => entry.Notification is not null)
                .Select(entry => $"{entry.At:HH:mm:ss} {entry.Notification!.Receiver} {entry.Channel}")],
            [.. replay.Entries.Select(entry => entry.Undelivered).OfType<UndeliveredNotification>()], summary);
    }

    [Fact]
    public async Task A_silence_of_a_moment_comes_before_its_events()
    {
        var replay = new Replay(Scenario.Load(Team.People + "routes: [{ to: [chat] }]"));
        var body = Encoding.UTF8.GetBytes("""{"name":"g","severity":"error","status":"firing"}""");
        var silence = new Silence("s1", ["name = \"g\""], Nine, Nine.AddHours(1), "ann", "");
        await replay.RunAsync([new ReplayLine(Nine, body, null), new ReplayLine(Nine, null, silence)],
            Nine.AddMinutes(30), CancellationToken.None);

        replay.Entries.ShouldAllBe(entry => entry.Notification == null);
        replay.Entries[0].Silence.ShouldBe(silence);
    }

    [Fact]
    public async Task A_change_of_the_configuration_of_a_moment_comes_before_its_events()
    {
        var before = Scenario.Load(Team.People + "routes: [{ name: old, to: [chat] }]");
        var after = Scenario.Load(Team.People + "routes: [{ name: new, to: [phone], group_by: [service] }]");
        ReplayLine Event(int minute, string status) => new(Nine.AddMinutes(minute),
            Encoding.UTF8.GetBytes($"{{\"name\":\"g\",\"severity\":\"error\",\"status\":\"{status}\"}}"), null);
        var replay = new Replay(before);
        await replay.RunAsync(
            [Event(0, "firing"), Event(10, "firing"), new(Nine.AddMinutes(10), null, null, new("after.yaml", after))],
            Nine.AddHours(5), CancellationToken.None);

        replay.Entries.Select(entry => entry switch
        {
            { Config: { } config } => config.File,
            { Notification: { } notified } => $"{notified.At:HH:mm} {notified.Receiver} {notified.Kind.Name()}",
            _ => "event",
        }).ShouldBe(["event", "09:00 chat firing", "after.yaml", "event", "09:10 phone firing", "13:10 chat reminder",
            "13:10 phone reminder"]);
    }

    private static async Task<(string[] Notified, ReplaySummary Summary)> ReplayAsync(
        params (int Minute, string Body)[] events)
    {
        var replay = new Replay(Scenario.Load(Team.People + "routes: [{ to: [chat] }]"));
        var lines = events.Select(
            each => new ReplayLine(Nine.AddMinutes(each.Minute), Encoding.UTF8.GetBytes(each.Body), null));
        var summary = await replay.RunAsync(lines, null, CancellationToken.None);
        return ([.. replay.Entries.Select(entry => entry.Notification).OfType<Notification>()
            .Select(notified => $"{notified.At:HH:mm} {notified.Kind.Name()}")], summary);
    }
}
