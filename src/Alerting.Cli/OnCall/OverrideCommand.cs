using System.CommandLine;
using Alerting.Cli.Deployments;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.OnCall;

namespace Alerting.Cli.OnCall;

/// <summary><c>alerting oncall override</c>: somebody takes over a part of a schedule.</summary>
internal static class OverrideCommand
{
    private static readonly Argument<string> Schedule = new("SCHEDULE") { Description = "The schedule." };

    private static readonly Argument<string?> Person = new("PERSON")
    {
        Description = "Who takes over; nobody for a gap that is meant.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<DateTimeOffset?> From = Inputs.Moment("--from", "When it begins. Default: now.");

    private static readonly Option<DateTimeOffset?> Until =
        Inputs.Moment("--until", "When it ends, such as 2026-11-14T08:00:00Z.");

    private static readonly Option<string?> For =
        new("--for") { Description = "How long it lasts, such as 2h or 1d.", HelpName = "DURATION" };

    private static readonly Option<string?> InsteadOf = new("--instead-of")
    {
        Description = "Only while this person is on call. Default: whoever is.",
        HelpName = "PERSON",
    };

    private static readonly Option<string?> Remove =
        new("--remove") { Description = "Remove the override with this id.", HelpName = "ID" };

    private static readonly Option<string?> Comment =
        new("--comment") { Description = "The reason.", HelpName = "TEXT" };

    private static readonly Option<string?> Author =
        new("--author") { Description = "Who adds it. Default: the current user.", HelpName = "NAME" };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("override", "Lets somebody take over. Takes effect within 10 seconds.")
        {
            Schedule, Person, For, Until, From, InsteadOf, Remove, Comment, Author, Inputs.Config, OnCallInputs.Table,
            Deployment.Stack, Inputs.JsonLines,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var schedule = OnCallInputs.Schedule(config, parsed.GetValue(Schedule)!);
            var now = time.GetUtcNow();
            var added = parsed.GetValue(Remove) is null ? Added(parsed, config, schedule, now) : null;
            return await OnCallTable.UseAsync(parsed, terminal, async table =>
            {
                var records = await table.ListAsync(cancellation);
                if (added is null)
                    return await RemoveAsync(records.Overrides.FirstOrDefault(IsToRemove));
                if (OverrideRules.Finding(added, config, Record(records, added), now) is { } finding)
                    throw new UserException(finding);
                await table.PutAsync(added, cancellation);
                Print(added);
                return CommandLine.Done;

                bool IsToRemove(ScheduleOverride each) => each.Id == parsed.GetValue(Remove);

                async Task<int> RemoveAsync(ScheduleOverride? removed)
                {
                    if (removed is null)
                    {
                        terminal.Error($"No override {parsed.GetValue(Remove)}. 'alerting oncall show' lists them.");
                        return CommandLine.No;
                    }
                    await table.RemoveAsync(removed, cancellation);
                    Print(removed);
                    return CommandLine.Done;
                }
            });

            void Print(ScheduleOverride each)
            {
                var report = new OnCallReport(terminal, config, OnCallRecords.Empty, now);
                if (parsed.GetValue(Inputs.JsonLines))
                    report.WriteOverrides([each]);
                else
                    report.PrintOverrides([each]);
            }
        });
        return command;
    }

    private static OnCallRecords Record(OnCallRecords records, ScheduleOverride added) =>
        records with { Overrides = [.. records.Overrides, added] };

    private static ScheduleOverride Added(
        ParseResult parsed, AlertingConfig config, Schedule schedule, DateTimeOffset now)
    {
        if (parsed.GetValue(Person) is not { } person)
            throw new UserException("PERSON is missing: name who takes over, or remove an override with --remove ID.");
        if (person != Configuration.Person.Nobody)
            OnCallInputs.Person(config, person);
        var from = parsed.GetValue(From) ?? now;
        var to = OnCallInputs.End(parsed.GetValue(For), parsed.GetValue(Until), from);
        if (to <= now)
            throw new UserException("The override would end before it takes effect. Choose a later end.");
        return new ScheduleOverride(
            Fingerprint.Of($"{schedule.Name}|{person}|{from:O}|{to:O}|{now:O}")[..8], schedule.Name, person, from, to)
        {
            InsteadOf = OnCallInputs.Person(config, parsed.GetValue(InsteadOf)),
            By = OnCallInputs.Author(parsed.GetValue(Author)),
            Comment = parsed.GetValue(Comment) ?? "",
            CreatedAt = now,
        };
    }
}
