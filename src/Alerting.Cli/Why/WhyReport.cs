using System.Text.Json;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.Why;

/// <summary>For people: the answer in a sentence, then a line for each decision, in their zone and in UTC.</summary>
internal sealed class WhyReport(Terminal terminal, TimeProvider time)
{
    private readonly DateTimeZone _zone = Inputs.ZoneOf(time);
    private readonly DateTimeOffset _now = time.GetUtcNow();

    public void Print(WhyAnswer answer)
    {
        var people = terminal.People;
        people.WriteLine(Sentence(answer));
        if (answer.Entries.Count > 0)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("time").NoWrap())
                .AddColumns("what", "reason", "code", "who", "incident");
            foreach (var entry in answer.Entries)
            {
                table.AddRow(Plain(Time(entry.At)), entry.Kind, Plain(entry.Text),
                    entry.Code == nameof(ReasonCode.Other) ? "" : Plain(entry.Code), Plain(Who(entry)),
                    entry.Incident is { } id ? IncidentCode.Of(id) : "");
            }
            people.Write(table);
        }
        foreach (var source in answer.Read)
            people.WriteLine($"Read: {source}.");
        foreach (var problem in answer.Problems)
            people.WriteLine($"Not read: {problem}");
    }

    public void Write(WhyAnswer answer) => terminal.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", answer.Question.Text);
        json.WriteString("since", answer.Question.Since.UtcDateTime);
        json.WriteString("until", answer.Question.Until.UtcDateTime);
        json.WriteString("answer", Sentence(answer));
        json.WriteStartArray("decisions");
        foreach (var entry in answer.Entries)
            Write(json, entry);
        json.WriteEndArray();
        Write(json, "read", answer.Read);
        Write(json, "notRead", answer.Problems);
        Write(json, "meant", answer.Meant);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, WhyEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At.UtcDateTime);
        json.WriteString("kind", entry.Kind);
        json.WriteString("code", entry.Code);
        json.WriteString("reason", entry.Text);
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
            [("alert", entry.Alert), ("incident", entry.Incident), ("group", entry.Group), ("channel", entry.Channel),
             ("by", entry.By)])
        {
            if (value is not null)
                json.WriteString(name, value);
        }
        if (entry.Incident is { } id)
            json.WriteString("incidentCode", IncidentCode.Of(id));
        Write(json, "to", entry.To);
        json.WriteString("source", entry.IsFromLog ? "log" : "record");
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private string Sentence(WhyAnswer answer)
    {
        var since = $"since {Time(answer.Question.Since)}";
        if (answer.Entries.Count == 0)
        {
            return $"Nothing about \"{answer.Question.Text}\" {since}." + (answer.Meant.Count == 0 ? ""
                : $" Did you mean {string.Join(" or ", answer.Meant.Select(name => $"\"{name}\""))}?");
        }
        return (answer.Delivered, answer.Last) switch
        {
            (0, { } last) => $"Nobody was notified {since}. The last decision: {last.Text}",
            (0, null) => $"Nobody was notified {since}.",
            (var count, { } last) => $"{WhyRecord.Count(count, "message")} delivered {since}, the last at " +
                $"{Time(last.At)}. {last.Text}",
            _ => "",
        };
    }

    private static string Who(WhyEntry entry) => entry.By
        ?? string.Join(", ", entry.To.Select(name => RecipientName.Parse(name).Display).Distinct());

    private static string Plain(string text) => Markup.Escape(text);

    private string Time(DateTimeOffset at) => AlertTimes.Moment(at, _zone, _now);
}
