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

    [Fact]
    [Slow]
    public Task Five_thousand_events_with_kills_and_outages_lose_nothing()
    {
        Assert.SkipUnless(RoleProcess.IsNative,
            "It takes the native executable: ALERTING_BOOTSTRAP is its path. Others start too slowly after each kill.");
        return KeepsAsync(RunOptions.WithFaults(5000) with { Rate = 40 });
    }

    private static async Task KeepsAsync(RunOptions options)
    {
        await using var run = new ReliabilityRun(options);
        var account = await run.RunAsync();
        var report = new StringWriter();
        await AccountReport.WriteAsync(report, options, run.Plan, account);

        account.Malformed.ShouldBeEmpty(report.ToString());
        account.Lost.ShouldBeEmpty(report.ToString());
        account.Held.ShouldBe(0, report.ToString());
        // A managed process takes seconds to start. On a busy machine that alone is an outage.
        if (!RoleProcess.IsNative)
            return;
        account.LastMessageFalse.ShouldBeEmpty(report.ToString());
        account.Duplicates.Count.ShouldBeLessThanOrEqualTo(account.Kills, report.ToString());
    }
}
