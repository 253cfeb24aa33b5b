using System.CommandLine;
using Alerting.Cli;
using Alerting.Cli.Browser;
using Alerting.Cli.ConfigTests;
using Alerting.Cli.Dead;
using Alerting.Cli.Import;
using Alerting.Cli.Incidents;
using Alerting.Cli.Init;
using Alerting.Cli.OnCall;
using Alerting.Cli.Silences;
using Alerting.Cli.Status;

var terminal = new Terminal(Console.Out, Console.Error, Console.IsInputRedirected ? null : Console.In);
var root = new RootCommand(
    "Checks an Alerting configuration, tries events on it, and manages silences and dead letters of a deployment.")
{
    Alerting.Cli.Alarms.AlarmsCommand.Create(terminal),
    CheckCommand.Create(terminal, TimeProvider.System),
    ExplainCommand.Create(terminal, TimeProvider.System),
    RenderCommand.Create(terminal, TimeProvider.System),
    ClassifyCommand.Create(),
    ReplayCommand.Create(terminal),
    StatusCommand.Create(terminal, TimeProvider.System),
    ConsoleCommand.Create(terminal, TimeProvider.System),
    SilenceCommand.Create(terminal, TimeProvider.System),
    OnCallCommand.Create(terminal, TimeProvider.System),
    DeadCommand.Create(terminal, TimeProvider.System),
    IncidentsCommand.Create(terminal, TimeProvider.System),
    Alerting.Cli.Why.WhyCommand.Create(terminal, TimeProvider.System),
    Alerting.Cli.Mcp.McpCommand.Create(TimeProvider.System),
    SendCommand.Create(terminal, TimeProvider.System),
    ImportCommand.Create(terminal),
    TestCommand.Create(terminal),
    InitCommand.Create(terminal),
    CompletionCommand.Create(terminal),
};
return await CommandLine.RunAsync(root, args, terminal);
