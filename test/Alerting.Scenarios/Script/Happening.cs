using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Scenarios.Script;

/// <summary>What happens at one moment.</summary>
internal sealed class Happening(Scenario scenario)
{
    public Happening Alarm(string name, Severity severity = Severity.Error)
    {
        scenario.Take($"{name}: ALARM, {severity.Name()}", Some.Alarm(name, severity, scenario.Now));
        return this;
    }

    /// <summary>Many alarms at this moment, each in an event of its own.</summary>
    public Happening Alarms(int count, string prefix, Severity severity = Severity.Error)
    {
        for (var i = 1; i <= count; i++)
            Alarm($"{prefix}{i:000}", severity);
        return this;
    }

    public Happening Ok(string name)
    {
        scenario.Take($"{name}: OK", Some.Ok(name, scenario.Now));
        return this;
    }

    public Happening Oks(int count, string prefix)
    {
        for (var i = 1; i <= count; i++)
            Ok($"{prefix}{i:000}");
        return this;
    }

    public Happening InsufficientData(string name)
    {
        scenario.Take($"{name}: INSUFFICIENT_DATA", Some.Alarm(name, Severity.Warning, scenario.Now) with { State = "INSUFFICIENT_DATA" });
        return this;
    }

    /// <summary>An alarm that others overtook on the way.</summary>
    public Happening LateAlarm(string name, Severity severity, TimeSpan late)
    {
        scenario.Take($"{name}: ALARM of {late.TotalSeconds:0} s ago, {severity.Name()}", Some.Alarm(name, severity, scenario.Now - late));
        return this;
    }

    public Happening Log(string text, Severity severity = Severity.Error, int count = 1)
    {
        scenario.Take($"log: {text}, {severity.Name()}{(count > 1 ? $" ×{count}" : "")}", Some.Log(text, severity, scenario.Now) with { Count = count });
        return this;
    }

    /// <summary>Any signal, for what happens rarely.</summary>
    public Happening Event(string words, Signal signal)
    {
        scenario.Take(words, signal);
        return this;
    }

    /// <summary>The routes are edited; people stay the same.</summary>
    public Happening Configure(string routes)
    {
        scenario.Configure(Team.People + routes);
        return this;
    }

    /// <summary>A deployment is under way: events come by one set of routes, and groups go by the other.</summary>
    public Happening Deploying(string ingest, string groups)
    {
        scenario.Deploy(Team.People + ingest, Team.People + groups);
        return this;
    }

    public Happening Silence(string id, TimeSpan length, params string[] matchers)
    {
        scenario.Silence(new Silence(id, matchers, scenario.Now, scenario.Now + length, "ann", "maintenance"));
        return this;
    }
}
