using System.CommandLine;

namespace Alerting.Cli.ConfigTests;

/// <summary><c>alerting test</c>: what a configuration does, as expected by files of tests.</summary>
internal static class TestCommand
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Files of tests, such as tests/*.yaml.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("test",
            "Tests a configuration: given alerts at a time, who is notified, how, and what waits. Sends nothing. " +
            "Exits with 1 if an expectation fails.")
        {
            Files, Inputs.Config, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var results = new List<ConfigTestResult>();
            var notes = new List<string>();
            foreach (var path in parsed.GetValue(Files)!)
            {
                var file = await ConfigTestReader.ReadAsync(path, parsed.GetValue(Inputs.Config), cancellation);
                notes.AddRange(CalendarNotes.Of(file.Config, file.ConfigPath).Select(CheckCommand.LineOf));
                foreach (var test in file.Tests)
                    results.Add(await ConfigTestRun.OfAsync(file, test, cancellation));
            }
            if (parsed.GetValue(Inputs.Json))
                terminal.Json(json => ConfigTestReport.Write(json, results));
            else
                ConfigTestReport.Print(terminal.People, results);
            foreach (var note in notes.Distinct())
                terminal.Note(note);
            return results.TrueForAll(result => result.Failures.Count == 0) ? CommandLine.Done : CommandLine.No;
        });
        return command;
    }
}
