using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

public sealed class DeliveryClaimsTests(MotoServer moto) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));
    private CountingProxy? _proxy;
    private Resources _resources = null!;
    private AlertingTable _table = null!;
    private DynamoDeliveryClaims _claims = null!;

    public async ValueTask InitializeAsync()
    {
        _resources = new Resources((_proxy = new CountingProxy(moto.Uri)).Uri);
        _table = await _resources.CreateTableAsync();
        _claims = new DynamoDeliveryClaims(_table, _time);
    }

    public ValueTask DisposeAsync()
    {
        _resources?.Dispose();
        return _proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Only_one_of_many_claims_succeeds()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync()));

        claims.Count(claim => claim is DeliveryClaim.Mine).ShouldBe(1);
        claims.Count(claim => claim is DeliveryClaim.Busy).ShouldBe(7);
    }

    [Fact]
    public async Task A_delivered_message_cannot_be_claimed_again()
    {
        await ClaimAsync();
        await _claims.DeliveredAsync("d1", "answered 200", Cancellation);

        (await ClaimAsync()).ShouldBe(new DeliveryClaim.WasDelivered("answered 200"));
    }

    [Fact]
    public async Task A_claim_can_be_taken_over_when_its_lease_expires()
    {
        await ClaimAsync();
        (await ClaimAsync()).ShouldBe(new DeliveryClaim.Busy(TimeSpan.FromSeconds(35)));

        _time.Advance(TimeSpan.FromSeconds(36));
        (await ClaimAsync()).ShouldBeOfType<DeliveryClaim.Mine>();
    }

    [Fact]
    public async Task A_failed_delivery_cannot_be_claimed_until_it_is_released()
    {
        await ClaimAsync();
        await _claims.FailedAsync("d1", "answered 404", Cancellation);
        (await ClaimAsync()).ShouldBe(new DeliveryClaim.HasFailed("answered 404"));

        await _claims.ReleaseAsync("d1", Cancellation);
        (await ClaimAsync()).ShouldBeOfType<DeliveryClaim.Mine>();
    }

    [Fact]
    public async Task A_claim_outlives_every_possible_redrive()
    {
        await ClaimAsync();
        await _claims.DeliveredAsync("d1", "answered 200", Cancellation);

        var items = await _resources.Dynamo.ScanAsync(new ScanRequest { TableName = _table.Name }, Cancellation);
        var expires = DateTimeOffset.FromUnixTimeSeconds(new Item(items.Items.ShouldHaveSingleItem()).Whole(AlertingTable.Expires)!.Value);
        // Four days in the deliveries queue before and after the redrive, and fourteen as a dead letter: see template.yaml.
        expires.ShouldBeGreaterThanOrEqualTo(_time.GetUtcNow().AddDays(4 + 14 + 4));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<DeliveryClaim> ClaimAsync() => _claims.ClaimAsync("d1", Cancellation);
}
