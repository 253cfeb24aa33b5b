using System.CommandLine;
using Alerting.Configuration;
using Alerting.Configuration.Values;

namespace Alerting.Cli.OnCall;

internal static class OnCallInputs
{
    private const int MostDays = 400;

    public static Option<string?> Table { get; } = new("--table")
    {
        Description = "The deployment's table (output TableName), for its overrides. Default: ALERTING_TABLE.",
        HelpName = "NAME",
    };

    public static IReadOnlyList<Schedule> Schedules(AlertingConfig config, string? name)
    {
        if (config.Schedules.Count == 0)
            throw new UserException("The configuration has no schedules. docs/on-call.md shows how to write one.");
        return name is null ? [.. config.Schedules.Values] : [Schedule(config, name)];
    }

    public static Schedule Schedule(AlertingConfig config, string name) =>
        config.Schedules.TryGetValue(name, out var schedule) ? schedule : throw new UserException(
            $"Unknown schedule \"{name}\". Known schedules: {string.Join(", ", config.Schedules.Keys)}.");

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
