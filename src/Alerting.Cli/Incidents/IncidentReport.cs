using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Text;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.Incidents;

/// <summary>Incidents for people, with times in their zone.</summary>
internal sealed class IncidentReport(Terminal terminal, TimeProvider time)
{
    private readonly DateTimeZone _zone = Inputs.ZoneOf(time);
    private readonly DateTimeOffset _now = time.GetUtcNow();

    public void List(IReadOnlyList<DeployedIncident> open, bool asJson)
    {
        if (asJson)
        {
            terminal.Json(json => IncidentJson.WriteAll(json, open));
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
            table.AddRow(each.Code, each.Severity.Name(), Time(each.Incident.OpenedAt), Plain(each.Title),
                Plain(each.Stand(_zone, _now)));
        }
        terminal.People.Write(table);
    }

    public void Show(DeployedIncident incident, IReadOnlyList<TimelineEntry> timeline, bool asJson)
    {
        if (asJson)
        {
            terminal.Json(json => IncidentJson.Write(json, incident, timeline));
            return;
        }
        var people = terminal.People;
        people.MarkupLine($"[bold]{Plain(incident.Title)}[/] {incident.Code} ({incident.Incident.Id})");
        people.WriteLine(incident.Stand(_zone, _now));
        foreach (var entry in incident.Alerts)
            people.WriteLine($"  {entry.Severity.Name()}: {entry.Alert.Title}, since {Time(entry.Since)}");
        if (incident.Notified.ToArray() is { Length: > 0 } notified)
            people.WriteLine($"Notified: {Names(notified)}");
        if (incident.Incident.Escalation is { NextAt: { } next } && incident.Incident.State == IncidentState.Open)
            people.WriteLine($"Next step at {Time(next)}.");
        if (timeline.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Simple).AddColumns("time", "kind", "what", "who", "code");
        foreach (var entry in timeline)
        {
            table.AddRow(Time(entry.At), IncidentJson.Kind(entry.Kind), Plain(entry.Text),
                Plain(entry.By ?? Names(entry.To ?? [])), entry.Code == ReasonCode.Other ? "" : entry.Code.ToString());
        }
        people.Write(table);
        if (incident.Incident.CountedEntries is > 0 and var counted)
            people.WriteLine($"{counted} further {(counted == 1 ? "entry is" : "entries are")} only counted.");
    }

    /// <param name="after">Null if the group has not applied it yet.</param>
    public void Answered(DeployedIncident before, DeployedIncident? after, bool asJson)
    {
        if (asJson)
            terminal.Json(json => IncidentJson.Write(json, after ?? before));
        else if (after is not null)
            terminal.People.WriteLine($"{after.Name}: {after.Stand(_zone, _now)}");
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

    /// <summary>A channel of a person as people say it.</summary>
    private static string Names(IEnumerable<string> recipients) =>
        Listing.Of(recipients.Select(name => RecipientName.Parse(name).Display));

    private static string Plain(string text) => Markup.Escape(text);

    /// <summary>Without UTC, which stands in the JSON: a table has little room.</summary>
    private string Time(DateTimeOffset at) => AlertTimes.Dated(at, _zone, _now);
}
