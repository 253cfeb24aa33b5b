using System.CommandLine;
using Alerting.Alerts;
using Alerting.Configuration.Values;
using Alerting.Silencing;
using Spectre.Console;

namespace Alerting.Cli.Silences;

/// <summary><c>alerting silence</c>: what nobody is to be told of for a while, in the table of a deployment.</summary>
public static class SilenceCommand
{
    private static readonly Argument<string[]> Matchers = new("MATCHER")
    {
        Description = "Which alerts, as in the configuration: 'name = \"disk\"', 'severity =~ \"warning|info\"'. All must match.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Argument<string> Id = new("ID") { Description = "The silence's id, as `silence list` shows it." };

    private static readonly Option<string?> For = new("--for") { Description = "How long it holds, as 2h or 1d.", HelpName = "TIME" };

    private static readonly Option<DateTimeOffset?> Until = Inputs.Moment("--until", "When it ends, as 2026-11-14T08:00:00Z.");

    private static readonly Option<DateTimeOffset?> From = Inputs.Moment("--from", "When it begins; by default now.");

    private static readonly Option<string?> Comment = new("--comment") { Description = "Why." };

    private static readonly Option<string?> Author = new("--author") { Description = "Who wants it; by default who is logged in here." };

    private static readonly Option<bool> All = new("--all") { Description = "Those that are over too." };

    private static readonly Option<string?> Table = new("--table")
    {
        Description = "The deployment's table, its output TableName; by default ALERTING_TABLE.",
    };

    public static Command Create(Terminal terminal, TimeProvider time) => new("silence", "Adds, lists and ends silences in the deployed table.")
    {
        Add(terminal, time), List(terminal, time), Expire(terminal, time),
    };

    private static Command Add(Terminal terminal, TimeProvider time)
    {
        var command = new Command("add", "Silences alerts for a while, within ten seconds.")
        {
            Matchers, For, Until, From, Comment, Author, Table, Inputs.Json,
        };
        command.SetAction((parsed, cancellation) => SilenceTable.UseAsync(parsed.GetValue(Table), time, async table =>
        {
            var matchers = parsed.GetValue(Matchers)!;
            if (Silence.Check(matchers) is { } wrong)
                throw new UserException(wrong);
            var now = time.GetUtcNow();
            var start = parsed.GetValue(From) ?? now;
            var end = End(parsed.GetValue(For), parsed.GetValue(Until), start);
            if (end <= now || end <= start)
                throw new UserException($"a silence that ends at {end:u} would be over before it begins.");
            var author = parsed.GetValue(Author) ?? Environment.UserName;
            var id = Fingerprint.Of($"{string.Join('|', matchers)}|{start:O}|{end:O}|{author}|{now:O}");
            var silence = new Silence(id, matchers, start, end, author, parsed.GetValue(Comment) ?? "");
            await table.PutAsync(silence, cancellation);
            SilenceReport.Print(terminal, [silence], now, parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command List(Terminal terminal, TimeProvider time)
    {
        var command = new Command("list", "Shows the silences that hold or are to come.") { All, Table, Inputs.Json };
        command.SetAction((parsed, cancellation) => SilenceTable.UseAsync(parsed.GetValue(Table), time, async table =>
        {
            var now = time.GetUtcNow();
            var silences = (await table.ListAsync(cancellation))
                .Where(silence => parsed.GetValue(All) || silence.EndsAt > now).OrderBy(silence => silence.EndsAt).ToArray();
            SilenceReport.Print(terminal, silences, now, parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Expire(Terminal terminal, TimeProvider time)
    {
        var command = new Command("expire",
            "Ends a silence now. It takes a quarter of a minute until no function remembers it; what it kept back and still fires is told within a minute after that.")
        {
            Id, Table, Inputs.Json,
        };
        command.SetAction((parsed, cancellation) => SilenceTable.UseAsync(parsed.GetValue(Table), time, async table =>
        {
            var id = parsed.GetValue(Id)!;
            if (await table.ExpireAsync(id, cancellation) is not { } ended)
            {
                terminal.Error($"there is no silence {id} that could be ended.");
                return CommandLine.No;
            }
            SilenceReport.Print(terminal, [ended], time.GetUtcNow(), parsed.GetValue(Inputs.Json));
            if (!parsed.GetValue(Inputs.Json))
                terminal.People.WriteLine("Waiting until no function remembers it; then groups look again with the next tick.");
            await table.WakeGroupsAsync(cancellation);
            return CommandLine.Done;
        }));
        return command;
    }

    private static DateTimeOffset End(string? duration, DateTimeOffset? until, DateTimeOffset start) => (duration, until) switch
    {
        ({ } text, null) => Durations.TryParse(text, out var time) && time > TimeSpan.Zero
            ? time <= DateTimeOffset.MaxValue - start ? start + time
                : throw new UserException($"a silence of {text} from {start:u} on would end after the year 9999.")
            : throw new UserException($"'{text}' is not a duration: {Durations.Right}"),
        (null, { } moment) => moment,
        _ => throw new UserException("say how long, by either --for or --until."),
    };
}
