using System.Text.Json;
using Alerting.Notifications;
using Alerting.Silencing;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli.Silences;

internal static class SilenceReport
{
    public static void Print(Terminal terminal, IReadOnlyList<Silence> silences, DateTimeOffset now, bool asJson)
    {
        if (asJson)
        {
            terminal.Json(json => Write(json, silences, now));
            return;
        }
        if (silences.Count == 0)
        {
            terminal.People.WriteLine("No silences.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("id").NoWrap())
            .AddColumns("state", "from", "until", "matchers", "author", "comment");
        foreach (var silence in silences)
        {
            table.AddRow(silence.Id, State(silence, now, "ended", "upcoming"), Time(silence.StartsAt, now),
                silence.UntilResolved ? $"resolved, or {Time(silence.EndsAt, now)}" : Time(silence.EndsAt, now),
                Markup.Escape(string.Join(", ", silence.ShownMatchers)), Markup.Escape(silence.Author),
                Markup.Escape(silence.Comment));
        }
        terminal.People.Write(table);
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Silence> silences, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteStartArray("silences");
        foreach (var silence in silences)
        {
            json.WriteStartObject();
            json.WriteString("id", silence.Id);
            json.WriteString("state", State(silence, now, "over", "to come"));
            json.WriteStartArray("matchers");
            foreach (var matcher in silence.ShownMatchers)
                json.WriteStringValue(matcher);
            json.WriteEndArray();
            json.WriteString("startsAt", silence.StartsAt);
            json.WriteString("endsAt", silence.EndsAt);
            if (silence.UntilResolved)
                json.WriteBoolean("untilResolved", true);
            json.WriteString("author", silence.Author);
            json.WriteString("comment", silence.Comment);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string State(Silence silence, DateTimeOffset now, string ended, string upcoming) =>
        silence.IsActive(now) ? "active" : silence.EndsAt <= now ? ended : upcoming;

    private static string Time(DateTimeOffset time, DateTimeOffset now) =>
        AlertTimes.Moment(time, DateTimeZone.Utc, now);
}
