using System.CommandLine;
using System.Text;
using Alerting.Configuration;
using Alerting.Configuration.Values;
using Alerting.OnCall;
using Alerting.OnCall.Calendars;
using NodaTime;

namespace Alerting.Cli.OnCall;

internal static class OnCallInputs
{
    private const int MostDays = 400;

    public static Option<string?> Table { get; } = new("--table")
    {
        Description = "The deployment's table (output TableName), for its overrides. Default: ALERTING_TABLE.",
        HelpName = "NAME",
    };

    public static Option<string[]> Ical { get; } = new("--ical", "--calendar")
    {
        Description = "A file with the calendar of a schedule; a deployment fetches its URL instead.",
        HelpName = "[SCHEDULE=]FILE",
    };

    /// <summary>The records of the deployment, if one is named, and the calendars in files.</summary>
    public static async Task<OnCallRecords> RecordsAsync(ParseResult parsed, Terminal terminal, AlertingConfig config,
        DateTimeOffset now, CancellationToken cancellation) =>
        await WithCalendarsAsync(
            await OnCallTable.ReadAsync(parsed, terminal, cancellation) ?? OnCallRecords.Empty, parsed, config, now,
            cancellation);

    /// <summary>Only the calendars in files.</summary>
    public static Task<OnCallRecords> OfflineAsync(
        ParseResult parsed, AlertingConfig config, DateTimeOffset now, CancellationToken cancellation) =>
        WithCalendarsAsync(OnCallRecords.Empty, parsed, config, now, cancellation);

    public static async Task<OnCallRecords> WithCalendarsAsync(OnCallRecords records,
        ParseResult parsed, AlertingConfig config, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var given in parsed.GetValue(Ical) ?? [])
        {
            var parts = given.Split('=', 2);
            var schedule = parts.Length == 2 ? Schedule(config, parts[0])
                : config.Schedules.Values.Where(each => each.Calendar is not null).ToArray() is [var only] ? only
                : throw new UserException("Name the schedule of the calendar: --ical SCHEDULE=FILE.");
            var copy = await CalendarAsync(schedule, parts[^1], now, cancellation);
            records = records with
            {
                Calendars = [copy, .. records.Calendars.Where(known => known.Schedule != schedule.Name)],
            };
        }
        return records;
    }

    public static IReadOnlyList<Schedule> Schedules(AlertingConfig config, string? name)
    {
        if (config.Schedules.Count == 0 && (name is not null || config.Calendars.Count == 0))
            throw new UserException("The configuration has no schedules. docs/on-call.md shows how to write one.");
        return name is null ? [.. config.Schedules.Values] : [Schedule(config, name)];
    }

    public static Schedule Schedule(AlertingConfig config, string name) =>
        config.Schedules.TryGetValue(name, out var schedule) ? schedule : throw new UserException(
            $"Unknown schedule \"{name}\". Known schedules: {string.Join(", ", config.Schedules.Keys)}.");

    private static async Task<CalendarCopy> CalendarAsync(
        Schedule schedule, string path, DateTimeOffset now, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetString((await Inputs.ReadFileAsync(path, cancellation)).Span);
        var from = Instant.FromDateTimeOffset(now);
        try
        {
            var reading = CalendarReader.Read(
                text, schedule.Zone, from - Duration.FromDays(1), from + Duration.FromDays(MostDays));
            return new CalendarCopy(schedule.Name, now, reading.Shifts)
            {
                Problems = reading.Problems.Count > 0 ? reading.Problems : null,
            };
        }
        catch (CalendarException wrong)
        {
            throw new UserException($"Cannot read {path}. {wrong.Message}");
        }
    }

    public static string? Person(AlertingConfig config, string? name) =>
        name is null || config.People.ContainsKey(name) ? name : throw new UserException(
            $"Unknown person \"{name}\". Known people: {string.Join(", ", config.People.Keys)}.");

    public static int Days(int days) => days is > 0 and <= MostDays ? days : throw new UserException(
        $"--days cannot be {days}. Write a whole number from 1 to {MostDays}.");

    /// <summary>The option, or the current user.</summary>
    public static string Author(string? option) => option ?? Environment.UserName;

    public static DateTimeOffset End(string? duration, DateTimeOffset? until, DateTimeOffset start) =>
        (duration, until) switch
    {
        ({ } text, null) => Durations.TryParse(text, out var time) && time > TimeSpan.Zero
            ? start + time : throw new UserException(Durations.Error(text)),
        (null, { } moment) => moment > start ? moment : throw new UserException(
            "--until must be later than the beginning."),
        _ => throw new UserException("Set the end with either --for or --until."),
    };
}
