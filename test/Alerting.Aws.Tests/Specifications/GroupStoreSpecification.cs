using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Silencing;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>The behavior of every group store.</summary>
public abstract class GroupStoreSpecification
{
    private static readonly GroupAddress Address = new("pages/account=1", "pages");

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));

    protected abstract ValueTask<IGroupStore> CreateAsync();

    protected abstract Task PutAsync(Silence silence);

    [Fact]
    public async Task Loading_an_unsaved_group_returns_null()
    {
        var store = await CreateAsync();

        (await store.LoadAsync(Address.Key, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task A_saved_group_can_be_loaded()
    {
        var store = await CreateAsync();
        await store.TrySaveAsync(null, State(sequence: 7), Cancellation);

        var loaded = await store.LoadAsync(Address.Key, Cancellation);

        loaded!.State.Sequence.ShouldBe(7);
        loaded.State.Key.ShouldBe(Address.Key);
        loaded.State.RouteId.ShouldBe(Address.RouteId);
    }

    [Fact]
    public async Task A_state_with_200_long_alerts_is_loaded_unchanged()
    {
        var store = await CreateAsync();
        var state = State() with { Entries = [.. Enumerable.Range(0, 200).Select(Entry)] };
        await store.TrySaveAsync(null, state, Cancellation);

        var loaded = await store.LoadAsync(Address.Key, Cancellation);

        loaded!.State.Entries.Length.ShouldBe(200);
        loaded.State.Entries[199].Alert.Signal.Summary.ShouldBe(state.Entries[199].Alert.Signal.Summary);
    }

    [Fact]
    public async Task Only_one_of_two_concurrent_creations_succeeds()
    {
        var store = await CreateAsync();

        (await store.TrySaveAsync(null, State(sequence: 1), Cancellation)).ShouldNotBeNull();
        (await store.TrySaveAsync(null, State(sequence: 2), Cancellation)).ShouldBeNull();

        (await store.LoadAsync(Address.Key, Cancellation))!.State.Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task A_save_based_on_an_old_version_fails()
    {
        var store = await CreateAsync();
        var saved = await store.TrySaveAsync(null, State(sequence: 1), Cancellation);
        var mine = await store.LoadAsync(Address.Key, Cancellation);
        await store.TrySaveAsync(saved, State(sequence: 2), Cancellation);

        (await store.TrySaveAsync(mine, State(sequence: 3), Cancellation)).ShouldBeNull();

        (await store.LoadAsync(Address.Key, Cancellation))!.State.Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task The_group_returned_by_a_save_can_be_saved_again()
    {
        var store = await CreateAsync();
        var first = await store.TrySaveAsync(null, State(sequence: 1), Cancellation);
        var second = await store.TrySaveAsync(first, State(sequence: 2), Cancellation);

        (await store.TrySaveAsync(second, State(sequence: 3), Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Groups_are_due_from_their_wake_up_time_on()
    {
        var store = await CreateAsync();
        await store.TrySaveAsync(null, State() with { WakeUp = Time.GetUtcNow().AddMinutes(5) }, Cancellation);

        (await store.DueAsync(Time.GetUtcNow().AddMinutes(4), Cancellation)).ShouldBeEmpty();
        (await store.DueAsync(Time.GetUtcNow().AddMinutes(5), Cancellation)).ShouldBe([Address]);
    }

    [Fact]
    public async Task A_group_without_a_wake_up_is_not_due()
    {
        var store = await CreateAsync();
        var saved = await store.TrySaveAsync(null, State() with { WakeUp = Time.GetUtcNow() }, Cancellation);
        await store.TrySaveAsync(saved, State(), Cancellation);

        (await store.DueAsync(Time.GetUtcNow().AddDays(1), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_due_groups_are_found()
    {
        var store = await CreateAsync();
        foreach (var i in Enumerable.Range(0, 30))
        {
            await store.TrySaveAsync(null,
                new GroupState { Key = $"group {i}", RouteId = "r", WakeUp = Time.GetUtcNow() }, Cancellation);
        }

        (await store.DueAsync(Time.GetUtcNow(), Cancellation)).Select(due => due.Key).Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public async Task The_mute_context_contains_silences()
    {
        var store = await CreateAsync();
        await PutAsync(
            new Silence("1", ["name = \"disk\""], Time.GetUtcNow(), Time.GetUtcNow().AddHours(1), "ann", "disk swap"));

        var muteContext = await store.LoadMuteContextAsync(Time.GetUtcNow(), Cancellation);

        muteContext.Silences.ShouldHaveSingleItem().Covers(new Dictionary<string, string> { ["name"] = "disk" })
            .ShouldBeTrue();
    }

    [Fact]
    public async Task The_mute_context_contains_an_alert_while_it_fires()
    {
        var store = await CreateAsync();
        var alert = new FiringAlert(Address.Key, "f1", "database",
            new Dictionary<string, string> { ["severity"] = "critical" });
        await store.UpdateFiringAsync([new FiringChange(Address.Key, "f1", alert)], Cancellation);
        await store.UpdateFiringAsync([new FiringChange(Address.Key, "f1", alert)], Cancellation);

        (await store.LoadMuteContextAsync(Time.GetUtcNow(), Cancellation)).Firing
            .ShouldHaveSingleItem().Labels["severity"].ShouldBe("critical");

        await store.UpdateFiringAsync([new FiringChange(Address.Key, "f1", null)], Cancellation);
        Time.Advance(TimeSpan.FromMinutes(1));
        (await store.LoadMuteContextAsync(Time.GetUtcNow(), Cancellation)).Firing.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_groups_of_an_alert_are_found_while_it_fires_in_them()
    {
        var store = await CreateAsync();
        var other = new GroupAddress("all/name=disk", "all");
        await store.UpdateGroupsAsync(Address, [new("f1", true), new("f2", true)], Cancellation);
        await store.UpdateGroupsAsync(Address, [new("f1", true)], Cancellation);
        await store.UpdateGroupsAsync(other, [new("f1", true)], Cancellation);

        (await store.FindGroupsAsync("f1", Cancellation)).ShouldBe([Address, other], ignoreOrder: true);
        (await store.FindGroupsAsync("f2", Cancellation)).ShouldBe([Address]);
        (await store.FindGroupsAsync("f3", Cancellation)).ShouldBeEmpty();

        await store.UpdateGroupsAsync(Address, [new("f1", false), new("f3", false)], Cancellation);
        (await store.FindGroupsAsync("f1", Cancellation)).ShouldBe([other]);
        (await store.FindGroupsAsync("f2", Cancellation)).ShouldBe([Address]);
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static GroupState State(long sequence = 0) => GroupState.New(Address) with { Sequence = sequence };

    private AlertEntry Entry(int i) => new()
    {
        Alert = new Alert
        {
            Signal = new Signal
            {
                Source = "generic",
                Name = $"alarm {i}",
                Title = $"alarm {i} of many",
                Identity = $"id {i}",
                EventKey = $"key {i}",
                Summary = string.Join(' ', Enumerable.Range(i, 100).Select(number => $"värde {number * 7919 % 1013}")),
            },
            Severity = Severity.Error,
            SeverityReason = "test",
            Fingerprint = Fingerprint.Of($"{i}"),
            Labels = new Dictionary<string, string> { ["name"] = $"alarm {i}" },
        },
        IsFiring = true,
        Since = Time.GetUtcNow(),
    };
}
