using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Incidents;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>The items of an incident in the table.</summary>
public sealed class DynamoTimelinesTests(MotoServer moto) : IAsyncLifetime
{
    private static readonly IncidentPlace Place = new("i1", "pages/name=orders", "pages");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));
    private Resources _resources = null!;
    private AlertingTable _table = null!;
    private DynamoTimelines _timelines = null!;

    public async ValueTask InitializeAsync()
    {
        _resources = new Resources(moto.Uri);
        _table = await _resources.CreateTableAsync();
        _timelines = new DynamoTimelines(_table, _time);
    }

    public ValueTask DisposeAsync()
    {
        _resources?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_first_step_costs_one_write_and_says_where_the_group_is()
    {
        await _timelines.AddAsync(Place, new TimelinePart("i1", 0, [Entry(1), Entry(2)]), Cancellation);

        (await SortKeysAsync()).ShouldBe("step#000000");
        (await _timelines.FindAsync("i1", Cancellation)).ShouldBe(Place);
        (await _timelines.FindAsync("i2", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_place_that_an_earlier_version_wrote_is_found()
    {
        await _table.PutAsync(
            new Item("incident#i1", "place").With("key", Place.GroupKey).With("route", Place.RouteId), null, Cancellation);
        (await _timelines.FindAsync("i1", Cancellation)).ShouldBe(Place);

        await _timelines.AddAsync(Place, new TimelinePart("i1", 3, [Entry(1)]), Cancellation);
        (await _timelines.FindAsync("i1", Cancellation)).ShouldBe(Place);
    }

    [Fact]
    public async Task The_place_of_a_long_incident_outlives_its_first_step()
    {
        await _timelines.AddAsync(Place, new TimelinePart("i1", 0, [Entry(1)]), Cancellation);
        await _timelines.AddAsync(Place, new TimelinePart("i1", 19, [Entry(2), Entry(3)]), Cancellation);
        await _table.DeleteAsync("incident#i1", "step#000000", Cancellation);

        (await _timelines.FindAsync("i1", Cancellation)).ShouldBe(Place);
    }

    [Fact]
    public async Task Deliveries_of_an_invocation_stand_in_one_item_and_are_read_in_order()
    {
        await _timelines.AddAsync("i1", "d1", [Entry(3), Entry(4)], Cancellation);
        await _timelines.AddAsync("i1", "d2", [Entry(2)], Cancellation);
        await _timelines.AddAsync("i1", "d2", [Entry(5)], Cancellation);

        (await SortKeysAsync()).ShouldBe("delivery#d1 delivery#d2");
        (await _timelines.ReadAsync("i1", Cancellation)).Select(entry => entry.Text)
            .ShouldBe(["entry 3", "entry 4", "entry 5"]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TimelineEntry Entry(int number) =>
        new(_time.GetUtcNow().AddSeconds(number), TimelineKind.Delivery, ReasonCode.FirstAlert, $"entry {number}");

    private async Task<string> SortKeysAsync() => string.Join(' ',
        (await _table.QueryAsync(Condition.Partition("incident#i1"), index: null, Cancellation))
        .Select(item => item.Text(AlertingTable.SortKey)));
}
