using System.Globalization;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Silencing;
using Alerting.Text;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli;

internal sealed class ReplayReport(IAnsiConsole console, DateTimeZone zone)
{
    private const int MaxNames = 4;
    private const int MaxAlike = 4;
    private readonly List<ReplayEntry> _together = [];
    private readonly List<ChannelOutage> _outages = [];
    private string _day = "";
    private int _notified;
    private int _dropped;

    /// <summary>Prints the entry, or keeps it as long as those after it may be printed together with it.</summary>
    public void Take(ReplayEntry entry)
    {
        if (_together.Count > 0 && !AreTogether(_together[0], entry))
            PrintKept();
        _together.Add(entry);
    }

    public void Finish(ReplaySummary summary)
    {
        PrintKept();
        Print(summary);
    }

    private static bool AreTogether(ReplayEntry first, ReplayEntry next) =>
        (End(first) is { } end && End(next) == end)
        || (first.At == next.At && ((first.Notification is not null && next.Notification is not null)
            || (first.Outage is not null && next.Outage is not null)));

    private void PrintKept()
    {
        _outages.AddRange(_together.Select(entry => entry.Outage).OfType<ChannelOutage>());
        _dropped += _together.Count(entry => entry.Dropped is not null);
        _notified += _together.Count(entry => entry.Notification is not null);
        Print(_together);
        _together.Clear();
    }

