using System.Text.Json;
using Alerting.Alerts;
using Alerting.Incidents;
using Alerting.Notifications;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.Incidents;

internal static class IncidentReport
{
    public static void List(Terminal terminal, IReadOnlyList<DeployedIncident> open, DateTimeOffset now, bool asJson)
    {
        if (asJson)
        {
            terminal.Json(json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("incidents");
                foreach (var incident in open)
                    Write(json, incident);
                json.WriteEndArray();
                json.WriteEndObject();
            });
            return;
        }
        if (open.Count == 0)
        {
            terminal.People.WriteLine("No open incidents.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("code").NoWrap())
            .AddColumns("severity", "since", "alerts", "answer");
        foreach (var each in open)
        {
            table.AddRow(each.Code, each.Severity.Name(), Time(each.Incident.OpenedAt, now), Plain(each.Title),
                Plain(each.Stand(now)));
        }
        terminal.People.Write(table);
    }

    public static void Show(Terminal terminal, DeployedIncident incident, IReadOnlyList<TimelineEntry> timeline,
        DateTimeOffset now, bool asJson)
    {
        if (asJson)
        {
            terminal.Json(json => Write(json, incident, timeline));
            return;
        }
        var people = terminal.People;
        people.MarkupLine($"[bold]{Plain(incident.Title)}[/] {incident.Code} ({incident.Incident.Id})");
        people.WriteLine(incident.Stand(now));
        foreach (var entry in incident.Alerts)
            people.WriteLine($"  {entry.Severity.Name()}: {entry.Alert.Title}, since {Time(entry.Since, now)}");
        if (incident.Notified.ToArray() is { Length: > 0 } notified)
            people.WriteLine($"Notified: {string.Join(", ", notified)}");
        if (incident.Incident.Escalation is { NextAt: { } next } && incident.Incident.State == IncidentState.Open)
            people.WriteLine($"Next step at {Time(next, now)}.");
        if (timeline.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("time", "kind", "what", "who", "code");
        foreach (var entry in timeline)
        {
            table.AddRow(Time(entry.At, now), Kind(entry.Kind), Plain(entry.Text),
                Plain(entry.By ?? string.Join(", ", entry.To ?? [])), entry.Code.ToString());
        }
        people.Write(table);
        if (incident.Incident.CountedEntries > 0)
            people.WriteLine($"{incident.Incident.CountedEntries} further entries are only counted.");
    }

    /// <param name="after">Null if the group has not applied it yet.</param>
    public static void Answered(
        Terminal terminal, DeployedIncident before, DeployedIncident? after, DateTimeOffset now, bool asJson)
    {
        if (asJson)
            terminal.Json(json => Write(json, after ?? before));
        else if (after is not null)
            terminal.People.WriteLine($"{after.Name}: {after.Stand(now)}");
        if (after is null)
        {
            terminal.Error($"The answer to {before.Name} is queued, but not applied yet. " +
                "'alerting incidents show' says when it is.");
        }
        else if (!after.IsChangedFrom(before))
        {
            terminal.Error("That changed nothing.");
        }
    }

    private static void Write(Utf8JsonWriter json, DeployedIncident incident, IReadOnlyList<TimelineEntry> timeline)
    {
        json.WriteStartObject();
        WriteFields(json, incident);
        json.WriteStartArray("timeline");
        foreach (var entry in timeline)
        {
            json.WriteStartObject();
            json.WriteString("at", entry.At.UtcDateTime);
            json.WriteString("kind", Kind(entry.Kind));
            json.WriteString("code", entry.Code.ToString());
            json.WriteString("text", entry.Text);
            if (entry.Alert is { } alert)
                json.WriteString("alert", alert);
            if (entry.By is { } by)
                json.WriteString("by", by);
            if (entry.Channel is { } channel)
                json.WriteString("channel", channel);
            Write(json, "to", entry.To ?? []);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("counted", incident.Incident.CountedEntries);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DeployedIncident incident)
    {
        json.WriteStartObject();
        WriteFields(json, incident);
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, DeployedIncident found)
    {
        var incident = found.Incident;
        json.WriteString("id", incident.Id);
        json.WriteString("code", found.Code);
        var state = found.IsOver && !incident.IsOver ? IncidentState.Resolved : incident.State;
        json.WriteString("state", state.Name());
        json.WriteBoolean("nobodyAnswered", incident.NobodyAnswered);
        json.WriteString("severity", found.Severity.Name());
        json.WriteString("group", found.Address.Key);
        json.WriteString("route", found.Address.RouteId);
        json.WriteString("openedAt", incident.OpenedAt.UtcDateTime);
        WriteAnswer(json, incident);
        json.WriteStartArray("alerts");
        foreach (var entry in found.Alerts)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Alert.Name);
            json.WriteString("status", entry.IsFiring ? "firing" : "resolved");
            json.WriteString("severity", entry.Severity.Name());
            json.WriteString("since", entry.Since.UtcDateTime);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("more", found.More);
        Write(json, "notified", found.Notified);
        WriteEscalation(json, incident);
    }

    private static void WriteAnswer(Utf8JsonWriter json, Incident incident)
    {
        if (incident.By is { } by)
        {
            json.WriteString("by", by.Person);
            json.WriteString("answeredAt", by.At.UtcDateTime);
        }
        if (incident.Until is { } until)
            json.WriteString("until", until.UtcDateTime);
        if (incident.EndedAt is { } ended)
            json.WriteString("endedAt", ended.UtcDateTime);
        if (incident.Comment is { } comment)
            json.WriteString("reason", comment);
    }

    private static void WriteEscalation(Utf8JsonWriter json, Incident incident)
    {
        if (incident.Escalation is not { } escalation)
            return;
        json.WriteStartObject("escalation");
        json.WriteNumber("step", escalation.Number);
        if (escalation.NextAt is { } next && incident.State == IncidentState.Open)
            json.WriteString("nextAt", next.UtcDateTime);
        json.WriteStartArray("asked");
        foreach (var asked in escalation.Asked)
        {
            json.WriteStartObject();
            json.WriteString("at", asked.At.UtcDateTime);
            Write(json, "to", asked.To);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Kind(TimelineKind kind) => kind switch
    {
        TimelineKind.Event => "event",
        TimelineKind.Decision => "decision",
        TimelineKind.Delivery => "delivery",
        _ => "answer",
    };

    private static string Plain(string text) => Markup.Escape(text);

    private static string Time(DateTimeOffset time, DateTimeOffset now) =>
        AlertTimes.Moment(time, DateTimeZone.Utc, now);
}
