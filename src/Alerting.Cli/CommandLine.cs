using System.CommandLine;
using System.CommandLine.Parsing;
using Alerting.Text;

namespace Alerting.Cli;

/// <summary>Runs a command line. Wrong usage and unreadable input get one sentence and exit code 2.</summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int No = 1;
    public const int Wrong = 2;

    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, Terminal terminal)
    {
        if (Init.CompletionCommand.TryAnswer(root, args, terminal))
            return Done;
        var parsed = root.Parse(args);
        if (parsed.Errors is [var error, ..])
        {
            terminal.Error($"{Mistake(parsed, error)} See 'alerting {Verb(parsed)}--help'.");
            return Wrong;
        }
        // An argument would take a misspelt option for its value.
        if (Values(parsed).FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal)) is { } option)
        {
            terminal.Error($"{Unknown(parsed, option)} See 'alerting {Verb(parsed)}--help'.");
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
        ([{ Length: > 0 } token, ..], _) => Unknown(parsed, token),
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

    private static IEnumerable<string> Values(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);

    private static string Unknown(ParseResult parsed, string token) =>
        $"Unknown {(token[0] == '-' ? "option" : "command or argument")} \"{token}\".{Meant(parsed, token)}";

    private static string Meant(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        var known = token[0] == '-'
            ? command.Options.Select(option => option.Name)
            : command.Subcommands.Select(sub => sub.Name);
        return Suggestion.For(token, known) is { } meant ? " " + Suggestion.Sentence(meant) : "";
    }

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
