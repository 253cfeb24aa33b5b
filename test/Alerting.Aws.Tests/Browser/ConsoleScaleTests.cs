using System.Diagnostics;
using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests.Browser;

/// <summary>A look costs the same calls, however many incidents the table has.</summary>
public sealed class ConsoleScaleTests(MotoServer moto)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public Task Three_hundred_incidents_are_read_within_a_bound() => ShouldBeBoundedAsync(300);

    /// <summary>The simulated DynamoDB looks at every item in each query of an index, so more take minutes.</summary>
    [Slow]
    [Fact]
    public Task So_are_two_thousand() => ShouldBeBoundedAsync(2000);

    private async Task ShouldBeBoundedAsync(int count)
    {
        await using var stack = await DeployedStack.CreateAsync(moto.Uri);
        await WriteAsync(stack, Enumerable.Range(0, count).SelectMany(Items));
        await using var console = await ConsoleProcess.StartAsync(stack);
        await console.GetAsync("/api/session");
        stack.Proxy.Reset();

        var clock = Stopwatch.StartNew();
        var now = await console.GetAsync("/api/now");
        var (first, calls) = (clock.Elapsed, stack.Proxy.Calls);
        clock.Restart();
        var history = await console.GetAsync("/api/history?days=2");

        TestContext.Current.AddAttachment("first views",
            $"{count}: now {first.TotalMilliseconds:0} ms, history {clock.ElapsedMilliseconds} ms\n" +
            string.Join('\n', calls.Select(call => $"{call.Key} {call.Value}")));
        now.GetProperty("open").GetInt32().ShouldBe(count);
        now.GetProperty("incidents").GetArrayLength().ShouldBe(150);
        now.GetProperty("incidents")[0].GetProperty("severity").GetString().ShouldBe("critical");
        calls.GetValueOrDefault("GetItem").ShouldBe(0);
        calls.GetValueOrDefault("Scan").ShouldBe(0);
        calls["BatchGetItem"].ShouldBeLessThanOrEqualTo(2);
        // Fourteen shards, counted when they have more, three other partitions, and the deliveries of 25 incidents.
        calls["Query"].ShouldBeLessThanOrEqualTo(14 + 14 + 3 + 25);
        history.GetProperty("found").GetInt32().ShouldBe(count);
        history.GetProperty("rows").GetArrayLength().ShouldBe(50);
        history.GetProperty("rows")[0].GetProperty("severity").GetString().ShouldNotBeNull();
    }

    /// <summary>An open group of one alert, and the first step of its incident.</summary>
    private static IEnumerable<Item> Items(int number)
    {
        var (name, id) = ($"alarm {number}", $"i{number:x15}");
        var severity = number % 50 == 0 ? Severity.Critical : Severity.Error;
        var alert = new Alert
        {
            Signal = new Signal { Source = "test", Name = name, Title = name, Identity = name, EventKey = name },
            Severity = severity, SeverityReason = "test", Fingerprint = Fingerprint.Of(name),
            Labels = new Dictionary<string, string> { ["name"] = name },
        };
        yield return GroupItems.Write(new GroupState
        {
            Key = $"pages/name={name}", RouteId = "pages", IncidentId = id, OpenedAt = Now, OpenCount = 1,
            Incident = new Incident(id, Now), WakeUp = Now.AddHours(1),
            Entries = EntryList.Create([new AlertEntry { Alert = alert, IsFiring = true, Since = Now }]),
        }, 1);
        var step = new Item("incident#" + id, "step#000000").With("key", $"pages/name={name}").With("route", "pages");
        TimelineEntry[] entries =
        [
            new(Now, TimelineKind.Event, ReasonCode.Other, $"{name} fires.") { Alert = name, Severity = severity },
        ];
        yield return IncidentHistory.Indexed(
            step.With("entries", StoredJson.Write(entries, StateJson.Default.IReadOnlyListTimelineEntry)),
            new TimelinePart(id, 0, entries));
    }

    private static async Task WriteAsync(DeployedStack stack, IEnumerable<Item> items)
    {
        foreach (var some in items.Chunk(25))
        {
            await stack.Resources.Dynamo.BatchWriteItemAsync(new Dictionary<string, List<WriteRequest>>
            {
                [stack.Table] = [.. some.Select(item => new WriteRequest(new PutRequest(item.Attributes)))],
            });
        }
    }
}
