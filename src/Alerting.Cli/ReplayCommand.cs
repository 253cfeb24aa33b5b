using System.CommandLine;
using Alerting.Cli.OnCall;
using Alerting.InProcess;

namespace Alerting.Cli;

/// <summary><c>alerting replay</c>: recorded events over simulated time, without sending anything.</summary>
public static class ReplayCommand
{
    private static readonly Argument<string> Lines =
        new("FILE") { Description =
            "A file with lines {\"at\": TIME, \"event\": …}, {\"at\": TIME, \"silence\": {…}}, " +
            "{\"at\": TIME, \"config\": FILE}, which changes the configuration, " +
            "{\"at\": TIME, \"heartbeat\": NAME}, " +
            "{\"at\": TIME, \"ack\": {\"name\": ALERT, \"by\": PERSON}} (also unack, snooze with \"for\", escalate, " +
            "close with \"reason\"), {\"at\": TIME, \"override\": {\"schedule\": SCHEDULE, \"person\": PERSON, " +
            "\"for\": \"4h\"}} " +
            "or {\"at\": TIME, \"channel\": \"slack\", \"down\": \"10m\"}; - reads standard input." };

    private static readonly Option<DateTimeOffset?> Until = new("--until")
    {
        Description = "When the replay ends. Default: when nothing more is due.",
        HelpName = "TIME",
        CustomParser = Inputs.ParseTime,
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("replay",
            "Replays recorded events over simulated time and shows who would be notified, when and why.")
        {
            Lines, Inputs.Config, OnCallInputs.Ical, Until, Inputs.JsonLines,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var path = parsed.GetValue(Lines)!;
            var until = parsed.GetValue(Until);
            if (until is { } end && !ReplayFile.IsInRange(end))
                throw new UserException("--until is out of range. A replay runs between the years 1900 and 9900.");
            using var source = ReplaySource.Open(path);
            var lines = await ReplayFile.ReadAsync(source, path, config, cancellation);

            var first = lines.Select(line => line.At).DefaultIfEmpty(until ?? default).Min();
            var onCall = await OnCallInputs.OfflineAsync(parsed, config, first, cancellation);

            if (parsed.GetValue(Inputs.JsonLines))
            {
                var json = new ReplayJson(terminal, config, onCall);
                json.Finish(await new Replay(config, json.Take, onCall).RunAsync(lines, until, cancellation));
            }
            else
            {
                var report = new ReplayReport(terminal.People, config.TimeZone);
                report.Finish(await new Replay(config, report.Take, onCall).RunAsync(lines, until, cancellation));
            }
            return CommandLine.Done;
        });
        return command;
    }
}
