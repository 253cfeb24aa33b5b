using System.Text.Json;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Text;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.OnCall;

/// <summary>Prints who is on call, for people or as JSON lines.</summary>
internal sealed class OnCallReport(
    Terminal terminal, AlertingConfig config, OnCallRecords records, DateTimeOffset now)
{
    public void PrintNow(IReadOnlyList<Schedule> schedules)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("schedule", "on call", "until", "next");
        foreach (var schedule in schedules)
        {
            var (people, until, next) = NowAndNext(schedule);
            table.AddRow(Plain(schedule.Name), Plain(Names(people)),
                Plain(until is { } end ? Time(end, schedule.Zone) : ""), Plain(next is null ? "" : Names(next)));
        }
        if (schedules.Count > 0)
            terminal.People.Write(table);
        PrintOverrides([.. records.Overrides
            .Where(each => each.To > now && schedules.Any(schedule => schedule.Name == each.Schedule))
            .OrderBy(each => each.From)]);
        foreach (var finding in Findings(schedules))
            terminal.People.MarkupLineInterpolated($"[yellow]{finding}[/]");
    }

    /// <summary>One line for each schedule.</summary>
    public void WriteNow(IReadOnlyList<Schedule> schedules)
    {
        foreach (var schedule in schedules)
        {
            var (people, until, next) = NowAndNext(schedule);
            terminal.Exact(JsonLine.Of(json =>
            {
                json.WriteString("schedule", schedule.Name);
                json.WriteString("at", now.UtcDateTime);
                Write(json, "onCall", people);
                if (until is { } end)
                    json.WriteString("until", end.ToDateTimeUtc());
                else
                    json.WriteNull("until");
                Write(json, "next", next);
                if (Findings([schedule]) is { Count: > 0 } findings)
                    Write(json, "findings", findings);
            }));
        }
    }

    public void PrintOverrides(IReadOnlyList<ScheduleOverride> overrides)
    {
        if (overrides.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("override", "schedule", "on call", "instead of", "from", "until", "by", "comment");
        foreach (var each in overrides)
        {
            var zone = config.Schedules.GetValueOrDefault(each.Schedule)?.Zone ?? config.TimeZone;
            table.AddRow(Plain(each.Id), Plain(each.Schedule), Plain(each.Person), Plain(each.InsteadOf ?? ""),
                Plain(AlertTimes.Moment(each.From, zone, now)), Plain(AlertTimes.Moment(each.To, zone, now)),
                Plain(each.By), Plain(each.Comment));
        }
        terminal.People.Write(table);
    }

    /// <summary>One line for each override.</summary>
    public void WriteOverrides(IReadOnlyList<ScheduleOverride> overrides)
    {
        foreach (var each in overrides)
        {
            terminal.Exact(JsonLine.Of(json =>
            {
                json.WriteString("id", each.Id);
                json.WriteString("schedule", each.Schedule);
                json.WriteString("person", each.Person);
                json.WriteString("insteadOf", each.InsteadOf);
                json.WriteString("from", each.From.UtcDateTime);
                json.WriteString("to", each.To.UtcDateTime);
                json.WriteString("by", each.By);
                json.WriteString("comment", each.Comment);
            }));
        }
    }

    public void PrintShifts(IReadOnlyList<(Schedule Schedule, OnCallShift Shift)> shifts)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("schedule", "from", "until", "on call");
        foreach (var (schedule, shift) in shifts)
        {
            table.AddRow(Plain(schedule.Name), Plain(Time(shift.From, schedule.Zone)),
                Plain(Time(shift.To, schedule.Zone)), Plain(Names(shift.OnCall)));
        }
        terminal.People.Write(table);
    }

    public void WriteShifts(IReadOnlyList<(Schedule Schedule, OnCallShift Shift)> shifts)
    {
        foreach (var (schedule, shift) in shifts)
        {
            terminal.Exact(JsonLine.Of(json =>
            {
                json.WriteString("schedule", schedule.Name);
                json.WriteString("from", shift.From.ToDateTimeUtc());
                json.WriteString("to", shift.To.ToDateTimeUtc());
                Write(json, "onCall", shift.OnCall);
            }));
        }
    }

    public static string Names(AlertingConfig config, OnCallPeople people) => people.IsGap
        ? people.IsGapMeant ? "nobody" : "nobody (a gap)"
        : Listing.Of(people.People.Select(key => NameOf(config, key)));

    private static string NameOf(AlertingConfig config, string key) =>
        config.People.GetValueOrDefault(key)?.Name is { } name && name != key ? $"{key} ({name})" : key;

    private string Names(OnCallPeople people) => Names(config, people);

    private (OnCallPeople Now, Instant? Until, OnCallPeople? Next) NowAndNext(Schedule schedule) =>
        new OnCallTimeline(schedule, config.People, records).NowAndNext(Instant.FromDateTimeOffset(now));

    private List<string> Findings(IReadOnlyList<Schedule> schedules) =>
        [.. schedules.SelectMany(schedule => OnCallFindings.Of(schedule, config, records, now))];

    private string Time(Instant time, DateTimeZone zone) => AlertTimes.Moment(time.ToDateTimeOffset(), zone, now);

    private static string Plain(string text) => Markup.Escape(text);

    private static void Write(Utf8JsonWriter json, string name, OnCallPeople? people) =>
        Write(json, name, people?.People ?? []);

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
