using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.InProcess;
using Alerting.Silencing;
using Amazon.DynamoDBv2.Model;

namespace Alerting.Aws.Tests.Specifications;

public sealed class InMemoryGroupStoreTests : GroupStoreSpecification
{
    private readonly InMemoryGroupStore _store = new();

    protected override ValueTask<IGroupStore> CreateAsync() => new(_store);

    protected override Task PutAsync(Silence silence)
    {
        _store.Put(silence);
        return Task.CompletedTask;
    }
}

public sealed class DynamoGroupStoreTests(MotoServer moto) : GroupStoreSpecification, IDisposable
{
    private Resources? _resources;
    private AlertingTable? _table;

    public void Dispose() => _resources?.Dispose();

    [Fact]
    public async Task A_group_stays_as_long_as_the_message_that_filled_its_outbox_may_come_again()
    {
        var store = await CreateAsync();
        var address = new GroupAddress("done", "r");
        var outbox = new Outbox { Messages = [new GroupEnvelope(address, new Wake())], FilledBy = 7 };
        var state = GroupState.New(address) with { Outbox = outbox, ForgetAt = Time.GetUtcNow() };
        await store.TrySaveAsync(null, state, Cancellation);

        (await store.LoadAsync(address.Key, Cancellation))!.State.Outbox.FilledBy.ShouldBe((UInt128)7);
        var items = await _resources!.Dynamo.ScanAsync(new ScanRequest { TableName = _table!.Name }, Cancellation);
        new Item(items.Items.ShouldHaveSingleItem()).Whole(AlertingTable.Expires)
            .ShouldBe(Time.GetUtcNow().AddDays(4).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task All_groups_with_a_wake_up_can_be_woken_at_once()
    {
        var store = (DynamoGroupStore)await CreateAsync();
        var state = GroupState.New(new GroupAddress("later", "r")) with { WakeUp = Time.GetUtcNow().AddDays(1) };
        await store.TrySaveAsync(null, state, Cancellation);

        (await store.WakeAllAsync(Time.GetUtcNow(), Cancellation)).ShouldBe(1);

        (await store.DueAsync(Time.GetUtcNow(), Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_silence_is_read_again_after_ten_seconds()
    {
        var store = await CreateAsync();
        (await store.LoadMuteContextAsync(Time.GetUtcNow(), Cancellation)).Silences.ShouldBeEmpty();
        await PutAsync(
            new Silence("1", ["name = \"disk\""], Time.GetUtcNow(), Time.GetUtcNow().AddHours(1), "ann", ""));

        (await store.LoadMuteContextAsync(Time.GetUtcNow(), Cancellation)).Silences.ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(10));
        (await store.LoadMuteContextAsync(Time.GetUtcNow(), Cancellation)).Silences.Count.ShouldBe(1);
    }

    protected override async ValueTask<IGroupStore> CreateAsync()
    {
        _resources = new Resources(moto.Uri);
        _table = await _resources.CreateTableAsync();
        return new DynamoGroupStore(_table, Time);
    }

    protected override Task PutAsync(Silence silence) => new DynamoSilences(_table!).PutAsync(silence, Cancellation);
}
