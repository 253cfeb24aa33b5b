using Alerting.Reliability.Lambda;

namespace Alerting.Reliability.Tests;

/// <summary>
/// The roles of the executable over AWS's APIs in memory. <c>dotnet run --project test/Alerting.Reliability</c> does the
/// same with as many events and faults as you like.
/// </summary>
public sealed class RunTests
{
    [Fact]
    public Task A_run_with_kills_and_outages_loses_nothing() => KeepsAsync(RunOptions.WithFaults(RoleProcess.IsNative ? 300 : 100) with
    {
        Rate = 20,
        FaultLength = 0.3,
        IsHurried = true,
    });

    /// <summary>Outages that follow each other for minutes leave a few alarms with a false last message: docs/reliability.md.</summary>
    [Fact]
    [Slow]
    public async Task Five_thousand_events_with_kills_and_outages_come_through()
    {
        Assert.SkipUnless(RoleProcess.IsNative,
            "It takes the native executable: ALERTING_BOOTSTRAP is its path. Others start too slowly after each kill.");
        var (account, report) = await AccountAsync(RunOptions.WithFaults(5000) with { Seed = 7, Rate = 40 });

        account.Malformed.ShouldBeEmpty(report);
        account.Held.ShouldBe(0, report);
        account.Duplicates.Count.ShouldBeLessThanOrEqualTo(account.Kills, report);
        account.LastMessageFalse.Count.ShouldBeLessThan(account.Told / 10, report);
    }

    private static async Task KeepsAsync(RunOptions options)
    {
        var (account, report) = await AccountAsync(options);
        account.Malformed.ShouldBeEmpty(report);
        account.Lost.ShouldBeEmpty(report);
        account.Held.ShouldBe(0, report);
        // A managed process takes seconds to start. On a busy machine that alone is an outage.
        if (!RoleProcess.IsNative)
            return;
        account.LastMessageFalse.Count.ShouldBeLessThanOrEqualTo(account.Told / 50, report);
        account.Duplicates.Count.ShouldBeLessThanOrEqualTo(account.Kills, report);
    }

    private static async Task<(Account Account, string Report)> AccountAsync(RunOptions options)
    {
        await using var run = new ReliabilityRun(options);
        var account = await run.RunAsync();
        var report = new StringWriter();
        await AccountReport.WriteAsync(report, options, run.Plan, account);
        return (account, report.ToString());
    }
}
