using System.Globalization;
using Alerting.Alerts;
using Alerting.Grouping.InMemory;
using Alerting.Notifications;
using Alerting.Silencing;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli;

/// <summary>A replay for people: a timeline of what came in, what was decided about it, and who was told.</summary>
public sealed class ReplayReport(IAnsiConsole console, DateTimeZone zone)
{
    private const int MaxNames = 4;
    private string _day = "";

    public void Print(IReadOnlyList<ReplayEntry> entries, ReplaySummary summary)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            Heading(entries[i].At);
            if (entries[i].Event is { } trace)
                Happened(entries[i].At, trace);
            else if (entries[i].Silence is { } silence)
                Silenced(entries[i].At, silence);
            else
                i += Told(entries, i) - 1;
        }
        console.WriteLine();
        console.MarkupLine($"[bold]{summary.Events}[/] events: {summary.Delivered} delivered, {summary.Held} still held, " +
            $"{summary.Suppressed} suppressed; {entries.Count(entry => entry.Told is not null)} notifications.");
    }

    private void Heading(DateTimeOffset at)
    {
        var day = Local(at).ToString("dddd, d MMMM uuuu, x", CultureInfo.InvariantCulture);
        if (day == _day)
            return;
        _day = day;
        console.Write(new Rule($"[bold]{day}[/]").LeftJustified());
    }

    private void Happened(DateTimeOffset at, Trace trace)
    {
        if (trace.Alerts.Count == 0)
            Line(at, "[grey]an event that holds nothing to tell[/]");
        foreach (var traced in trace.Alerts)
        {
            var alert = traced.Alert;
            Line(at, alert.IsFiring
                ? $"{Markup.Escape(alert.Title)} [{Colour(alert.Severity)}]{alert.Severity.Name()}[/]"
                : $"{Markup.Escape(alert.Title)} [green]resolved[/]");
            foreach (var reason in traced.Decisions.Where(decision => decision.Action != DecisionAction.Notify)
                .Select(Reason).Distinct().Take(1))
                console.MarkupLine($"            [grey]{Markup.Escape(reason)}[/]");
        }
    }

    private void Silenced(DateTimeOffset at, Silence silence) => Line(at, Markup.Escape(
        $"silence {silence.Id} for {string.Join(", ", silence.Matchers)} until {AlertTimes.Moment(silence.EndsAt, zone)}"));

    /// <summary>Receivers that are told the same stand on one line. Returns how many entries that were.</summary>
    private int Told(IReadOnlyList<ReplayEntry> entries, int first)
    {
        var told = entries[first].Told!;
        var same = entries.Skip(first).TakeWhile(entry => entry.Told is { } other && other.Kind == told.Kind
            && other.At == told.At && Names(other) == Names(told)).ToArray();
        var receivers = string.Join(", ", same.Select(entry => entry.Told!.Receiver));
        console.MarkupLine($"  [grey]{Clock(told.At)}[/]  → [bold]{Markup.Escape(receivers)}[/]: {Kind(told)} {Markup.Escape(Names(told))}");
        console.MarkupLine($"              [grey]{Markup.Escape(told.Reason)}[/]");
        return same.Length;
    }

    private void Line(DateTimeOffset at, string markup) => console.MarkupLine($"  [grey]{Clock(at)}[/]  {markup}");

    private string Reason(Decision decision) => decision.Action == DecisionAction.Hold
        ? $"{decision.Reason}, {AlertTimes.Moment(decision.At, zone)}"
        : decision.Reason;

    private static string Names(Notification told)
    {
        var names = told.Alerts.Take(MaxNames).Select(alert => alert.IsFiring ? alert.Title : alert.Title + " (resolved)");
        var more = Math.Max(0, told.Alerts.Count - MaxNames) + told.More;
        return string.Join(", ", names) + (more > 0 ? $" and {more} more" : "");
    }

    private static string Kind(Notification told) => told.Kind == NotificationKind.Resolved
        ? "[green]resolved[/]"
        : $"[{Colour(told.Severity)}]{told.Kind.Name()}[/]";

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Critical => "red bold",
        Severity.Error => "red",
        Severity.Warning => "yellow",
        _ => "blue",
    };

    private string Clock(DateTimeOffset time) => Local(time).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private ZonedDateTime Local(DateTimeOffset time) => Instant.FromDateTimeOffset(time).InZone(zone);
}
