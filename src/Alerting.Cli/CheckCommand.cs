using System.CommandLine;
using System.Text.Json;
using Alerting.Configuration;
using Spectre.Console;

namespace Alerting.Cli;

internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("check", "Checks a configuration and prints every error with its line and column.")
        {
            Inputs.Config, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(Inputs.Config);
            var result = await Inputs.ReadConfigAsync(path, cancellation);
            if (parsed.GetValue(Inputs.Json))
                terminal.Json(json => Write(json, result));
            else
                Print(terminal.People, Inputs.FindConfig(path), result);
            return result.IsValid ? CommandLine.Done : CommandLine.No;
        });
        return command;
    }

    private static void Print(IAnsiConsole console, string file, ConfigResult result)
    {
        // Not wrapped, and position first like compilers, for editors and grep.
        foreach (var error in result.Errors)
            console.Profile.Out.Writer.WriteLine(error.ToString());
        foreach (var note in result.Notes)
            console.Profile.Out.Writer.WriteLine($"{note.File}:{note.Line}:{note.Column}: note: {note.Text}");
        if (result.Config is { } config)
        {
            var (routes, receivers) = (config.Routes.Count, config.Receivers.Count);
            var names = string.Join(", ", config.Receivers.Keys);
            var routesWord = routes == 1 ? "route" : "routes";
            var receiversWord = receivers == 1 ? "receiver" : "receivers";
            console.MarkupLineInterpolated(
                $"[green]{file} is valid[/]: {routes} {routesWord} to {receivers} {receiversWord} ({names}).");
        }
        else
        {
            var errors = result.Errors.Count == 1 ? "error" : "errors";
            console.MarkupLineInterpolated($"[red]{file} is not valid[/]: {result.Errors.Count} {errors}.");
        }
    }

    private static void Write(Utf8JsonWriter json, ConfigResult result)
    {
        json.WriteStartObject();
        json.WriteBoolean("valid", result.IsValid);
        Write(json, "errors", result.Errors);
        Write(json, "notes", result.Notes);
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
            json.WriteString("text", message.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
