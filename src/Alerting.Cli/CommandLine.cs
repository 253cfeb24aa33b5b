using System.CommandLine;

namespace Alerting.Cli;

/// <summary>Runs a command line: a wrong one gets one sentence and exit code 2, as does input that cannot be read.</summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int No = 1;
    public const int Wrong = 2;

    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, Terminal terminal)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            terminal.Error($"{error.Message} See 'alerting {Verb(parsed)}--help'.");
            return Wrong;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UserException mistake)
        {
            terminal.Error(mistake.Message);
            return Wrong;
        }
    }

    private static string Verb(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}

/// <summary>Something the person at the keyboard can mend. The message is all they are shown.</summary>
public sealed class UserException(string message) : Exception(message);
