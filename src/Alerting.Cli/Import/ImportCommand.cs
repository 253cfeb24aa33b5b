using System.CommandLine;
using System.Text;

namespace Alerting.Cli.Import;

internal static class ImportCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "An alertmanager.yml, or Grafana's contact points, notification policies and mute timings; - " +
            "reads standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "The system that the files are of. Default: what their content shows.",
        HelpName = "alertmanager|grafana",
        Validators =
        {
            system =>
            {
                if (system.Tokens is [{ Value: not (ImportFiles.Alertmanager or ImportFiles.GrafanaFiles) } other])
                    system.AddError($"\"{other.Value}\" is not a system. Write alertmanager or grafana.");
            },
        },
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("import",
            "Writes an alerting.yaml with the same routes. What has no counterpart is listed on standard error.")
        {
            Files, From,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var files = new List<(string Name, string Text)>();
            foreach (var path in parsed.GetValue(Files)!)
            {
                var bytes = await Inputs.ReadFileAsync(path, cancellation, "configuration file");
                files.Add((path, Encoding.UTF8.GetString(bytes.Span)));
            }
            try
            {
                var result = ImportFiles.Read(files, parsed.GetValue(From));
                foreach (var note in result.Notes)
                    terminal.Note(note);
                terminal.Exact(result.Yaml.TrimEnd('\n'));
                return CommandLine.Done;
            }
            catch (FormatException unreadable)
            {
                throw new UserException(unreadable.Message);
            }
        });
        return command;
    }
}
