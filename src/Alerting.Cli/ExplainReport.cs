using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Reading;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Notifications;
using Alerting.Sources.Webhooks;
using Alerting.Text;
using NodaTime;
using Spectre.Console;

namespace Alerting.Cli;

internal sealed class ExplainReport(IAnsiConsole console, DateTimeZone zone, DateTimeOffset now)
{
    /// <param name="answer">The Function URL's answer, if the event is a request to it.</param>
    public void Print(Trace trace, IReadOnlyList<DeliveryOutcome> outcomes, WebhookDecision? answer)
    {
        if (answer is not null)
        {
            console.WriteLine(
                $"The Function URL would answer {answer.StatusCode}: {answer.Sentence}{Condition(answer)}\n");
        }
        if (trace.Alerts.Count == 0 && answer is not { IsTaken: false })
            console.WriteLine("The event contains no alerts.");
        foreach (var traced in trace.Alerts)
            Print(traced);
        foreach (var (delivery, _) in outcomes)
            Print(delivery);
    }

    private void Print(TracedAlert traced)
    {
        var alert = traced.Alert;
        Terminal.Heading(console, new Rule($"[bold]{Plain(alert.Title)}[/]"));
        var facts = new Grid().AddColumn().AddColumn();
        Row(facts, "read as",
            alert.Signal.IsBeat ? alert.Signal.Source
                : $"{alert.Signal.Source}, {(alert.IsFiring ? "firing" : "resolved")}{State(alert.Signal)}");
        Row(facts, "severity", $"{alert.Severity.Name()}: {alert.SeverityReason}");
        Row(facts, "since", alert.StartsAt is { } start ? AlertTimes.Moment(start, zone, now) : null);
        Row(facts, "until", alert.EndsAt is { } end ? AlertTimes.Moment(end, zone, now) : null);
        Row(facts, "fingerprint", alert.Fingerprint);
        Row(facts, "labels", string.Join(' ',
            alert.Labels.Where(label => label.Value.Length > 0).Select(label => $"{label.Key}={label.Value}")));
        foreach (var problem in alert.Signal.Problems)
            Row(facts, "note", problem);
        // Lambda always sets AWS_REGION; on a command line it may be missing.
        if (alert.Signal is { Source: Signal.LogSource, Region: null })
            Row(facts, "note", "No links to the log: the event does not contain its region. Set AWS_REGION.");
        console.Write(facts);
        Print(traced.Decisions);
    }

    private void Print(IReadOnlyList<Decision> decisions)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("action", "receiver", "route", "reason", "time");
        foreach (var decision in decisions)
        {
            var receiver = RecipientName.Parse(decision.Receiver).Display;
            table.AddRow(Action(decision.Action), Plain(receiver), Plain(decision.Route),
                Plain(decision.Reason.Text), Plain(AlertTimes.Moment(decision.At, zone, now)));
        }
        console.Write(table);
    }

    private void Print(Delivery delivery)
    {
        Terminal.Heading(console,
            new Rule(Plain(DeliveryText.Heading(delivery, zone))).RuleStyle(Style.Parse("grey")));
        // Not wrapped, to keep links in one piece.
        console.Profile.Out.Writer.WriteLine(DeliveryText.Body(delivery) + "\n");
    }

    private static string Condition(WebhookDecision answer) => answer.StatusCode switch
    {
        202 => " With a wrong token or signature, it would answer 401.",
        401 => " With the right token or signature:",
        _ => " Nobody would be notified.",
    };

    private static string State(Signal signal) => signal.State is { } state ? $" (state {state})" : "";

    private static string Action(DecisionAction action) => action switch
    {
        DecisionAction.Notify => "[green]notify[/]",
        DecisionAction.Hold => "[yellow]hold[/]",
        _ => "[grey]suppress[/]",
    };

    /// <summary>Removes control characters and escapes markup in alert text.</summary>
    private static string Plain(string text) => Markup.Escape(TextCut.Clean(text.ReplaceLineEndings(" ")));

    private static void Row(Grid grid, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            grid.AddRow($"[grey]{name}[/]", Plain(value));
    }
}
