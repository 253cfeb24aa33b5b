using System.CommandLine;
using Alerting.Alerts;
using Alerting.Cli.Deployments;
using Alerting.Configuration.Values;
using Alerting.Notifications;
using Alerting.Silencing;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.Silences;

internal static class SilenceCommand
{
    private static readonly Argument<string[]> Matchers = new("MATCHER")
    {
        Description =
            "The alerts to silence, as in the configuration: 'name = \"disk\"', 'severity =~ \"warning|info\"'. All " +
            "must match.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Argument<string> Id =
        new("ID") { Description = "The silence's ID, as 'silence list' shows it." };

    private static readonly Option<string?> For =
        new("--for") { Description = "How long it lasts, such as 2h or 1d.", HelpName = "DURATION" };

    private static readonly Option<DateTimeOffset?> Until =
        Inputs.Moment("--until", "When it ends, such as 2026-11-14T08:00:00Z.");

    private static readonly Option<bool> UntilResolved = new("--until-resolved")
    {
        Description = "Silences what fires now until it resolves; what fires anew is notified. Lasts 30 days at most.",
    };

    private static readonly Option<DateTimeOffset?> From = Inputs.Moment("--from", "When it begins. Default: now.");

    private static readonly Option<string?> Comment =
        new("--comment") { Description = "The reason.", HelpName = "TEXT" };

    private static readonly Option<string?> Author =
        new("--author") { Description = "Who adds it. Default: the current user.", HelpName = "NAME" };

    private static readonly Option<bool> All = new("--all") { Description = "Include ended silences." };

    public static Command Create(Terminal terminal, TimeProvider time) =>
        new("silence", "Adds, lists and ends silences of a deployment.")
    {
        Add(terminal, time), List(terminal, time), Expire(terminal, time),
    };

    private static Command Add(Terminal terminal, TimeProvider time)
    {
        var command = new Command("add", "Silences matching alerts. Takes effect within 10 seconds.")
        {
            Matchers, For, Until, UntilResolved, From, Comment, Author, Deployment.Table, Deployment.Stack, Inputs.Json,
        };
        command.SetAction((parsed, cancellation) => UseAsync(parsed, terminal, time, async table =>
        {
            var matchers = parsed.GetValue(Matchers)!;
            if (Silence.Check(matchers) is { } wrong)
                throw new UserException(wrong);
            var now = time.GetUtcNow();
            var start = parsed.GetValue(From) ?? now;
            var untilResolved = parsed.GetValue(UntilResolved);
            var end = End(parsed.GetValue(For), parsed.GetValue(Until), start, untilResolved);
            if (end <= now || end <= start)
            {
                throw new UserException(
                    $"The silence would end at {AlertTimes.Moment(end, DateTimeZone.Utc, now)}, before it takes " +
                    "effect. Choose a later end.");
            }
            var author = parsed.GetValue(Author) ?? Environment.UserName;
            var id = Fingerprint.Of($"{string.Join('|', matchers)}|{start:O}|{end:O}|{author}|{now:O}");
            var silence = new Silence(id, matchers, start, end, author, parsed.GetValue(Comment) ?? "")
            {
                UntilResolved = untilResolved,
            };
            await table.PutAsync(silence, cancellation);
            SilenceReport.Print(terminal, [silence], now, parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command List(Terminal terminal, TimeProvider time)
    {
        var command = new Command("list",
            "Lists active and upcoming silences, and the maintenance windows of the configuration.")
        {
            All, Deployment.Table, Deployment.Stack, Inputs.Config, Inputs.Json,
        };
        command.SetAction((parsed, cancellation) => UseAsync(parsed, terminal, time, async table =>
        {
            var now = time.GetUtcNow();
            var maintenance =
                await MaintenanceList.ReadAsync(terminal, parsed.GetValue(Inputs.Config), now, cancellation);
            var silences = (await table.ListAsync(cancellation))
                .Where(silence => parsed.GetValue(All) || silence.EndsAt > now).Concat(maintenance)
                .OrderBy(silence => silence.EndsAt).ToArray();
            SilenceReport.Print(terminal, silences, now, parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Expire(Terminal terminal, TimeProvider time)
    {
        var command = new Command("expire",
            "Ends a silence now. Takes effect within 15 seconds; notifications for alerts that still fire follow " +
            "within a minute.")
        {
            Id, Deployment.Table, Deployment.Stack, Inputs.Json,
        };
        command.SetAction((parsed, cancellation) => UseAsync(parsed, terminal, time, async table =>
        {
            var id = parsed.GetValue(Id)!;
            if (await table.ExpireAsync(id, cancellation) is not { } ended)
            {
                terminal.Error($"No active or upcoming silence {id}. 'alerting silence list' shows them.");
                return CommandLine.No;
            }
            SilenceReport.Print(terminal, [ended], time.GetUtcNow(), parsed.GetValue(Inputs.Json));
            if (!parsed.GetValue(Inputs.Json))
            {
                terminal.People.WriteLine(
                    "Waiting 15 s for the silence to end everywhere. Notifications for alerts that still fire follow " +
                    "within a minute.");
            }
            await table.WakeGroupsAsync(cancellation);
            return CommandLine.Done;
        }));
        return command;
    }

    private static async Task<int> UseAsync(
        ParseResult parsed, Terminal terminal, TimeProvider time, Func<SilenceTable, Task<int>> work) =>
        await SilenceTable.UseAsync(
            await Deployment.Of(parsed, terminal).FindTableAsync(), time, work);

    private static DateTimeOffset End(
        string? duration, DateTimeOffset? until, DateTimeOffset start, bool untilResolved) => (duration, until) switch
    {
        (null, null) when untilResolved => start + Silence.LongestUntilResolved,
        ({ } text, null) => Durations.TryParse(text, out var time) && time > TimeSpan.Zero
            ? time <= DateTimeOffset.MaxValue - start ? start + time
                : throw new UserException($"A silence of {text} would end after the year 9999. Choose a shorter one.")
            : throw new UserException(Durations.Error(text)),
        (null, { } moment) => moment,
        _ => throw new UserException("Set the end of the silence with --for, --until or --until-resolved."),
    };
}
