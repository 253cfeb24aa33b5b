using System.Text.Json;
using Alerting.Notifications;
using Alerting.Text;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.Dead;

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
            terminal.People.WriteLine("No dead letters.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("id").NoWrap())
            .AddColumns("age", "kind", "receiver", "title", "reason");
        foreach (var letter in letters)
        {
            table.AddRow(letter.ShortId, Age(letter, now), letter.Kind, Plain(letter.Receiver ?? ""),
                Plain(TextCut.To(letter.Title, 100)), Plain(letter.Reason));
        }
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
                json.WriteString("body", letter.Body);
                json.WriteEndObject();
            });
            return;
        }
        var facts = new Grid().AddColumn().AddColumn();
        facts.AddRow("id", Plain(letter.Id)).AddRow("kind", letter.Kind).AddRow("sent", Sent(letter, now));
        if (letter.Notification is { } notification)
        {
            facts.AddRow("receiver", Plain(notification.Receiver)).AddRow("route", Plain(notification.Route))
                .AddRow("group", Plain(letter.GroupKey));
        }
        facts.AddRow("reason", Plain(letter.Reason));
        terminal.People.Write(facts);
        terminal.People.WriteLine();
        // Not wrapped, to keep links in one piece.
        terminal.Exact(TextCut.Clean(letter.Text));
    }

    public static void Redriven(Terminal terminal, IReadOnlyList<(DeadLetter Letter, bool IsDone, string Result)> done,
        bool asJson)
    {
        if (asJson)
        {
            Json(terminal, done, (json, each) =>
            {
                json.WriteString("id", each.Letter.Id);
                json.WriteString("kind", each.Letter.Kind);
                json.WriteBoolean("redriven", each.IsDone);
                json.WriteString("said", each.Result);
            });
            return;
        }
        foreach (var (letter, isDone, result) in done)
        {
            terminal.People.MarkupLine(
                $"[{(isDone ? "green" : "red")}]{letter.ShortId}[/] {Plain(TextCut.To(letter.Title, 80))}: " +
                $"{Plain(result)}");
        }
        var left = done.Count(each => !each.IsDone);
        terminal.People.WriteLine(done.Count == 0 ? "No dead letters."
            : $"{done.Count - left} of {done.Count} redriven{(left > 0 ? $", {left} left in the queue" : "")}.");
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

    private static void Json<T>(Terminal terminal, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write) =>
        terminal.Json(json =>
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

    private static string Sent(DeadLetter letter, DateTimeOffset now) =>
        letter.At is { } at ? $"{AlertTimes.Moment(at, DateTimeZone.Utc, now)}, {Age(letter, now)} ago" : "";

    private static string Age(DeadLetter letter, DateTimeOffset now) =>
        letter.At is { } at ? DurationText.Of(now - at) : "";

    /// <summary>Removes control characters and escapes markup in alert text.</summary>
    private static string Plain(string text) => Markup.Escape(TextCut.Clean(text.ReplaceLineEndings(" ")));
}
