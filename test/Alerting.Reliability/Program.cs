using Alerting.Reliability;
using Alerting.Reliability.Accounting;

if (RunOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync("Usage: dotnet run --project test/Alerting.Reliability -- [--events 5000] [--seed 7] " +
        "[--kills 120] [--outages 10] [--channel-faults 30] [--rate 25] [--no-faults] [--hurry] [--logs FILE]");
    return 2;
}
await using var run = new ReliabilityRun(options);
var account = await run.RunAsync();
await AccountReport.WriteAsync(Console.Out, options, run.Plan, account);
if (args.SkipWhile(each => each != "--logs").ElementAtOrDefault(1) is { } file)
    await RunLog.WriteAsync(file, run);
return account.Keeps ? 0 : 1;
