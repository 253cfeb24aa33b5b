using Alerting.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

if (args is ["function", var bootstrap, var alarm])
{
    await new FunctionMeasurement(bootstrap, alarm).RunAsync(Console.Out);
    return;
}
if (args is ["cold", var cold, var coldAlarm])
{
    await using var measurement = new ColdMeasurement(cold, coldAlarm);
    await measurement.RunAsync(Console.Out);
    return;
}
if (args is ["hanging", var deliver])
{
    await using var measurement = new HangingMeasurement(deliver);
    await measurement.RunAsync(Console.Out);
    return;
}
if (args is ["hot", var hot])
{
    await using var measurement = new HotGroupMeasurement(hot);
    await measurement.RunAsync(Console.Out);
    return;
}
if (args is ["answer", var answer])
{
    await using var measurement = new AnswerMeasurement(answer);
    await measurement.RunAsync(Console.Out);
    return;
}
if (args is ["tick", var tick])
{
    await TickMeasurement.RunAsync(tick, Console.Out);
    return;
}
if (args is ["memory", var memory])
{
    await MemoryMeasurement.RunAsync(memory, Console.Out);
    return;
}
if (args is ["groups"])
{
    GroupMeasurement.Run(Console.Out);
    return;
}
if (args is ["logs"])
{
    LogMeasurement.Run(Console.Out);
    return;
}
if (args is ["inhibit"])
{
    await InhibitMeasurement.RunAsync(Console.Out);
    return;
}
if (args is ["accuracy", var folder])
{
    LogAccuracy.Run(folder, Console.Out);
    return;
}

// Native code ships fully optimised, so turn off tiered compilation, whose warm-up would distort the results.
var optimised = Job.Default
    .WithEnvironmentVariable("DOTNET_TieredCompilation", "0")
    .WithEnvironmentVariable("DOTNET_ReadyToRun", "0")
    .AsMutator();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(optimised));
