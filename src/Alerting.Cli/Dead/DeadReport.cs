using System.Text.Json;
using Alerting.Channels;
using Alerting.Notifications;
using Spectre.Console;

namespace Alerting.Cli.Dead;

/// <summary>Shows what reached nobody: as a table to people, as JSON to programs.</summary>
internal static class DeadReport
{
    public static void List(Terminal terminal, IReadOnlyList<DeadLetter> letters, DateTimeOffset now, bool asJson)
    {
        if (asJson)
        {
            Json(terminal, letters, (json, letter) => Write(json, letter, now));
            return;
        }
        if (letters.Count == 0)
        {
            terminal.People.WriteLine("Nothing waits here: everything reached somebody.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("id").NoWrap()).AddColumns("age", "what", "receiver", "title", "why");
        foreach (var letter in letters)
            table.AddRow(letter.ShortId, Age(letter, now), letter.Kind, Plain(letter.Receiver ?? ""), Plain(TextCut.To(letter.Title, 100)), Plain(letter.Reason));
        terminal.People.Write(table);
    }

    public static void Show(Terminal terminal, DeadLetter letter, DateTimeOffset now, bool asJson)
    {
        if (asJson)
        {
            terminal.Json(json =>
            {
                json.WriteStartObject();
                Write(json, letter, now);
                json.WriteString("text", letter.Text);
                json.WriteString("body", letter.Message.Body);
                json.WriteEndObject();
            });
            return;
        }
        var facts = new Grid().AddColumn().AddColumn();
        facts.AddRow("id", Plain(letter.Id)).AddRow("what", letter.Kind).AddRow("since", $"{letter.At:u}, {Age(letter, now)}");
        if (letter.Notification is { } notification)
            facts.AddRow("receiver", Plain(notification.Receiver)).AddRow("route", Plain(notification.Route)).AddRow("group", Plain(notification.GroupKey));
        facts.AddRow("why", Plain(letter.Reason));
        terminal.People.Write(facts);
        terminal.People.WriteLine();
        // Unwrapped: a link broken in two is no link.
        terminal.Exact(TextCut.Clean(letter.Text));
    }

    public static void Redriven(Terminal terminal, IReadOnlyList<(DeadLetter Letter, bool IsDone, string Said)> done, bool asJson)
    {
        if (asJson)
        {
            Json(terminal, done, (json, each) =>
            {
                json.WriteString("id", each.Letter.Id);
                json.WriteString("kind", each.Letter.Kind);
                json.WriteBoolean("redriven", each.IsDone);
                json.WriteString("said", each.Said);
            });
            return;
        }
        foreach (var (letter, isDone, said) in done)
            terminal.People.MarkupLine($"[{(isDone ? "green" : "red")}]{letter.ShortId}[/] {Plain(TextCut.To(letter.Title, 80))}: {Plain(said)}");
        var left = done.Count(each => !each.IsDone);
        terminal.People.WriteLine(done.Count == 0 ? "Nothing waits here: everything reached somebody."
            : $"{done.Count - left} of {done.Count} moved{(left > 0 ? $", {left} stay where they are" : "")}.");
    }

    private static void Write(Utf8JsonWriter json, DeadLetter letter, DateTimeOffset now)
    {
        json.WriteString("id", letter.Id);
        json.WriteString("kind", letter.Kind);
        json.WriteString("receiver", letter.Receiver);
        json.WriteString("title", letter.Title);
        json.WriteString("reason", letter.Reason);
        if (letter.At is { } at)
        {
            json.WriteString("at", at.UtcDateTime);
            json.WriteNumber("ageSeconds", Math.Max(0, (long)(now - at).TotalSeconds));
        }
    }

    private static void Json<T>(Terminal terminal, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write) => terminal.Json(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var each in all)
        {
            json.WriteStartObject();
            write(json, each);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Age(DeadLetter letter, DateTimeOffset now) => letter.At is { } at ? DurationText.Of(now - at) : "";

    /// <summary>Alert text cannot steer the terminal, nor the markup.</summary>
    private static string Plain(string text) => Markup.Escape(TextCut.Clean(text.ReplaceLineEndings(" ")));
}
