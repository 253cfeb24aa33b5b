using System.Text.Json;
using Alerting.Alerts;
using Alerting.Notifications;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.Status;

/// <summary>One screen, with times in the reader's zone.</summary>
internal sealed class StatusReport(Terminal terminal, TimeProvider time)
{
    private readonly DateTimeZone _zone = Inputs.ZoneOf(time);
    private readonly DateTimeOffset _now = time.GetUtcNow();

    public void Print(PipelineStatus status)
    {
        var people = terminal.People;
        people.MarkupLine(status.Problems.Count == 0 ? "[green]The pipeline is healthy.[/]"
            : $"[red]The pipeline has {(status.Problems.Count == 1 ? "a problem" : "problems")}.[/]");
        foreach (var problem in status.Problems)
            people.WriteLine("  " + problem);
        var rows = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var queue in status.Queues)
            Row(rows, queue.Noun, Length(queue));
        Row(rows, "open incidents", Incidents(status));
        Row(rows, "silences", status.ActiveSilences == 0 ? "none active" : $"{status.ActiveSilences} active");
        Row(rows, "checks, heartbeats", status.Down.Count == 0 ? "none failing" : $"{status.Down.Count} failing");
        people.Write(rows);
        foreach (var each in status.Down)
        {
            people.WriteLine($"  {each.Noun} fails since {Moment(each.Since)}" +
                (each.Problem is { } problem ? $": {problem}" : ""));
        }
        foreach (var each in status.Open.Where(each => each.IsPage && !each.Incident.IsAnswered))
        {
            people.WriteLine(
                $"  {each.Code} {each.Severity.Name()} since {Moment(each.Incident.OpenedAt)}, nobody on it: {each.Title}");
        }
    }

    public void Write(PipelineStatus status) => terminal.Json(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("healthy", status.Problems.Count == 0);
        json.WriteStartArray("problems");
        foreach (var problem in status.Problems)
            json.WriteStringValue(problem);
        json.WriteEndArray();
        json.WriteStartArray("queues");
        foreach (var queue in status.Queues)
            Write(json, queue);
        json.WriteEndArray();
        json.WriteNumber("openIncidents", status.Open.Count);
        json.WriteNumber("unansweredPages", status.Unanswered);
        json.WriteNumber("activeSilences", status.ActiveSilences);
        json.WriteStartArray("failing");
        foreach (var each in status.Down)
            json.WriteStringValue(each.Noun);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, QueueStatus queue)
    {
        json.WriteStartObject();
        json.WriteString("name", queue.Noun);
        json.WriteString("url", queue.Url);
        json.WriteNumber("waiting", queue.Waiting);
        json.WriteNumber("inFlight", queue.InFlight);
        json.WriteNumber("delayed", queue.Delayed);
        json.WriteEndObject();
    }

    private static string Length(QueueStatus queue) => queue switch
    {
        { Waiting: 0, InFlight: 0, Delayed: 0 } => "empty",
        { IsForDeadLetters: true } => $"{queue.Waiting + queue.InFlight:N0}",
        _ => $"{queue.Waiting:N0} waiting, {queue.InFlight:N0} in work, {queue.Delayed:N0} due later",
    };

    private static string Incidents(PipelineStatus status) => status.Open.Count == 0 ? "none"
        : $"{status.Open.Count}" + (status.Unanswered == 0 ? "" : $", {status.Unanswered} that nobody is on");

    private string Moment(DateTimeOffset? at) =>
        at is { } moment ? AlertTimes.Moment(moment, _zone, _now) : "some time";

    private static void Row(Grid rows, string name, string value) =>
        rows.AddRow($"[grey]{name}[/]", Markup.Escape(value));
}
