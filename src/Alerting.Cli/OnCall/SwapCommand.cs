using System.CommandLine;
using Alerting.Cli.Deployments;
using Alerting.OnCall;
using NodaTime;

namespace Alerting.Cli.OnCall;

/// <summary><c>alerting oncall swap</c>: two people swap turns.</summary>
internal static class SwapCommand
{
    private static readonly Argument<string> Schedule = new("SCHEDULE") { Description = "The schedule." };
    private static readonly Argument<string> One = new("PERSON") { Description = "One of the two." };
    private static readonly Argument<string> Other = new("OTHER") { Description = "The other." };

    private static readonly Option<DateTimeOffset?> From =
        Inputs.Moment("--from", "Swap turns from then on. Default: now.");

    private static readonly Option<DateTimeOffset?> Until =
        Inputs.Moment("--until", "Swap all turns until then. Default: the next turn of each.");

    private static readonly Option<string?> Comment =
        new("--comment") { Description = "The reason.", HelpName = "TEXT" };

    private static readonly Option<string?> Author =
        new("--author") { Description = "Who swaps. Default: the current user.", HelpName = "NAME" };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("swap", "Swaps the next turns of two people. Takes effect within 10 seconds.")
        {
            Schedule, One, Other, From, Until, Comment, Author, Inputs.Config, OnCallInputs.Table, Deployment.Stack,
            Inputs.JsonLines,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var schedule = OnCallInputs.Schedule(config, parsed.GetValue(Schedule)!);
            var (one, other) = (parsed.GetValue(One)!, parsed.GetValue(Other)!);
            OnCallInputs.Person(config, one);
            OnCallInputs.Person(config, other);
            var now = time.GetUtcNow();
            var from = Instant.FromDateTimeOffset(parsed.GetValue(From) ?? now);
            Instant? until = parsed.GetValue(Until) is { } end ? Instant.FromDateTimeOffset(end) : null;
            return await OnCallTable.UseAsync(parsed, terminal, async table =>
            {
                var records = await table.ListAsync(cancellation);
                var timeline = new OnCallTimeline(schedule, config.People, records);
                ScheduleOverride[] swapped = [.. SwapPlan.Of(timeline, schedule.Name, (one, other), from, until)
                    .Select(each => each with
                    {
                        By = OnCallInputs.Author(parsed.GetValue(Author)),
                        Comment = parsed.GetValue(Comment) ?? "",
                        CreatedAt = now,
                    })];
                if (swapped.Length == 0)
                    throw new UserException($"{one} and {other} do not both have a turn in {schedule.Name} then.");
                if (swapped.All(each => each.To <= now))
                    throw new UserException("These turns are over. Choose a later --from or --until.");
                foreach (var each in swapped)
                    await table.PutAsync(each, cancellation);
                var report = new OnCallReport(terminal, config, OnCallRecords.Empty, now);
                if (parsed.GetValue(Inputs.JsonLines))
                    report.WriteOverrides(swapped);
                else
                    report.PrintOverrides(swapped);
                return CommandLine.Done;
            });
        });
        return command;
    }
}
