using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;
using Alerting.Scenarios.Script;
using Alerting.Silencing;
using CsCheck;

namespace Alerting.Scenarios.Promises;

/// <summary>A random configuration and a random sequence of events, and what came of them.</summary>
internal sealed class Story
{
    private static readonly string[] Names = ["db-1", "db-2", "api-1", "api-2", "web-1"];

    private readonly SimulatedTime _time = new(new DateTimeOffset(2026, 11, 12, 12, 0, 0, TimeSpan.Zero));
    private readonly LocalAlerting _alerting;

    private Story(Plot plot)
    {
        Plot = plot;
        Config = Scenario.Load(plot.Yaml);
        _alerting = new LocalAlerting(Config, _time);
    }

    public Plot Plot { get; }

    public AlertingConfig Config { get; }

    public List<Notification> Told { get; } = [];

    public List<(DateTimeOffset At, Signal Signal, TracedAlert Traced)> Events { get; } = [];

    public List<Silence> Silences { get; } = [];

    public DateTimeOffset Now => _time.GetUtcNow();

    public static Gen<Plot> Plots(bool withMutes, bool withHold = true, bool withLogs = true)
    {
        var configs = Gen.Select(
            Any("name", "service", "source"), Any("0s", "30s", "3m"), Any("1m", "5m"),
            Gen.Int[2, 5], Any("5m", "30m"), Gen.Bool,
            (by, wait, interval, changes, within, hold) => new PlotConfig(by, wait, interval, changes, within, hold && withHold));
        var steps = Gen.Select(
            Gen.Int[0, 900], Gen.Int[0, withMutes ? 11 : withLogs ? 9 : 8], Gen.Int[0, Names.Length - 1], Gen.Int[0, 3],
            (seconds, kind, name, severity) => new Step(seconds, kind, Names[name], (Severity)severity));
        return Gen.Select(configs, steps.Array[1, 60], (config, script) => new Plot(config, script, withMutes));
    }

    public static Story Of(Plot plot)
    {
        var story = new Story(plot);
        foreach (var step in plot.Steps)
            story.Play(step);
        // All holds, silences, batches and expiries are over by then.
        story.RunTo(story.Now.AddDays(2));
        return story;
    }

    public IEnumerable<(DateTimeOffset At, NotificationKind Kind, Alert Alert)> Heard(string receiver, string fingerprint) =>
        from told in Told
        where told.Receiver == receiver
        from alert in told.Alerts
        where alert.Fingerprint == fingerprint
        select (told.At, told.Kind, alert);

    private static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private void Play(Step step)
    {
        RunTo(Now.AddSeconds(step.Seconds));
        switch (step.Kind)
        {
            case <= 3:
                Take(Some.Alarm(step.Name, step.Severity, Now));
                break;
            case <= 6:
                Take(Some.Ok(step.Name, Now));
                break;
            case 7 when Events.Count > 0:
                Take(Events[step.Seconds % Events.Count].Signal);
                break;
            case 8:
                // It was sent before others that came already.
                Take(Some.Alarm(step.Name, step.Severity, Now.AddSeconds(-step.Seconds)));
                break;
            case 9:
                Take(Some.Log(step.Name + " failed", step.Severity, Now));
                break;
            case 10 or 11:
                Silence(new Silence($"s{Silences.Count}", [$"name = \"{step.Name}\""], Now, Now.AddSeconds(step.Seconds * 4), "ann", ""));
                break;
        }
    }

    private void Take(Signal signal)
    {
        var trace = _alerting.TakeAsync([signal], CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Told.AddRange(trace.Notifications);
        Events.Add((Now, signal, trace.Alerts[0]));
    }

    private void Silence(Silence silence)
    {
        Silences.Add(silence);
        Told.AddRange(_alerting.SilenceAsync(silence, CancellationToken.None).AsTask().GetAwaiter().GetResult());
    }

    private void RunTo(DateTimeOffset time)
    {
        while (_alerting.NextWakeUp <= time)
        {
            _time.MoveTo(_alerting.NextWakeUp.Value);
            Told.AddRange(_alerting.WakeAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
        }
        _time.MoveTo(time);
    }
}

internal sealed record Step(int Seconds, int Kind, string Name, Severity Severity);

internal sealed record PlotConfig(string GroupBy, string Wait, string Interval, int Changes, string Within, bool Hold);

/// <summary>What a story is made of; prints as something that can be typed in again.</summary>
internal sealed record Plot(PlotConfig Config, Step[] Steps, bool Mutes)
{
    public string Yaml => $$"""
        timezone: Europe/London
        time_intervals: { hours: { days: mon-fri, from: "08:00", to: "18:00" } }
        receivers:
          phone: { sms: ["+442079460000"] }
          chat: { slack: "https://hooks.slack.com/services/T/B/x" }
        routes:
          - { name: pages, match: ['severity =~ "critical|error"'], to: [phone, chat] }
          - { name: warnings, match: ['severity = "warning"'], to: [chat]{{(Config.Hold ? ", hold: hours" : "")}} }
          - { name: news, to: [chat] }
        defaults: { group_by: [{{Config.GroupBy}}], wait: {{Config.Wait}}, interval: {{Config.Interval}} }
        flapping: { changes: {{Config.Changes}}, within: {{Config.Within}} }
        {{(Mutes ? "inhibit: [{ when: ['name = \"db-1\"', 'severity = \"critical\"'], mute: ['name = \"db-2\"'] }]" : "")}}
        """;

    public override string ToString() => $"{Config}\n{string.Join('\n', Steps.Select(step => step.ToString()))}";
}
