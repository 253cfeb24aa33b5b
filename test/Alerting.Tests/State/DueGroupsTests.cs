using Alerting.Aws.State;
using Alerting.Grouping;
using Alerting.TestKit;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Alerting.Tests.State;

/// <summary>The tick's read of what is due: in batches, and within bounds that the next tick goes on from.</summary>
public sealed class DueGroupsTests : IAsyncDisposable
{
    private const int Groups = 1_000;
    private const int Critical = 90;

    private readonly DueGroupsServer _aws = new(Groups, Critical, Some.Time, TimeSpan.Zero);
    private readonly AmazonDynamoDBClient _dynamo;
    private readonly DynamoGroupStore _store;

    public DueGroupsTests()
    {
        _dynamo = new AmazonDynamoDBClient(new BasicAWSCredentials("key", "secret"), new AmazonDynamoDBConfig
            { ServiceURL = _aws.Uri.ToString(), AuthenticationRegion = "eu-west-1" });
        _store = new DynamoGroupStore(new AlertingTable(_dynamo, "alerting"), TimeProvider.System, readsFiring: false);
    }

    public async ValueTask DisposeAsync()
    {
        _dynamo.Dispose();
        await _aws.DisposeAsync();
    }

    [Fact]
    public async Task Critical_groups_come_first_and_then_the_oldest()
    {
        var read = await ReadAsync(new DueProgress(), most: int.MaxValue);

        read.Count.ShouldBe(Groups);
        read.Distinct().Count().ShouldBe(Groups);
        read.Take(Critical).ShouldAllBe(number => number < Critical);
        DueTimes(read.Take(Critical)).ShouldBeInOrder();
        DueTimes(read.Skip(Critical)).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_read_goes_on_where_the_one_before_stopped()
    {
        var progress = new DueProgress();
        var parts = new List<List<int>>();
        for (var i = 0; i < 3; i++)
            parts.Add(await ReadAsync(progress, most: 400));

        // What was read to its end begins anew: critical groups that are still due, or due again, come first.
        parts.Select(part => part.Count).ShouldBe([400, 400, 380]);
        parts.ShouldAllBe(part => part.Take(Critical).All(number => number < Critical));
        parts.SelectMany(part => part).Distinct().Count().ShouldBe(Groups);
    }

    [Fact]
    public async Task A_read_that_was_reset_begins_anew()
    {
        var progress = new DueProgress();
        var first = await ReadAsync(progress, most: 400);
        progress.Reset();

        (await ReadAsync(progress, most: 400)).ShouldBe(first);
    }

    private async Task<List<int>> ReadAsync(DueProgress progress, int most)
    {
        var read = new List<int>();
        await foreach (var batch in _store.ReadDueAsync(Some.Time, progress, TestContext.Current.CancellationToken))
        {
            read.AddRange(batch.Select(Number));
            if (read.Count >= most)
                break;
        }
        return read;
    }

    private static int Number(GroupAddress group) => int.Parse(group.Key[(group.Key.LastIndexOf(' ') + 1)..], null);

    private static IEnumerable<long> DueTimes(IEnumerable<int> groups) =>
        groups.Select(number => DueGroupsServer.DueTime(number, Some.Time));
}
