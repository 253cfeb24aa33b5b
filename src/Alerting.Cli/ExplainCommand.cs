using System.CommandLine;
using Alerting.Channels;
using Alerting.Cli.OnCall;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Sources.Webhooks;

namespace Alerting.Cli;

/// <summary><c>alerting explain</c>: what would happen to an event, without sending anything.</summary>
public static class ExplainCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("explain",
            "Shows how an event is read, classified and routed, who is notified or why not, and every message.")
        {
            Inputs.Event, Inputs.Config, Inputs.At, OnCallInputs.Ical, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var body = await Inputs.ReadFileAsync(parsed.GetValue(Inputs.Event)!, cancellation);
            var answer = WebhookRequest.FromFunctionUrl(body) is { } request ? WebhookIntake.Preview(request) : null;
            // Shows the result of a request even if its token is wrong.
            var signals = answer is null or { StatusCode: 202 or 401 } ? Inputs.ReadSignals(body, config) : [];
            var now = parsed.GetValue(Inputs.At) ?? time.GetUtcNow();

            var onCall = await OnCallInputs.OfflineAsync(parsed, config, now, cancellation);

            var trace = await ExplainPreview.OfAsync(config, signals, now, cancellation, onCall);
            var writer = new DeliveryWriter(config);
            var outcomes = trace.Notifications.SelectMany(writer.Write)
                .Select(delivery => new DeliveryOutcome(delivery, new Verdict.NotSent("explain does not send")))
                .ToArray();

            if (parsed.GetValue(Inputs.Json))
                terminal.Exact(TraceJson.WriteText(trace, outcomes, answer));
            else
                new ExplainReport(terminal.People, config.TimeZone, now).Print(trace, outcomes, answer);
            return CommandLine.Done;
        });
        return command;
    }
}
