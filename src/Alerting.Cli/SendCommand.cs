using System.CommandLine;
using Alerting.Alerts;
using Alerting.Aws;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Channels.Reading;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Grouping;
using Alerting.InProcess;
using Alerting.Notifications;
using Alerting.Text;
using Spectre.Console;
using Cell = Spectre.Console.Text;

namespace Alerting.Cli;

/// <summary><c>alerting send</c>: sends the notifications of one event to the real receivers. Asks first.</summary>
public static class SendCommand
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Send without asking." };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("send",
            "Sends a test event to its receivers and shows the result of each delivery. Asks first.")
        {
            Inputs.Event, Inputs.Config, Inputs.At, AcknowledgeOption.Option, Yes,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var signals = await Inputs.ReadSignalsAsync(parsed.GetValue(Inputs.Event)!, config, cancellation);
            // A test is sent at once: no group wait, no hold.
            var rules = new GroupRules(config) { CannotWait = true, AssumesNotified = true };
            var now = new SimulatedTime(parsed.GetValue(Inputs.At) ?? time.GetUtcNow());
            var trace = await new LocalAlerting(config, now, rules).TakeAsync(signals, cancellation);
            var notifications = trace.Notifications;
            if (parsed.GetValue(AcknowledgeOption.Option))
            {
                (config, notifications) = (AcknowledgeOption.PagersOf(config),
                    [.. notifications.Where(notified => !notified.IsResolved).SelectMany(AcknowledgeOption.Of)]);
            }
            var deliveries = notifications.SelectMany(new DeliveryWriter(config).Write).ToArray();
            if (deliveries.Length == 0)
            {
                terminal.People.WriteLine(parsed.GetValue(AcknowledgeOption.Option)
                    ? "Nothing to acknowledge: the event reaches no channel with incidents."
                    : "Nothing to send. 'alerting explain' shows why.");
                return CommandLine.No;
            }
            Show(terminal.People, deliveries, config, now.GetUtcNow());
            if (!parsed.GetValue(Yes)
                && !IsConfirmed(terminal, deliveries.Count(delivery => !delivery.Target.Address.IsEmpty)))
            {
                return CommandLine.No;
            }
            return await SendAsync(terminal.People, config, notifications, time, cancellation);
        });
        return command;
    }

    private static bool IsConfirmed(Terminal terminal, int messages) =>
        terminal.Ask($"Send {messages} {(messages == 1 ? "message" : "messages")}?")
        ?? throw new UserException("Not a terminal: add --yes to send without asking.");

    private static void Show(IAnsiConsole console, IEnumerable<Delivery> deliveries, AlertingConfig config,
        DateTimeOffset now)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("receiver", "channel", "to", "message");
        foreach (var delivery in deliveries)
        {
            var notification = delivery.Notification;
            var target = delivery.Target.Display.Length > 0 ? delivery.Target.Display : "no address set, skipped";
            var message = PlainText.Headline(new MessageWriter(config).Write(notification));
            var held = notification.IsHeld
                ? $" (sent now, otherwise {DeliveryText.Later(notification, config.TimeZone)})"
                : "";
            table.AddRow(new Cell(notification.Receiver), new Cell(delivery.Target.Channel), new Cell(target),
                new Cell(TextCut.To(TextCut.Clean(message), 80) + held));
        }
        console.Write(table);
    }

    private static async Task<int> SendAsync(
        IAnsiConsole console, AlertingConfig config, IEnumerable<Notification> notifications, TimeProvider time,
        CancellationToken cancellation)
    {
        using var parameters = new SsmParameters();
        using var http = new HttpSender(time);
        using var sns = new SnsSender();
        var secrets = new Secrets(parameters.ReadAsync, time);
        List<ISender> senders = [http, sns];
        if (config.Smtp is { } smtp)
            senders.Add(new SmtpSender(smtp, secrets, time));
        var engine = new DeliveryEngine(config, new TargetSender(senders, secrets, time), DeliveryState.InMemory(time),
            Random.Shared.NextDouble);
        var outcomes = await engine.DeliverAsync(notifications, cancellation);
        cancellation.ThrowIfCancellationRequested();

        var table = new Table().Border(TableBorder.Simple).AddColumns("receiver", "channel", "outcome", "");
        foreach (var outcome in outcomes)
        {
            var sentTo = outcome.FellBackTo is { } fallback ? $"; sent to fallback {fallback}"
                : outcome.NoFallback is { Code: ReasonCode.FallbackNotified } direct ? $"; {direct.Text}" : "";
            table.AddRow(new Cell(outcome.Delivery.Notification.Receiver), new Cell(outcome.Delivery.Target.Channel),
                Word(outcome.Verdict), new Cell(outcome.Verdict.Reason + sentTo));
        }
        console.Write(table);
        return outcomes.Any(outcome => outcome.Verdict.IsFailure) ? CommandLine.No : CommandLine.Done;
    }

    private static Cell Word(Verdict verdict) => new(verdict.Word, new Style(verdict switch
    {
        Verdict.Delivered => Color.Green,
        Verdict.NotSent => Color.Grey,
        _ => Color.Red,
    }));
}
