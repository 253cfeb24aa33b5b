using System.Text;
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
