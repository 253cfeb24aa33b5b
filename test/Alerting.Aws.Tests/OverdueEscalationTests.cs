using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Functions.Metrics;
using Alerting.Functions.Tests.Metrics;
using Alerting.Grouping.Storage;
using Alerting.Incidents;

namespace Alerting.Aws.Tests;

/// <summary>A step of an escalation policy that should have been taken, and was not.</summary>
public sealed class OverdueEscalationTests(MotoServer moto)
{
    private const string Tick = """{"detail-type":"Scheduled Event","source":"aws.scheduler","detail":{}}""";

    [Fact]
    public async Task The_tick_measures_how_late_the_oldest_step_is()
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        stack.Set(MetricsDetails.Variable, "off");
        var store = stack.Resources.Store(stack.Table);
        var now = TimeProvider.System.GetUtcNow();
        // One is a moment late, which is not worth a word, and one is answered.
        await SaveAsync(store, "late", now.AddMinutes(-10), IncidentState.Open);
        await SaveAsync(store, "punctual", now.AddSeconds(-30), IncidentState.Open);
        await SaveAsync(store, "answered", now.AddMinutes(-20), IncidentState.Acknowledged);

        await stack.InvokeAsync("tick", Tick);

        var line = MetricLine.All(stack.Logs).ShouldHaveSingleItem(stack.Logs);
        line.Names.ShouldBe(["OldestOverdueEscalation"]);
        line.Value("OldestOverdueEscalation").ShouldBeInRange(600, 780);
    }

    internal static Task SaveAsync(DynamoGroupStore store, string key) =>
        SaveAsync(store, key, TimeProvider.System.GetUtcNow().AddMinutes(-10), IncidentState.Open);

    private static async Task SaveAsync(DynamoGroupStore store, string key, DateTimeOffset due, IncidentState state) =>
        (await store.TrySaveAsync(null, new GroupState
        {
            Key = key,
            RouteId = "r",
            WakeUp = due,
            Incident = new Incident(key, due.AddMinutes(-5))
            {
                State = state, Escalation = new Escalation { NextAt = due },
            },
        }, TestContext.Current.CancellationToken)).ShouldNotBeNull();
}
