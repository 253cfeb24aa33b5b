using Alerting.Aws.State;
using Alerting.Silencing;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>What a process remembers of the index of firing alerts.</summary>
public sealed class CachedFiringTests
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));
    private readonly List<TaskCompletionSource<FiringAlertSet>> _reads = [];
    private readonly CachedFiring _firing;

    public CachedFiringTests() => _firing = new CachedFiring(
        _ =>
        {
            _reads.Add(new TaskCompletionSource<FiringAlertSet>());
            return _reads[^1].Task;
        },
        Age, _time);

    [Fact]
    public async Task Callers_at_the_same_time_share_one_read()
    {
        var (first, second) = (GetAsync(), GetAsync());
        _reads.ShouldHaveSingleItem().SetResult([Alert("a")]);

        (await first).ShouldBe("a");
        (await second).ShouldBe("a");
        (await GetAsync()).ShouldBe("a");
        _reads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_read_again_when_it_is_too_old()
    {
        await KnowAsync("a");
        _time.Advance(Age - TimeSpan.FromTicks(1));
        (await GetAsync()).ShouldBe("a");

        _time.Advance(TimeSpan.FromTicks(1));
        var again = GetAsync();
        _reads[1].SetResult([Alert("b")]);

        (await again).ShouldBe("b");
    }

    [Fact]
    public async Task What_this_process_writes_is_known_without_a_read()
    {
        await KnowAsync("a");
        _firing.Apply([Fires("b")]);
        (await GetAsync()).ShouldBe("a b");

        _firing.Apply([Ends("a")]);
        (await GetAsync()).ShouldBe("b");
        _reads.Count.ShouldBe(1);
    }

    /// <summary>The read may have seen the index before or after the change.</summary>
    [Theory]
    [InlineData("a b")]
    [InlineData("b c")]
    public async Task What_it_writes_while_the_index_is_read_is_not_lost(string read)
    {
        var reading = GetAsync();
        _firing.Apply([Fires("c")]);
        _firing.Apply([Ends("a")]);
        _reads[0].SetResult(SetOf(read));

        (await reading).ShouldBe("b c");
        (await GetAsync()).ShouldBe("b c");
    }

    [Fact]
    public async Task The_next_read_counts_alone()
    {
        await KnowAsync("a");
        _firing.Apply([Fires("b")]);
        _time.Advance(Age);
        var again = GetAsync();
        _reads[1].SetResult([Alert("a")]);

        (await again).ShouldBe("a");
    }

    [Fact]
    public async Task A_read_that_fails_is_not_remembered()
    {
        var failing = GetAsync();
        _reads[0].SetException(new TableUnavailableException("away", null));
        await Should.ThrowAsync<TableUnavailableException>(failing);

        var again = GetAsync();
        _reads[1].SetResult([Alert("a")]);
        (await again).ShouldBe("a");
    }

    private async Task KnowAsync(string names)
    {
        var reading = GetAsync();
        _reads[^1].SetResult(SetOf(names));
        await reading;
    }

    private async Task<string> GetAsync() => string.Join(' ',
        (await _firing.GetAsync(TestContext.Current.CancellationToken)).Select(alert => alert.Name).Order());

    private static FiringAlertSet SetOf(string names) =>
        FiringAlertSet.Of([.. names.Split(' ').Select(Alert)]);

    private static FiringAlert Alert(string name) => new("g", name, name, new Dictionary<string, string>());

    private static FiringChange Fires(string name) => new("g", name, Alert(name));

    private static FiringChange Ends(string name) => new("g", name, null);
}
