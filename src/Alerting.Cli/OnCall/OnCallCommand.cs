using System.CommandLine;
using Alerting.Cli.Deployments;
using Alerting.OnCall;
using NodaTime;

namespace Alerting.Cli.OnCall;

/// <summary><c>alerting oncall</c>: who is on call, and overrides.</summary>
internal static class OnCallCommand
{
    private static readonly Argument<string?> Schedule = new("SCHEDULE")
    {
        Description = "The schedule. Default: all.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<DateTimeOffset?> At =
        Inputs.Moment("--at", "The moment, such as 2026-11-14T03:00:00Z. Default: now.");

    private static readonly Option<DateTimeOffset?> From = Inputs.Moment("--from", "The beginning. Default: now.");

    private static readonly Option<int> Days = new("--days")
    {
        Description = "How many days to show.",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => 28,
    };

    private static readonly Option<bool> Ics = new("--ics") { Description = "Print an iCalendar." };

    private static readonly Option<string?> Person =
        new("--person") { Description = "Only this person's shifts.", HelpName = "NAME" };

    public static Command Create(Terminal terminal, TimeProvider time) =>
        new("oncall", "Shows who is on call, and lets somebody take over.")
        {
            Show(terminal, time), Calendar(terminal, time), OverrideCommand.Create(terminal, time),
            SwapCommand.Create(terminal, time),
        };

    private static Command Show(Terminal terminal, TimeProvider time)
    {
        var command = new Command("show", "Shows who is on call, until when, and who is next.")
        {
            Schedule, At, Inputs.Config, OnCallInputs.Table, Deployment.Stack, OnCallInputs.Ical,
            Inputs.JsonLines,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var schedules = OnCallInputs.Schedules(config, parsed.GetValue(Schedule));
            var now = parsed.GetValue(At) ?? time.GetUtcNow();
            var deployed = await OnCallTable.ReadAsync(parsed, terminal, cancellation);
            var records = await OnCallInputs.WithCalendarsAsync(
                deployed ?? OnCallRecords.Empty, parsed, config, now, cancellation);
            var report = new OnCallReport(terminal, config, records, now);
            var holidays = new HolidayReport(
                terminal, config, parsed.GetValue(Schedule) is null ? deployed : null, now);
            if (parsed.GetValue(Inputs.JsonLines))
            {
                report.WriteNow(schedules);
                holidays.Write();
            }
            else
            {
                report.PrintNow(schedules);
                holidays.Print();
            }
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Calendar(Terminal terminal, TimeProvider time)
    {
        var command = new Command("calendar", "Lists the shifts of the coming weeks.")
        {
            Schedule, From, Days, Person, Ics, CalendarLinks.Link, CalendarLinks.Links, CalendarLinks.Revoke,
            CalendarLinks.Url, Inputs.Config, OnCallInputs.Table, Deployment.Stack, OnCallInputs.Ical,
            Inputs.JsonLines,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var schedules = OnCallInputs.Schedules(config, parsed.GetValue(Schedule));
            var person = OnCallInputs.Person(config, parsed.GetValue(Person));
            if (new CalendarLinks(terminal, time)
                .Run(parsed, parsed.GetValue(Schedule), person, cancellation) is { } links)
            {
                return await links;
            }
            var first = parsed.GetValue(From) ?? time.GetUtcNow();
            var records = await OnCallInputs.RecordsAsync(parsed, terminal, config, first, cancellation);
            var start = Instant.FromDateTimeOffset(first);
            var end = start + Duration.FromDays(OnCallInputs.Days(parsed.GetValue(Days)));
            var shifts = schedules.SelectMany(schedule =>
                new OnCallTimeline(schedule, config.People, records).Shifts(start, end)
                    .Where(shift => person is null || shift.OnCall.People.Contains(person))
                    .Select(shift => (schedule, shift))).ToArray();
            var report = new OnCallReport(terminal, config, records, start.ToDateTimeOffset());
            if (parsed.GetValue(Ics))
                terminal.Exact(CalendarText.Of(config, shifts, person, start).TrimEnd());
            else if (parsed.GetValue(Inputs.JsonLines))
                report.WriteShifts(shifts);
            else
                report.PrintShifts(shifts);
            return CommandLine.Done;
        });
        return command;
    }
}
