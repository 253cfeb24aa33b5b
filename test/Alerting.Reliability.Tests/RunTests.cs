using Alerting.Reliability.Lambda;

namespace Alerting.Reliability.Tests;

/// <summary>
/// The roles of the executable over AWS's APIs in memory. <c>dotnet run --project test/Alerting.Reliability</c> does the
/// same with as many events and faults as you like.
/// </summary>
public sealed class RunTests
{
    [Fact]
    public Task Nothing_is_lost_and_every_last_message_is_true_when_processes_are_killed() =>
        KeepsAsync(new RunOptions { Events = 200, Seed = 3, Kills = 6, IsHurried = true });

    [Fact]
    public Task Nothing_is_lost_and_every_last_message_is_true_when_channels_fail_too() =>
        KeepsAsync(new RunOptions
            { Events = 200, Seed = 4, Kills = 6, ChannelFaults = 5, FaultLength = 0.5, IsHurried = true });

    private static async Task KeepsAsync(RunOptions options)
    {
        Assert.SkipUnless(RoleProcess.IsNative,
            "It takes the native executable: ALERTING_BOOTSTRAP is its path. Others start too slowly after each kill.");
        var (account, report) = await AccountAsync(options);
        account.Malformed.ShouldBeEmpty(report);
        account.Lost.ShouldBeEmpty(report);
        account.Held.ShouldBe(0, report);
        account.LastMessageFalse.ShouldBeEmpty(report);
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
