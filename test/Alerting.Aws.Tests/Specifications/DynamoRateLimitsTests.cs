using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Configuration;
using Alerting.Delivering;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>Concurrent changes of a receiver's ledger in the table.</summary>
public sealed class DynamoRateLimitsTests(MotoServer moto) : IAsyncLifetime
{
    private static readonly RateLimit Five = new(5, TimeSpan.FromMinutes(10));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));
    private CountingProxy? _proxy;
    private Resources _resources = null!;
    private AlertingTable _table = null!;

    public async ValueTask InitializeAsync()
    {
        _resources = new Resources((_proxy = new CountingProxy(moto.Uri)).Uri);
        _table = await _resources.CreateTableAsync();
    }

    public ValueTask DisposeAsync()
    {
        _resources?.Dispose();
        return _proxy?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Concurrent_functions_send_no_more_than_the_limit_and_one_notice()
    {
        // Three instances of the function with a batch each. They use the real time, because they wait for each other.
        var functions = Enumerable.Range(0, 3)
            .Select(_ => new DynamoRateLimits(_table, TimeProvider.System, Random.Shared.NextDouble)).ToArray();

        var decisions = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => DecideAsync(functions[i % 3], $"n{i}")));

        decisions.Count(decision => decision.Action == RateLimitAction.Send).ShouldBe(5);
        decisions.Count(decision => decision.Action == RateLimitAction.SendNotice).ShouldBe(1);
        decisions.Count(decision => decision.Action == RateLimitAction.Drop).ShouldBe(18);
    }

    [Fact]
    public async Task A_repeated_message_is_counted_once()
    {
        var rateLimits = new DynamoRateLimits(_table, _time, Random.Shared.NextDouble);
        for (var i = 0; i < 3; i++)
            (await DecideAsync(rateLimits, "same")).Action.ShouldBe(RateLimitAction.Send);
        for (var i = 0; i < 4; i++)
            (await DecideAsync(rateLimits, $"n{i}")).Action.ShouldBe(RateLimitAction.Send);

        (await DecideAsync(rateLimits, "over")).Action.ShouldBe(RateLimitAction.SendNotice);
        (await DecideAsync(rateLimits, "dropped")).Action.ShouldBe(RateLimitAction.Drop);
        // Also in another process, and when the limit allows messages again.
        _time.Advance(TimeSpan.FromMinutes(20));
        var other = new DynamoRateLimits(_table, _time, Random.Shared.NextDouble);
        (await DecideAsync(other, "dropped")).Action.ShouldBe(RateLimitAction.Drop);
        (await DecideAsync(other, "over")).Sent!.Note!.ShouldStartWith("Rate limit 5 per 10 min reached");
    }

    [Fact]
    public async Task A_message_handed_out_to_several_functions_at_once_is_counted_once()
    {
        var functions = Enumerable.Range(0, 4)
            .Select(_ => new DynamoRateLimits(_table, TimeProvider.System, Random.Shared.NextDouble)).ToArray();

        await Task.WhenAll(functions.Select(function => DecideAsync(function, "same")));

        for (var i = 0; i < 4; i++)
            (await DecideAsync(functions[0], $"n{i}")).Action.ShouldBe(RateLimitAction.Send);
        (await DecideAsync(functions[0], "over")).Action.ShouldBe(RateLimitAction.SendNotice);
    }

    [Fact]
    public async Task Each_receiver_has_its_own_ledger()
    {
        var rateLimits = new DynamoRateLimits(_table, _time, Random.Shared.NextDouble);
        for (var i = 0; i < 7; i++)
            await DecideAsync(rateLimits, $"n{i}");

        (await DecideAsync(rateLimits, "n7", "another")).Action.ShouldBe(RateLimitAction.Send);
    }

    [Fact]
    public async Task An_unavailable_table_fails_at_once()
    {
        var gone = new DynamoRateLimits(new AlertingTable(_resources.Dynamo, "no-such-table"), _time,
            Random.Shared.NextDouble);

        await Should.ThrowAsync<TableUnavailableException>(() => DecideAsync(gone, "n1"));
    }

    private static Task<RateLimitDecision> DecideAsync(DynamoRateLimits rateLimits, string id,
        string receiver = "phone") =>
        rateLimits.DecideAsync(new RateLimitedReceiver(receiver, Five), DeliveryStateSpecification.Notification(id),
            TestContext.Current.CancellationToken);
}
