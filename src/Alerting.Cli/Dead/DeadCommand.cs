using System.CommandLine;
using Alerting.Cli.Deployments;
using Amazon.SQS;

namespace Alerting.Cli.Dead;

internal static class DeadCommand
{
    private static readonly Argument<string> Id =
        new("ID") { Description = "The ID that 'dead list' shows, or its beginning." };

    private static readonly Argument<string[]> Ids = new("ID")
    {
        Description = "The IDs that 'dead list' shows, or their beginnings.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> All = new("--all") { Description = "All dead letters." };

    private static readonly Option<string?> Queue =
        Url("--queue", "dead-letter queue (output UndeliveredQueueUrl). Default: ALERTING_UNDELIVERED_QUEUE.");

    private static readonly Option<string?> Deliveries = Url("--deliveries",
        "deliveries queue (output DeliveriesQueueUrl), for notifications. Default: ALERTING_DELIVERIES_QUEUE.");

    private static readonly Option<string?> Groups =
        Url("--groups", "groups queue (output GroupsQueueUrl), for events. Default: ALERTING_GROUPS_QUEUE.");

    private static readonly Option<string?> Table = new("--table")
    {
        Description = "The deployment's table (output TableName), for events with heartbeats. Default: ALERTING_TABLE.",
        HelpName = "NAME",
    };

    public static Command Create(Terminal terminal, TimeProvider time) =>
        new("dead", "Lists, shows and redrives dead letters: messages that could not be delivered.")
    {
        List(terminal, time), Show(terminal, time), Redrive(terminal, time),
    };

    private static Command List(Terminal terminal, TimeProvider time)
    {
        var command = new Command("list", "Lists the dead letters with their reasons. Nothing is removed.")
            { Queue, Deployment.Stack, Inputs.Json };
        command.SetAction((parsed, cancellation) =>
            UseAsync(Deployment.Of(parsed, terminal), parsed, async (_, queue) =>
        {
            DeadReport.List(terminal, await queue.ReadAllAsync(cancellation), time.GetUtcNow(),
                parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Show(Terminal terminal, TimeProvider time)
    {
        var command = new Command("show", "Shows one dead letter in full.")
            { Id, Queue, Deployment.Stack, Inputs.Json };
        command.SetAction((parsed, cancellation) =>
            UseAsync(Deployment.Of(parsed, terminal), parsed, async (_, queue) =>
        {
            if (Find(terminal, await queue.ReadAllAsync(cancellation), parsed.GetValue(Id)!) is not { } letter)
                return CommandLine.No;
            DeadReport.Show(terminal, letter, time.GetUtcNow(), parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Redrive(Terminal terminal, TimeProvider time)
    {
        var command = new Command("redrive",
            "Sends dead letters again: notifications to the deliveries queue, events to the groups queue.")
        {
            Ids, All, Queue, Deliveries, Groups, Table, Deployment.Stack, Inputs.Config, Inputs.Json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var ids = parsed.GetValue(Ids) ?? [];
            if (ids.Length == 0 != parsed.GetValue(All))
                throw new UserException("Write either the IDs that 'dead list' shows, or --all.");
            var deployment = Deployment.Of(parsed, terminal);
            return UseAsync(deployment, parsed, async (sqs, queue) =>
            {
                var letters = Chosen(terminal, await queue.ReadAllAsync(cancellation), ids);
                var redriver = new Redriver(sqs,
                    await deployment.FindOrNullAsync(DeployedName.Deliveries, parsed.GetValue(Deliveries)),
                    await deployment.FindOrNullAsync(DeployedName.Groups, parsed.GetValue(Groups)),
                    () => deployment.FindOrNullAsync(DeployedName.Table, parsed.GetValue(Table)),
                    () => Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation), time);
                var done = new List<(DeadLetter, bool IsDone, string)>();
                foreach (var letter in letters ?? [])
                {
                    var (isDone, result) = await redriver.SendAsync(letter, cancellation);
                    // Sent before it is removed: after a crash it exists twice, and the second is recognised as a
                    // duplicate.
                    if (isDone)
                        await queue.RemoveAsync(letter, cancellation);
                    done.Add((letter, isDone, result));
                }
                if (letters is not null)
                    DeadReport.Redriven(terminal, done, parsed.GetValue(Inputs.Json));
                return letters is not null && done.TrueForAll(each => each.IsDone) ? CommandLine.Done : CommandLine.No;
            });
        });
        return command;
    }

    /// <summary>All when no IDs are given; null when one is not found.</summary>
    private static IReadOnlyList<DeadLetter>? Chosen(Terminal terminal, IReadOnlyList<DeadLetter> letters, string[] ids)
    {
        if (ids.Length == 0)
            return letters;
        var chosen = ids.Select(id => Find(terminal, letters, id)).ToArray();
        return chosen.Contains(null) ? null : [.. chosen.Select(letter => letter!).DistinctBy(letter => letter.Id)];
    }

    private static DeadLetter? Find(Terminal terminal, IReadOnlyList<DeadLetter> letters, string id)
    {
        var found = letters.Where(letter => letter.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (found.Length == 1)
            return found[0];
        terminal.Error(found.Length == 0
            ? $"No dead letter {id}. If somebody else is reading the queue, try again in a minute."
            : $"{found.Length} dead letters begin with {id}. Write more of the ID.");
        return null;
    }

    private static async Task<int> UseAsync(
        Deployment deployment, ParseResult parsed, Func<IAmazonSQS, DeadQueue, Task<int>> work) =>
        await DeadQueue.UseAsync(
            await deployment.FindAsync(DeployedName.DeadLetters, parsed.GetValue(Queue)), work);

    private static Option<string?> Url(string name, string queue) =>
        new(name) { Description = "URL of the " + queue, HelpName = "URL" };
}
