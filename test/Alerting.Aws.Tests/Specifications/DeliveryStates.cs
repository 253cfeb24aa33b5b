using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Deliveries;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests.Specifications;

public sealed class InMemoryDeliveryStateTests : DeliveryStateSpecification
{
    protected override ValueTask<DeliveryState> CreateAsync() => new(new DeliveryState
    {
        Claims = new InMemoryDeliveryClaims(Time),
        Threads = new InMemoryThreads(),
        FallbackRecipients = new InMemoryFallbackRecipients(),
        RateLimits = new InMemoryRateLimits(Time),
    });

    [Theory]
    [InlineData(530)]
    [InlineData(700)]
    [InlineData(2800)]
    [InlineData(10_000)]
    public Task A_great_storm_in_memory(int alarms) => StormAsync(alarms);
}

public sealed class DynamoDeliveryStateTests(MotoServer moto) : DeliveryStateSpecification, IDisposable
{
    private Resources? _resources;
    private AlertingTable? _table;

    public void Dispose() => _resources?.Dispose();

    [Fact]
    public async Task A_claim_outlives_every_possible_redrive()
    {
        var claims = (await CreateAsync()).Claims;
        await claims.ClaimAsync("d1", Cancellation);
        await claims.DeliveredAsync("d1", "answered 200", Cancellation);

        var items = await _resources!.Dynamo.ScanAsync(new ScanRequest { TableName = _table!.Name }, Cancellation);
        var expires = DateTimeOffset.FromUnixTimeSeconds(
            new Item(items.Items.ShouldHaveSingleItem()).Whole(AlertingTable.Expires)!.Value);
        // Four days in the deliveries queue before and after the redrive, and fourteen as a dead letter: see
        // template.yaml.
        expires.ShouldBeGreaterThanOrEqualTo(Time.GetUtcNow().AddDays(4 + 14 + 4));
    }

    protected override async ValueTask<DeliveryState> CreateAsync()
    {
        _resources = new Resources(moto.Uri);
        _table = await _resources.CreateTableAsync();
        return new DeliveryState
        {
            // In real time, because writes that collide wait for a moment.
            Sent = new DynamoSentRecords(_table, TimeProvider.System, Random.Shared.NextDouble),
            Claims = new DynamoDeliveryClaims(_table, Time),
            Threads = new DynamoThreads(_table, Time),
            FallbackRecipients = new DynamoFallbackRecipients(_table, Time),
            RateLimits = new DynamoRateLimits(_table, Time, Random.Shared.NextDouble),
        };
    }
}
