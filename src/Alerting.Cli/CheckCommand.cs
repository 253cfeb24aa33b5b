using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Alerting.Cli.Deployments;
using Alerting.Cli.OnCall;
using Alerting.Configuration;
using Spectre.Console;

namespace Alerting.Cli;

internal static class CheckCommand
{
    private static readonly Argument<string?> File = new("FILE")
    {
        Description = "The configuration, as with --config. Several are read as one.",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = given => ConfigText.List(given.Tokens.Select(token => token.Value)),
    };

    private static readonly Option<bool> Strict =
        new("--strict") { Description = "Exit with 1 for notes too, so that a pipeline stops." };

    private static readonly Option<string> Format = new("--format")
    {
        Description = "text for people and editors; github for annotations on the lines of a pull request.",
        HelpName = "text|github",
        DefaultValueFactory = _ => "text",
        Validators = { OnlyFormats },
    };

    private static readonly Option<string?> Against = new("--against")
    {
        Description = "An earlier configuration: shows whose next 30 days change.",
        HelpName = "OLD",
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("check", "Checks a configuration and prints every error with its line and column.")
        {
            File, Inputs.Config, Against, Strict, Format, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path(parsed.GetValue(File), parsed.GetValue(Inputs.Config));
            var (file, now) = (Inputs.FindConfig(path), time.GetUtcNow());
            var first = Inputs.ConfigFiles(file)[0];
            var result = OnCallAdvice.Add(await Inputs.ReadConfigAsync(path, cancellation), first, now);
            result = CheckAdvice.AddUncovered(result, first, now);
            result = CheckAdvice.Add(result, first, SamConfig.DeploysWithout(
                System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(first))!, "Checks", "on"));
            if (result.Config is { } config)
                result = result with { Notes = [.. result.Notes, .. CalendarNotes.Of(config, first)] };
            var changes = new ScheduleChanges(result.Config, now);
            if (parsed.GetValue(Against) is { } old)
            {
                changes = new ScheduleChanges(result.Config, now, await Inputs.LoadConfigAsync(old, cancellation));
                result = OnCallAdvice.AddMoves(result, changes.Before!, first, now);
            }
            if (parsed.GetValue(Inputs.Json))
                terminal.Json(json => Write(json, result, changes));
            else if (parsed.GetValue(Format) == "github")
                Annotate(terminal, result);
            else
                Print(terminal.People, file, result);
            if (!parsed.GetValue(Inputs.Json))
                changes.Print(terminal.People);
            var isGood = result.IsValid && !(parsed.GetValue(Strict)
                && result.Notes.Any(note => note.Code != CalendarNotes.Code));
            return isGood ? CommandLine.Done : CommandLine.No;
        });
        return command;
    }

    private static void OnlyFormats(OptionResult format)
    {
        if (format.Tokens is [{ Value: not ("text" or "github") } other])
            format.AddError($"\"{other.Value}\" is not a format. Write text or github.");
    }

    private static string? Path(string? file, string? config) => string.IsNullOrEmpty(file) || config is null
        ? string.IsNullOrEmpty(file) ? config : file
        : throw new UserException($"Two configurations are given, {file} and {config}. Name one.");

    private static void Print(IAnsiConsole console, string file, ConfigResult result)
    {
        // Not wrapped, and position first like compilers, for editors and grep.
        foreach (var error in result.Errors)
            console.Profile.Out.Writer.WriteLine(error.ToString());
        foreach (var note in result.Notes)
            console.Profile.Out.Writer.WriteLine(LineOf(note));
        var notes = result.Notes.Count == 0 ? "" : $", {Count(result.Notes.Count, "note")}";
        if (result.Config is { } config)
        {
            var (routes, receivers) = (Count(config.Routes.Count, "route"), Count(config.Receivers.Count, "receiver"));
            var names = string.Join(", ", config.Receivers.Keys);
            console.MarkupLineInterpolated($"[green]{file} is valid[/]: {routes} to {receivers} ({names}){notes}.");
        }
        else
        {
            console.MarkupLineInterpolated(
                $"[red]{file} is not valid[/]: {Count(result.Errors.Count, "error")}{notes}.");
        }
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <remarks>https://docs.github.com/actions/reference/workflow-commands-for-github-actions</remarks>
    private static void Annotate(Terminal terminal, ConfigResult result)
    {
        foreach (var (kind, messages) in new[] { ("error", result.Errors), ("warning", result.Notes) })
        {
            foreach (var message in messages)
            {
                terminal.Exact($"::{kind} file={InProperty(message.File)},line={message.Line},col={message.Column}" +
                    $"::{InMessage(message.Text)}");
            }
        }
    }

    private static string InMessage(string text) => text.Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string InProperty(string text) => InMessage(text)
        .Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    private static void Write(Utf8JsonWriter json, ConfigResult result, ScheduleChanges changes)
    {
        json.WriteStartObject();
        json.WriteBoolean("valid", result.IsValid);
        Write(json, "errors", result.Errors);
        Write(json, "notes", result.Notes);
        changes.Write(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ConfigMessage> messages)
    {
        json.WriteStartArray(name);
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("file", message.File);
            json.WriteNumber("line", message.Line);
            json.WriteNumber("column", message.Column);
            json.WriteString("code", message.Code);
            json.WriteString("text", message.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A note with its place, as compilers write it.</summary>
    public static string LineOf(ConfigMessage note) =>
        $"{note.File}:{note.Line}:{note.Column}: note: {note.Text}";
}