    private void Print(List<ReplayEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            Heading(entries[i].At);
            if (Alike(entries, i) is > MaxAlike and var alike)
            {
                Happened(entries[i].At, entries[i].Event!);
                i += alike - 1;
                Line(entries[i].At,
                    $"[grey]… {alike - 1} more like this, the last " +
                    $"{Markup.Escape(entries[i].Event!.Alerts[0].Alert.Title)}[/]");
            }
            else if (entries[i].Event is { } trace)
            {
                Happened(entries[i].At, trace);
            }
            else if (entries[i].Silence is { } silence)
            {
                Silenced(entries[i].At, silence);
            }
            else if (entries[i].Config is { } config)
            {
                Line(entries[i].At, Markup.Escape($"configuration: {config.File}"));
            }
            else if (entries[i].Answer is { } answer)
            {
                Line(entries[i].At, Markup.Escape($"{answer.By}: {answer.Kind} {answer.Alert}"));
                Finding(entries[i]);
            }
            else if (entries[i].Override is { } added)
            {
                Overridden(entries[i].At, added);
                Finding(entries[i]);
            }
            else if (entries[i].Dropped is { } dropped)
            {
                Dropped(entries[i].At, dropped);
            }
            else if (entries[i].Outage is { } outage)
            {
                // Within a longer outage, the channel is down until the end of that.
                var longest = _outages
                    .Where(other => other.Channel == outage.Channel && other.From <= outage.From)
                    .Max(other => other.Until);
                var until = AlertTimes.Moment(longest, zone, outage.From);
                Line(entries[i].At, Markup.Escape($"{outage.Channel} is down until {until}"));
            }
            else if (entries[i].Undelivered is { } undelivered)
            {
                Undelivered(entries[i].At, undelivered);
            }
            else
            {
                i += Notified(entries, i) - 1;
            }
        }
    }

    private void Print(ReplaySummary summary)
    {
        console.WriteLine();
        console.MarkupLine(
            $"[bold]{summary.Events}[/] {(summary.Events == 1 ? "event" : "events")}: " +
            $"{summary.Delivered} delivered, {summary.Held} still held, {summary.Suppressed} suppressed" +
            $"{(summary.Dead > 0 ? $", {summary.Dead} undelivered" : "")}; " +
            $"{_notified} {(_notified == 1 ? "notification" : "notifications")}" +
            $"{(_dropped > 0 ? $", {_dropped} dropped by the rate limit" : "")}" +
            $"{(summary.DeadLetters > 0 ? $", {summary.DeadLetters} dead {Letters(summary.DeadLetters)}" : "")}" +
            $"{(summary.Retrying > 0 ? $", {summary.Retrying} still retried" : "")}.");
    }

    private static string Letters(int count) => count == 1 ? "letter" : "letters";

    /// <summary>Counts events in a row with the same decision and no notification in between.</summary>
    private static int Alike(List<ReplayEntry> entries, int first)
    {
        return End(entries[first]) is not { } end
            ? 0
            : entries.Skip(first).TakeWhile(entry => End(entry) == end).Count();
    }

    private static (string, Severity, bool, string)? End(ReplayEntry entry) =>
        entry.Event is { Notifications.Count: 0, Alerts: [{ Decisions: [var decision, ..] } only] }
            ? (decision.GroupKey, only.Alert.Severity, only.Alert.IsFiring, decision.Reason.Text)
            : null;

    private void Heading(DateTimeOffset at)
    {
        var day = Local(at).ToString("ddd d MMM uuuu, x", CultureInfo.InvariantCulture);
        if (day == _day)
            return;
        _day = day;
        Terminal.Heading(console, new Rule($"[bold]{day}[/]"));
    }

    private void Happened(DateTimeOffset at, Trace trace)
    {
        if (trace.Alerts.Count == 0)
            Line(at, "[grey]event without alerts[/]");
        foreach (var traced in trace.Alerts)
        {
            Line(at, $"{Markup.Escape(traced.Alert.Title)}{State(traced.Alert)}");
            // The notifications of an event that notifies at once follow on their own lines.
            foreach (var reason in traced.Decisions.Take(trace.Notifications.Count == 0 ? 1 : 0)
                .Select(decision => Reason(decision, at)))
            {
                console.MarkupLine($"            [grey]{Markup.Escape(reason)}[/]");
            }
        }
    }

    /// <summary>The title of a deleted alarm says so itself.</summary>
    private static string State(Alert alert) => alert switch
    {
        { Signal.IsBeat: true } => "",
        { IsFiring: true, Signal.HasNoData: true } => " [yellow]no data[/]",
        { IsFiring: true } => $" [{Colour(alert.Severity)}]{alert.Severity.Name()}[/]",
        { Signal.Ending.Code: ReasonCode.Deleted } => "",
        _ => " [green]resolved[/]",
    };

    private void Finding(ReplayEntry entry)
    {
        if (entry.Finding is { } finding)
            console.MarkupLine($"            [yellow]{Markup.Escape(finding)}[/]");
    }

    private void Overridden(DateTimeOffset at, ScheduleOverride added)
    {
        var from = added.From > at ? $" from {AlertTimes.Moment(added.From, zone, at)}" : "";
        Line(at, Markup.Escape($"override: {added.Person} is on call in {added.Schedule}{from} until " +
            AlertTimes.Moment(added.To, zone, at)));
    }

    private void Silenced(DateTimeOffset at, Silence silence) => Line(at, Markup.Escape(
        $"silence {silence.Id}: {string.Join(", ", silence.ShownMatchers)} until " +
        $"{AlertTimes.Moment(silence.EndsAt, zone, at)}"));

    /// <summary>Prints equal notifications to several receivers on one line. Returns how many there were.</summary>
    private int Notified(List<ReplayEntry> entries, int first)
    {
        var (at, notified) = (entries[first].At, entries[first].Notification!);
        var same = entries.Skip(first).TakeWhile(entry => entry.At == at && entry.Notification is { } other
            && other.Kind == notified.Kind && other.At == notified.At && Names(other) == Names(notified)).ToArray();
        var receivers = string.Join(", ", same.Select(entry =>
            Recipient(entry.Notification!) + (entry.Channel is { } channel && entry.Notification!.To is null
                ? $" by {channel}" : "")));
        console.MarkupLine(
            $"  [grey]{Clock(at)}[/]  → [bold]{Markup.Escape(receivers)}[/]: {Kind(notified)} " +
            Markup.Escape(Names(notified)));
        var late = at > notified.At ? $" Delivered {DurationText.Of(at - notified.At)} late." : "";
        console.MarkupLine($"              [grey]{Markup.Escape(notified.Reason + late)}[/]");
        return same.Length;
    }

    private void Dropped(DateTimeOffset at, DroppedNotification dropped)
    {
        var receiver = Markup.Escape(Recipient(dropped.Notification));
        var (kind, names) = (Kind(dropped.Notification), Markup.Escape(Names(dropped.Notification)));
        console.MarkupLine($"  [grey]{Clock(at)}[/]  ✗ [bold]{receiver}[/]: {kind} {names}, dropped by the rate limit");
        console.MarkupLine($"              [grey]{Markup.Escape(dropped.Reason.Text)}[/]");
    }

    private void Undelivered(DateTimeOffset at, UndeliveredNotification undelivered)
    {
        var (notification, reason) = (undelivered.Notification, undelivered.Reason);
        var isRemoved = undelivered.Channel == Target.None.Channel;
        var by = isRemoved || notification.To is not null ? "" : $" by {undelivered.Channel}";
        var receiver = Markup.Escape(Recipient(notification) + by);
        var (kind, names) = (Kind(notification), Markup.Escape(Names(notification)));
        console.MarkupLine($"  [grey]{Clock(at)}[/]  ✗ [bold]{receiver}[/]: {kind} {names}, " +
            (undelivered.IsDead ? "dead letter" : undelivered.RetryAt is null ? "not delivered" : "retried"));
        var why = isRemoved && undelivered.IsDead
            ? $"{notification.Receiver} is no longer in the configuration" : reason.Text;
        var retry = undelivered.RetryAt is { } next ? $"; next attempt {Clock(next)}" : "";
        console.MarkupLine($"              [grey]{Markup.Escape($"{why}{retry}")}[/]");
    }

    private static string Recipient(Notification notification) => RecipientName.Parse(notification.Receiver).Display;

    private void Line(DateTimeOffset at, string markup) => console.MarkupLine($"  [grey]{Clock(at)}[/]  {markup}");

    private string Reason(Decision decision, DateTimeOffset at) => decision.Action switch
    {
        DecisionAction.Suppress => decision.Reason.Text,
        DecisionAction.Hold => $"Due {AlertTimes.Moment(decision.At, zone, at)}. {decision.Reason}",
        _ => $"Due {Clock(decision.At)}. {decision.Reason}",
    };

    private static string Names(Notification notified)
    {
        var names = notified.Alerts.Take(MaxNames).Select(alert =>
            alert.IsFiring || notified.Kind == NotificationKind.Resolved ? alert.Title : alert.Title + " (resolved)");
        var more = Math.Max(0, notified.Alerts.Count - MaxNames) + notified.More;
        return string.Join(", ", names) + (more > 0 ? $" and {more} more" : "");
    }

    private static string Kind(Notification notified) => notified.Kind == NotificationKind.Resolved
        ? "[green]resolved[/]"
        : $"[{Colour(notified.Severity)}]{notified.Kind.Name()}[/]";

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
