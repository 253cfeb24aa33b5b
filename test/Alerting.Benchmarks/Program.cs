using Alerting.Benchmarks;
using BenchmarkDotNet.Running;

if (args is ["function", var bootstrap, var alarm])
{
    await new FunctionMeasurement(bootstrap, alarm).RunAsync(Console.Out);
    return;
}
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
