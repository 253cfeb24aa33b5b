using System.Text.Json;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.OnCall;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.OnCall;

/// <summary>Whose next 30 days change by an edit of the configuration.</summary>
/// <param name="config">Null if it is not valid.</param>
/// <param name="before">Null without an earlier configuration.</param>
internal sealed class ScheduleChanges(AlertingConfig? config, DateTimeOffset now, AlertingConfig? before = null)
{
    private readonly ShiftChange[] _changes = config is null || before is null
        ? [] : [.. ScheduleComparison.Of(before, config, Instant.FromDateTimeOffset(now))];

    public AlertingConfig? Before => before;

    public void Print(IAnsiConsole console)
    {
        if (before is null || config is null)
            return;
        if (_changes.Length == 0)
            console.WriteLine("The schedules of the next 30 days stay as they are.");
        foreach (var change in _changes)
        {
            var zone = (config.Schedules.GetValueOrDefault(change.Schedule)
                ?? before.Schedules[change.Schedule]).Zone;
            console.WriteLine($"{change.Schedule}, {Time(change.From, zone)} until {Time(change.To, zone)}: " +
                $"{OnCallReport.Names(before, change.Before)} → {OnCallReport.Names(config, change.After)}");
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        if (before is null)
            return;
        json.WriteStartArray("changes");
        foreach (var change in _changes)
        {
            json.WriteStartObject();
            json.WriteString("schedule", change.Schedule);
            json.WriteString("from", change.From.ToDateTimeUtc());
            json.WriteString("to", change.To.ToDateTimeUtc());
            Write(json, "before", change.Before.People);
            Write(json, "after", change.After.People);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private string Time(Instant time, DateTimeZone zone) => AlertTimes.Moment(time.ToDateTimeOffset(), zone, now);

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> people)
    {
        json.WriteStartArray(name);
        foreach (var person in people)
            json.WriteStringValue(person);
        json.WriteEndArray();
    }
}
