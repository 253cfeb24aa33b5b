using System.Text.Json;
using Alerting.Alerts;
using Alerting.Incidents;

namespace Alerting.Cli.Incidents;

/// <summary>Incidents for other programs.</summary>
internal static class IncidentJson
{
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<DeployedIncident> incidents)
    {
        json.WriteStartObject();
        json.WriteStartArray("incidents");
        foreach (var incident in incidents)
            Write(json, incident);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, DeployedIncident incident, IReadOnlyList<TimelineEntry> timeline)
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

    public static void Write(Utf8JsonWriter json, DeployedIncident incident)
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

    public static string Kind(TimelineKind kind) => kind switch
    {
        TimelineKind.Event => "event",
        TimelineKind.Decision => "decision",
        TimelineKind.Delivery => "delivery",
        _ => "answer",
    };
}
