using Alerting.Playground;
using Alerting.Playground.Setup;

var (options, problem) = PlaygroundOptions.Parse(args);
if (problem is not null || options.WantsHelp)
{
    await (problem is null ? Console.Out : Console.Error).WriteLineAsync(
        problem is null ? PlaygroundOptions.Usage : $"{problem}\n{PlaygroundOptions.Usage}");
    return problem is null ? 0 : 2;
}
return await PlaygroundHost.RunAsync(args, options, Console.Out, Console.Error);
