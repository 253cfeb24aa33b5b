using System.CommandLine;
using System.Text;

namespace Alerting.Cli.Import;

internal static class ImportCommand
{
    private static readonly Argument<string> File =
        new("FILE") { Description = "An alertmanager.yml; - reads standard input." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("import",
            "Writes an alerting.yaml with the same routes. What has no counterpart is listed on standard error.")
        {
            File,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(File)!;
            var text = Encoding.UTF8.GetString((await Inputs.ReadFileAsync(path, cancellation)).Span);
            try
            {
                var result = AlertmanagerImport.Read(text, path);
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
