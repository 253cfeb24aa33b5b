using System.CommandLine;
using System.CommandLine.Parsing;

namespace Alerting.Cli;

/// <summary>Runs a command line. Wrong usage and unreadable input get one sentence and exit code 2.</summary>
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
            terminal.Error($"{Mistake(parsed, error)} See 'alerting {Verb(parsed)}--help'.");
            return Wrong;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UserException exception)
        {
            terminal.Error(exception.Message);
            return Wrong;
        }
    }

    private static string Mistake(ParseResult parsed, ParseError error) =>
        (parsed.UnmatchedTokens, error.SymbolResult) switch
    {
        ([{ Length: > 0 } token, ..], _) =>
            $"Unknown {(token[0] == '-' ? "option" : "command or argument")} \"{token}\".",
        (_, ArgumentResult { Parent: CommandResult, Tokens.Count: 0 } missing) =>
            $"{missing.Argument.Name} is missing.",
        (_, ArgumentResult { Parent: OptionResult { Option: var option }, Tokens.Count: 0 }) =>
            $"{option.Name} needs a value.",
        (_, OptionResult { IdentifierToken: not null, Tokens.Count: 0 } result) =>
            $"{result.Option.Name} needs a value.",
        (_, CommandResult { Command: { Subcommands.Count: > 0 } command }) =>
            $"\"{command.Name}\" needs a command: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.",
        _ => error.Message,
    };

    /// <summary>The command with its parents, "silence add ".</summary>
    private static string Verb(ParseResult parsed)
    {
        var verb = "";
        for (var at = parsed.CommandResult; at is { Command: not RootCommand }; at = at.Parent as CommandResult)
            verb = $"{at.Command.Name} {verb}";
        return verb;
    }
}

/// <summary>A mistake of the user. The message is all that is printed.</summary>
internal sealed class UserException(string message) : Exception(message);
