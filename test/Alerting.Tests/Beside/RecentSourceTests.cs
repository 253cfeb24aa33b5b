using Alerting.Alerts;
using Alerting.Beside;
using Alerting.Notifications;

namespace Alerting.Tests.Beside;

/// <summary>What changed just before a page, and what fired with it.</summary>
public sealed class RecentSourceTests
{
    private const string Account = "123456789012";

    private static readonly DateTimeOffset Began = Some.Time.AddMinutes(-1);

    private readonly InMemoryRecent _recent = new();

    [Fact]
    public async Task Changes_of_the_service_or_the_account_are_named_the_nearest_first()
    {
        await ChangeAsync(30, "pipeline shop succeeded (CodePipeline)", "shop");
        await ChangeAsync(4, "orders-api v1.42 deployed (GitHub, ann)", "orders-api", account: null, region: null);

        (await BesideAsync()).Facts.ShouldBe(
        [
            new Fact("4 min before", "orders-api v1.42 deployed (GitHub, ann)"),
            new Fact("30 min before", "pipeline shop succeeded (CodePipeline)"),
        ]);
    }

    [Theory]
    [InlineData(61, "orders-api", Account, "eu-west-1", false)]
    [InlineData(59, "orders-api", Account, "eu-west-1", true)]
    [InlineData(-1, "orders-api", Account, "eu-west-1", false)]
    [InlineData(5, "orders-api-prod", Account, "eu-west-1", true)]
    [InlineData(5, "orders-api", null, null, true)]
    [InlineData(5, "billing", null, null, false)]
    [InlineData(5, "orders-apiary", null, null, false)]
    [InlineData(5, "billing", Account, "eu-west-1", true)]
    [InlineData(5, "billing", Account, "us-east-1", false)]
    [InlineData(5, "orders-api", Account, "us-east-1", true)]
    public async Task A_change_counts_if_it_is_near(
        int minutes, string name, string? account, string? region, bool isNamed)
    {
        await ChangeAsync(minutes, "something deployed", name, account, region);

        (await BesideAsync()).Facts.Count.ShouldBe(isNamed ? 1 : 0);
    }

    [Fact]
    public async Task Of_many_changes_those_of_the_service_stay_and_of_many_steps_the_last()
    {
        for (var i = 1; i < 10; i++)
            await ChangeAsync(i, $"other {i} deployed", $"other-{i}");
        await ChangeAsync(42, "orders-api deployment started", "orders-api", key: "one");
        await ChangeAsync(40, "orders-api deployed", "orders-api", key: "one");

        (await BesideAsync()).Facts.Select(fact => fact.Value)
            .ShouldBe(["other 1 deployed", "other 2 deployed", "orders-api deployed"]);
    }

    [Fact]
    public async Task Other_alarms_of_the_service_are_counted_with_their_incidents()
    {
        await PageAsync("i000000000000001", "orders-api latency", "orders-api", minutes: 9);
        await PageAsync("i000000000000002", "orders-api 5xx", "orders-api", minutes: 0);
        await PageAsync("i000000000000003", "billing errors", "billing", minutes: 2);
        await PageAsync("i000000000000004", "orders-api old", "orders-api", minutes: 11);

        var beside = await BesideAsync();

        beside.Facts.ShouldBe([new Fact("Seen together", "2 other alarms in orders-api within 10 min")]);
        beside.Incidents.Select(each => each.Text).ShouldBe(["orders-api 5xx", "orders-api latency"]);
    }

    [Fact]
    public async Task Without_one_of_the_service_those_of_the_account_are_counted()
    {
        await PageAsync("i000000000000001", "billing errors", "billing", minutes: 2);

        (await BesideAsync()).Facts.ShouldBe([new Fact("Seen together", "1 other alarm in prod within 10 min")]);
    }

    /// <summary>Two receivers of the same page are one page, and the next page sees it once.</summary>
    [Fact]
    public async Task A_page_is_not_seen_together_with_itself()
    {
        await BesideAsync();
        (await BesideAsync()).IsEmpty.ShouldBeTrue();

        var other = Page("orders-api latency") with { IncidentId = "i00000000000000b" };
        (await Source.GatherAsync(other, TestContext.Current.CancellationToken)).Facts
            .ShouldBe([new Fact("Seen together", "1 other alarm in orders-api within 10 min")]);
    }

    private RecentSource Source => new(Some.Config(
        $"accounts: {{ \"{Account}\": prod }}\nreceivers: {{ a: {{ sms: \"+447700900001\" }} }}\nroutes: [{{ to: a }}]\n"), _recent);

    private Task<BesideContent> BesideAsync() =>
        Source.GatherAsync(Page("orders-api errors"), TestContext.Current.CancellationToken);

    private static Notification Page(string name) => Some.Notification(Some.Alert(Some.Signal(name) with
    {
        StartsAt = Began, Labels = new Dictionary<string, string> { ["dim_FunctionName"] = "orders-api" },
    })) with { IncidentId = "i00000000000000a" };

    private Task ChangeAsync(int minutes, string text, string name, string? account = Account,
        string? region = "eu-west-1", string? key = null) => _recent.AddAsync(new RecentRecord
        {
            At = Began.AddMinutes(-minutes), Account = account, Region = region, Names = [name], Key = key ?? text,
            Text = text,
        }, TestContext.Current.CancellationToken);

    private Task PageAsync(string incident, string title, string name, int minutes) => _recent.AddAsync(new RecentRecord
    {
        At = Began.AddMinutes(-minutes), Account = Account, Region = "eu-west-1", Names = [name], Key = title,
        Text = title, Incident = incident,
    }, TestContext.Current.CancellationToken);
}
