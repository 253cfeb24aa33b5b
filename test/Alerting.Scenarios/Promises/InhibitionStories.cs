using Alerting.Alerts;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Scenarios.Script;
using Alerting.Silencing;
using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <summary>
/// In one process, inhibited groups sleep until the inhibition may have ended. Random stories end as if they had looked
/// each minute, with the same notifications and reasons at the same times.
/// </summary>
public sealed class InhibitionStories
{
    private static readonly DateTimeOffset Night = new(2026, 11, 13, 2, 0, 0, TimeSpan.Zero);

    /// <param name="Pause">Seconds since the previous event.</param>
    /// <param name="Kind">Alarm, alarm, OK, occurrence in a log, or a change of the configuration.</param>
    private sealed record Event(int Pause, int Kind, string Service, string Region, Severity Severity);

    private sealed record Plot(string GroupBy, string[] Rules, Event[] Events)
    {
        public override string ToString() => $"{GroupBy} {string.Join(" | ", Rules)}\n{string.Join('\n', Events.AsEnumerable())}";
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Plot> Plots { get; } = Gen.Select(
        OneOf("name", "service", "region"),
        Gen.Select(
            OneOf("severity = \"critical\"", "severity =~ \"critical|error\"", "service = \"db\""),
            OneOf("severity =~ \"error|warning\"", "severity = \"warning\"", "service != \"db\""),
            OneOf("", ", equal: [service]", ", equal: [region]", ", unequal: [service]",
                ", equal: [region], unequal: [service]", ", unequal: [name, region]"),
            OneOf("", ", grace: 0s", ", grace: 90s", ", grace: 5m"),
            (when, mute, labels, grace) => $"{{ when: ['{when}'], mute: ['{mute}']{labels}{grace} }}").Array[1, 3],
        Gen.Select(
            OneOf(0, 7, 20, 60, 60, 120, 600, 1800), Gen.Int[0, 20], OneOf("db", "api", "web"),
            OneOf("eu", "us"), Gen.Int[0, 3],
            (pause, kind, service, region, severity) =>
                new Event(pause, kind, service, region, (Severity)severity)).Array[1, 40],
        (by, rules, events) => new Plot(by, rules, events));

    [Fact]
    public void Groups_that_sleep_notify_as_if_they_looked_each_minute() => Plots.Sample(SameAsleepAndAwake, iter: 100);

    /// <summary>The second inhibition has no grace, so its end is not followed by the wait of the first.</summary>
    [Fact]
    public void Inhibited_once_more_a_reminder_forgets_the_grace_that_passed() => SameAsleepAndAwake(new Plot(
        "region",
        [
            """{ when: ['service = "db"'], mute: ['severity = "warning"'], equal: [region], unequal: [service], grace: 5m }""",
            """{ when: ['severity = "critical"'], mute: ['severity = "warning"'], equal: [service], grace: 0s }""",
        ],
        [
            new Event(0, 0, "web", "us", Severity.Warning),
            new Event(4207, 16, "db", "us", Severity.Error),
            new Event(660, 0, "web", "eu", Severity.Critical),
            new Event(60, 10, "api", "eu", Severity.Info),
            new Event(60, 10, "api", "eu", Severity.Info),
            new Event(1580, 10, "web", "eu", Severity.Critical),
        ]));

    [Fact]
    public void What_begins_to_fire_may_inhibit_an_alert_held_in_a_group_that_sleeps() => SameAsleepAndAwake(new Plot(
        "service",
        ["""{ when: ['severity = "critical"'], mute: ['severity = "warning"'], equal: [region], unequal: [service], grace: 5m }"""],
        [
            new Event(600, 0, "api", "eu", Severity.Warning),
            new Event(120, 0, "api", "us", Severity.Warning),
            new Event(160, 16, "db", "us", Severity.Critical),
            new Event(60, 16, "db", "eu", Severity.Critical),
            new Event(60, 10, "web", "eu", Severity.Info),
            new Event(60, 10, "web", "eu", Severity.Info),
            new Event(600, 10, "api", "eu", Severity.Warning),
        ]));

    private static void SameAsleepAndAwake(Plot plot)
    {
        var asleep = Told(plot, sleeps: true);
        var awake = Told(plot, sleeps: false);
        // From the first difference on: whole stories are cut off in a report.
        var same = asleep.Zip(awake).TakeWhile(pair => pair.First == pair.Second).Count();
        asleep.Skip(same).Take(3).ShouldBe(awake.Skip(same).Take(3));
    }

    private static List<string> Told(Plot plot, bool sleeps)
    {
        var time = new SimulatedTime(Night);
        var store = new InMemoryGroupStore();
        // No group sleeps while there may be a silence.
        if (!sleeps)
            store.Put(new Silence("1", ["name = \"nobody\""], Night, Night.AddDays(30), "", ""));
        var config = Scenario.Load($$"""
            receivers: { phone: { sms: ["+442079460000"] }, chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
            time_intervals: { day: { from: "03:00", to: "18:00" } }
            routes:
              - { name: pages, match: ['severity =~ "critical|error"'], to: [phone, chat] }
              - { name: rest, to: [chat], hold: day }
            defaults: { group_by: [{{plot.GroupBy}}], repeat: 17m }
            inhibit: [{{string.Join(", ", plot.Rules)}}]
            """);
        var alerting = new LocalAlerting(config, time, store: store);
        var told = new List<string>();
        foreach (var (step, i) in plot.Events.Select((step, i) => (step, i)))
        {
            var at = time.GetUtcNow().AddSeconds(step.Pause);
            Wake(alerting, time, told, until: at);
            time.MoveTo(at);
            if (step.Kind == 20)
            {
                alerting.Configure(config);
                continue;
            }
            var trace = alerting.TakeAsync([Signal(step, at, i)], CancellationToken.None).AsTask().Result;
            told.AddRange(trace.Alerts.SelectMany(alert => alert.Decisions.Select(Text)));
            told.AddRange(trace.Notifications.Select(Text));
        }
        Wake(alerting, time, told, until: time.GetUtcNow().AddHours(3));
        return told;
    }

    private static void Wake(LocalAlerting alerting, SimulatedTime time, List<string> told, DateTimeOffset until)
    {
        while (alerting.IsDueBefore(until))
        {
            time.MoveTo(alerting.NextWakeUp!.Value);
            told.AddRange(alerting.WakeAsync(CancellationToken.None).AsTask().Result.Select(Text));
        }
    }

    private static Signal Signal(Event step, DateTimeOffset at, int i)
    {
        var name = $"{step.Service}-{step.Region}-{i % 3}";
        var signal = step.Kind switch
        {
            < 10 => Some.Alarm(name, step.Severity, at),
            < 16 => Some.Ok(name, at),
            _ => Some.Log(name, step.Severity, at),
        };
        return signal with { Service = step.Service, Region = step.Region };
    }

    private static string Text(Decision decision) =>
        $"{decision.At:HH:mm:ss} {decision.Action} {decision.Receiver} {decision.GroupKey}: {decision.Reason}";

    private static string Text(Notification notified) =>
        $"{notified.At:HH:mm:ss} {notified.Receiver} {notified.Kind} {notified.GroupKey} "
        + $"[{string.Join(' ', notified.Alerts.Select(alert => $"{alert.Name}:{alert.Status}"))}]: {notified.Reason}";
}
