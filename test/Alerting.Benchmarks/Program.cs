using Alerting.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

if (args is ["function", var bootstrap, var alarm])
{
    await new FunctionMeasurement(bootstrap, alarm).RunAsync(Console.Out);
    return;
}
if (args is ["groups"])
{
    GroupMeasurement.Run(Console.Out);
    return;
}

// Native code is fully optimised from the start, so tiered compilation is off here; otherwise its warm-up would be measured.
var optimised = Job.Default
    .WithEnvironmentVariable("DOTNET_TieredCompilation", "0")
    .WithEnvironmentVariable("DOTNET_ReadyToRun", "0")
    .AsMutator();
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.AddJob(optimised));
