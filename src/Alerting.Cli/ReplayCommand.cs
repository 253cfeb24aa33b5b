using System.CommandLine;
using Alerting.Grouping.InMemory;

namespace Alerting.Cli;

/// <summary><c>alerting replay</c>: a night of events over simulated time, without sending anything.</summary>
public static class ReplayCommand
{
    private static readonly Argument<string> Lines =
        new("FILE") { Description = "Lines of {\"at\": TIME, \"event\": …} or {\"at\": TIME, \"silence\": {…}}; - reads standard input." };

    private static readonly Option<DateTimeOffset?> Until = new("--until")
    {
        Description = "When it ends; by default when all that waits has been told.",
        HelpName = "TIME",
        CustomParser = Inputs.ParseTime,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "JSON lines, and nothing else." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("replay", "Runs recorded events over simulated time, and shows who would have been told what, and when.")
        {
            Lines, Inputs.Config, Until, Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var path = parsed.GetValue(Lines)!;
            var lines = ReplayFile.Read(await Inputs.ReadFileAsync(path, cancellation), path);

            var until = parsed.GetValue(Until);
            if (until is { } end && !ReplayFile.IsInReach(end))
                throw new UserException("--until is out of reach: a replay runs between the years 1900 and 9900.");

            var replay = new Replay(config);
            var summary = await replay.RunAsync(lines, until, cancellation);

            if (parsed.GetValue(Json))
                ReplayJson.Print(terminal, config, replay.Entries, summary);
            else
                new ReplayReport(terminal.People, config.TimeZone).Print(replay.Entries, summary);
            return CommandLine.Done;
        });
        return command;
    }
}
