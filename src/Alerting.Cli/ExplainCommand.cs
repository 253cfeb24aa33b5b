using System.CommandLine;
using Alerting.Channels;
using Alerting.Grouping.InMemory;

namespace Alerting.Cli;

/// <summary><c>alerting explain</c>: the whole way of one event, without sending anything.</summary>
public static class ExplainCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("explain",
            "Shows how an event is read, classified, routed, held or sent, and every message it becomes.")
        {
            Inputs.Event, Inputs.Config, Inputs.At, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var signals = await Inputs.ReadSignalsAsync(parsed.GetValue(Inputs.Event)!, config, cancellation);
            var now = parsed.GetValue(Inputs.At) ?? time.GetUtcNow();

            var trace = await Foretelling.OfAsync(config, signals, now, cancellation);
            var writer = new DeliveryWriter(config);
            var outcomes = trace.Notifications.SelectMany(writer.Write)
                .Select(delivery => new DeliveryOutcome(delivery, new Verdict.NotSent("explain sends nothing"))).ToArray();

            if (parsed.GetValue(Inputs.Json))
                terminal.Exact(TraceJson.WriteText(trace, outcomes));
            else
                new ExplainReport(terminal.People, config.TimeZone).Print(trace, outcomes);
            return CommandLine.Done;
        });
        return command;
    }
}
