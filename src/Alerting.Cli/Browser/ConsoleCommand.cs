using System.CommandLine;
using Alerting.Cli.Deployments;
using Alerting.Pages;

namespace Alerting.Cli.Browser;

/// <summary><c>alerting console</c>: the deployment in a browser on this machine.</summary>
internal static class ConsoleCommand
{
    private const int DefaultPort = 5090;

    private static readonly Option<int> Port = new("--port")
    {
        Description = "The port of 127.0.0.1, or the next free one.", HelpName = "NUMBER",
        DefaultValueFactory = _ => DefaultPort,
    };

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "The configuration: a file, or ssm:/parameter. Default: as for the other commands.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Groups = Url("--groups", "groups queue, to answer");

    private static readonly Option<string?> Deliveries = Url("--deliveries", "deliveries queue, to redrive");

    private static readonly Option<string?> Queue = Url("--queue", "dead-letter queue");

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("console", "Shows the deployment in a browser, and lets you answer there.")
            { Deployment.Stack, Deployment.Table, Groups, Deliveries, Queue, Config, Port };
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = parsed.GetValue(Port);
            if (wanted is < 0 or > 65535)
                throw new UserException($"--port cannot be {wanted}. Write a number from 0 to 65535.");
            var parts = await PartsAsync(parsed, terminal);
            var caller = await Caller.ReadAsync(Environment.GetEnvironmentVariable);
            if (LoopbackPort.FirstFree(wanted) is not { } port)
                throw new UserException($"No free port from {wanted} on. Choose another with --port.");
            using var backend = new ConsoleBackend(parts, caller, time);
            await using var server = await ConsoleServer.StartAsync(backend, port);
            terminal.Exact($"Console of {parts.Name}: {server.Address}");
            terminal.Exact($"You are {caller.Arn}. The address is yours alone: its token opens the console. " +
                "Press Ctrl+C to stop.");
            await server.WaitAsync(cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Beside a table that is named, nothing of another deployment is used.</summary>
    private static async Task<ConsoleParts> PartsAsync(ParseResult parsed, Terminal terminal)
    {
        var deployment = Deployment.Of(parsed, terminal);
        var table = await deployment.FindTableAsync();
        var isNamed = parsed.GetValue(Deployment.Table) is { Length: > 0 };
        return new ConsoleParts((isNamed ? null : (await deployment.OutputsAsync())?.Stack) ?? table, table)
        {
            Groups = await FindAsync(DeployedName.Groups, Groups),
            Deliveries = await FindAsync(DeployedName.Deliveries, Deliveries),
            DeadLetters = await FindAsync(DeployedName.DeadLetters, Queue),
            Logs = isNamed ? null : await deployment.FindIfDeployedAsync(DeployedName.Logs),
            Config = parsed.GetValue(Config),
        };

        Task<string?> FindAsync(DeployedName name, Option<string?> option) => isNamed
            ? deployment.FindNamedAsync(name, parsed.GetValue(option))
            : deployment.FindOrNullAsync(name, parsed.GetValue(option));
    }

    private static Option<string?> Url(string name, string queue) =>
        new(name) { Description = $"URL of the {queue}.", HelpName = "URL" };
}
