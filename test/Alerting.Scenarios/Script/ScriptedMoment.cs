using Alerting.Alerts;
using Alerting.InProcess;
using Alerting.OnCall;
using Alerting.Silencing;

namespace Alerting.Scenarios.Script;

/// <summary>The events of one moment in a scenario.</summary>
internal sealed class ScriptedMoment(Scenario scenario)
{
    public ScriptedMoment Alarm(string name, Severity severity = Severity.Error)
    {
        scenario.Take($"{name}: ALARM, {severity.Name()}", Some.Alarm(name, severity, scenario.Now));
        return this;
    }

    /// <summary>Many alarms, each in its own event.</summary>
    public ScriptedMoment Alarms(int count, string prefix, Severity severity = Severity.Error)
    {
        for (var i = 1; i <= count; i++)
            Alarm($"{prefix}{i:000}", severity);
        return this;
    }

    public ScriptedMoment Ok(string name)
    {
        scenario.Take($"{name}: OK", Some.Ok(name, scenario.Now));
        return this;
    }

    public ScriptedMoment Oks(int count, string prefix)
    {
        for (var i = 1; i <= count; i++)
            Ok($"{prefix}{i:000}");
        return this;
    }

    public ScriptedMoment InsufficientData(string name)
    {
        scenario.Take($"{name}: INSUFFICIENT_DATA",
            Some.InsufficientData(name, scenario.Now));
        return this;
    }

    public ScriptedMoment Deleted(string name)
    {
        scenario.Take($"{name}: deleted", Some.Deleted(name, scenario.Now));
        return this;
    }

    /// <summary>An alarm that arrives after later events.</summary>
    public ScriptedMoment LateAlarm(string name, Severity severity, TimeSpan late)
    {
        scenario.Take($"{name}: ALARM of {late.TotalSeconds:0} s ago, {severity.Name()}",
            Some.Alarm(name, severity, scenario.Now - late));
        return this;
    }

    public ScriptedMoment Log(string text, Severity severity = Severity.Error, int count = 1)
    {
        scenario.Take($"log: {text}, {severity.Name()}{(count > 1 ? $" ×{count}" : "")}",
            Some.Log(text, severity, scenario.Now) with { Count = count });
        return this;
    }

    /// <summary>From now on, for a while.</summary>
    public ScriptedMoment TakesOver(string person, string schedule, TimeSpan length)
    {
        scenario.Override(new ScheduleOverride("o", schedule, person, scenario.Now, scenario.Now + length));
        return this;
    }

    public ScriptedMoment Event(string words, params Signal[] signals)
    {
        scenario.Take(words, signals);
        return this;
    }

    /// <summary>Several alerts of one event: <c>db-1</c> fires, <c>db-1 ok</c> resolves.</summary>
    public ScriptedMoment Together(Severity severity, params string[] alerts)
    {
        scenario.Take(string.Join(", ", alerts), [.. alerts.Select(alert =>
            alert.EndsWith(" ok", StringComparison.Ordinal)
            ? Some.Ok(alert[..^3], scenario.Now)
            : Some.Alarm(alert, severity, scenario.Now))]);
        return this;
    }

    /// <summary>A person answers the alert's incident: <c>ack</c>, <c>unack</c>, <c>snooze</c>, <c>escalate</c>, <c>close</c>.</summary>
    public ScriptedMoment Answer(
        string kind, string alert, string by, TimeSpan? time = null, string? comment = null, int? step = null)
    {
        scenario.Answer(new ReplayAnswer(kind, alert, by)
            { For = time ?? TimeSpan.FromHours(1), Comment = comment, Step = step });
        return this;
    }

    /// <summary>Changes the routes but not the receivers.</summary>
    public ScriptedMoment Configure(string routes)
    {
        scenario.Configure(Team.People + routes);
        return this;
    }

    /// <summary>Changes everything.</summary>
    public ScriptedMoment ConfigureAll(string yaml)
    {
        scenario.Configure(yaml);
        return this;
    }

    /// <summary>Simulates a deployment in progress: events and groups use different routes.</summary>
    public ScriptedMoment Deploying(string ingest, string groups)
    {
        scenario.Deploy(Team.People + ingest, Team.People + groups);
        return this;
    }

    /// <summary>A silence of what fires now, until it resolves.</summary>
    public ScriptedMoment SilenceUntilResolved(string id, params string[] matchers)
    {
        var end = scenario.Now + Alerting.Silencing.Silence.LongestUntilResolved;
        scenario.Silence(new Silence(id, matchers, scenario.Now, end, "ann", "known") { UntilResolved = true });
        return this;
    }

    public ScriptedMoment Silence(string id, TimeSpan length, params string[] matchers)
    {
        scenario.Silence(new Silence(id, matchers, scenario.Now, scenario.Now + length, "ann", "maintenance"));
        return this;
    }
}
