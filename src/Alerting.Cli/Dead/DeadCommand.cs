using System.CommandLine;

namespace Alerting.Cli.Dead;

/// <summary><c>alerting dead</c>: what reached nobody, and how it still does.</summary>
public static class DeadCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The id that `dead list` shows, or enough of it." };

    private static readonly Argument<string[]> Ids = new("ID")
    {
        Description = "The ids that `dead list` shows, or enough of each.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> All = new("--all") { Description = "Everything that waits." };

    private static readonly Option<string?> Queue = Url("--queue", "of what reached nobody, its output UndeliveredQueueUrl; by default ALERTING_UNDELIVERED_QUEUE.");

    private static readonly Option<string?> Deliveries = Url("--deliveries", "of notifications to send, its output DeliveriesQueueUrl; by default ALERTING_DELIVERIES_QUEUE.");

    private static readonly Option<string?> Groups = Url("--groups", "of messages to groups, its output GroupsQueueUrl, for events; by default ALERTING_GROUPS_QUEUE.");

    public static Command Create(Terminal terminal, TimeProvider time) => new("dead", "Lists, shows and redrives what reached nobody.")
    {
        List(terminal, time), Show(terminal, time), RedriveThem(terminal, time),
    };

    private static Command List(Terminal terminal, TimeProvider time)
    {
        var command = new Command("list", "Shows what waits, and why; it stays where it is.") { Queue, Inputs.Json };
        command.SetAction((parsed, cancellation) => DeadQueue.UseAsync(parsed.GetValue(Queue), async (_, queue) =>
        {
            DeadReport.List(terminal, await queue.LookAsync(cancellation), time.GetUtcNow(), parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Show(Terminal terminal, TimeProvider time)
    {
        var command = new Command("show", "Shows one message as a whole.") { Id, Queue, Inputs.Json };
        command.SetAction((parsed, cancellation) => DeadQueue.UseAsync(parsed.GetValue(Queue), async (_, queue) =>
        {
            if (Find(terminal, await queue.LookAsync(cancellation), parsed.GetValue(Id)!) is not { } letter)
                return CommandLine.No;
            DeadReport.Show(terminal, letter, time.GetUtcNow(), parsed.GetValue(Inputs.Json));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command RedriveThem(Terminal terminal, TimeProvider time)
    {
        var command = new Command("redrive", "Sends messages on their way again: notifications to the deliveries, events to their groups.")
        {
            Ids, All, Queue, Deliveries, Groups, Inputs.Config, Inputs.Json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var ids = parsed.GetValue(Ids) ?? [];
            if (ids.Length == 0 != parsed.GetValue(All))
                throw new UserException("say which: the ids that 'dead list' shows, or --all.");
            return DeadQueue.UseAsync(parsed.GetValue(Queue), async (sqs, queue) =>
            {
                var letters = Chosen(terminal, await queue.LookAsync(cancellation), ids);
                var redrive = new Redrive(sqs, Named(parsed.GetValue(Deliveries), "ALERTING_DELIVERIES_QUEUE"),
                    Named(parsed.GetValue(Groups), "ALERTING_GROUPS_QUEUE"),
                    () => Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation), time);
                var done = new List<(DeadLetter, bool IsDone, string)>();
                foreach (var letter in letters ?? [])
                {
                    var (isDone, said) = await redrive.SendAsync(letter, cancellation);
                    // Sent first: should this be where it ends, it is there twice and told once.
                    if (isDone)
                        await queue.RemoveAsync(letter, cancellation);
                    done.Add((letter, isDone, said));
                }
                if (letters is not null)
                    DeadReport.Redriven(terminal, done, parsed.GetValue(Inputs.Json));
                return letters is not null && done.TrueForAll(each => each.IsDone) ? CommandLine.Done : CommandLine.No;
            });
        });
        return command;
    }

    /// <summary>All, where no ids are given; null when one of them is not there.</summary>
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
            ? $"there is no message {id}; another may look at it just now, and it is back within a minute."
            : $"{found.Length} messages begin with {id}; give more of the id.");
        return null;
    }

    private static string? Named(string? option, string variable) => option ?? Environment.GetEnvironmentVariable(variable);

    private static Option<string?> Url(string name, string of) => new(name) { Description = "The URL of the deployment's queue " + of, HelpName = "URL" };
}
