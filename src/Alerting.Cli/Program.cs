using System.CommandLine;
using Alerting.Cli;

var terminal = new Terminal(Console.Out, Console.Error, Console.IsInputRedirected ? null : Console.In);
var root = new RootCommand("Alerting: which message an event becomes, for whom, when and why.")
{
    CheckCommand.Create(terminal),
    ExplainCommand.Create(terminal, TimeProvider.System),
    RenderCommand.Create(terminal, TimeProvider.System),
    ClassifyCommand.Create(),
    SendCommand.Create(terminal, TimeProvider.System),
    ReplayCommand.Create(terminal),
};
return await CommandLine.RunAsync(root, args, terminal);
