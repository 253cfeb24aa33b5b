using System.CommandLine;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Cli;

/// <summary><c>alerting render</c>: the exact payload for one channel, regardless of routes.</summary>
internal static class RenderCommand
{
    private static readonly Option<string> Channel = new("--channel")
    {
        Description = $"The channel: {string.Join(", ", ChannelCatalog.Keys)}.",
        HelpName = "KIND",
        Required = true,
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("render", "Prints the exact payload that one channel would send for an event.")
        {
            Inputs.Event, Channel, Inputs.Config, Inputs.At, AcknowledgeOption.Option,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var kind = parsed.GetValue(Channel)!;
            if (!ChannelCatalog.TryFind(kind, out var channel))
                throw new UserException(ConfigErrors.Unknown("channel", kind, ChannelCatalog.Keys));
            var isAcknowledged = parsed.GetValue(AcknowledgeOption.Option);
            if (isAcknowledged)
                AcknowledgeOption.Check(kind);
            var config = await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation);
            var signals = await Inputs.ReadSignalsAsync(parsed.GetValue(Inputs.Event)!, config, cancellation);
            var writer = new MessageWriter(config);
            foreach (var notification in Notifications(config, signals, parsed.GetValue(Inputs.At) ?? time.GetUtcNow()))
            {
                Print(terminal, channel.Format.Write(
                    writer.Write(isAcknowledged ? AcknowledgeOption.Acknowledged(notification) : notification)));
            }
            return CommandLine.Done;
        });
        return command;
    }

    private static IEnumerable<Notification> Notifications(AlertingConfig config, IReadOnlyList<Signal> signals,
        DateTimeOffset now)
    {
        // Cut to the size limits of a stored group, so that the payload is the same.
        var alerts = new AlertPipeline(config).Take(signals, now).Trace.Alerts.Select(
            (traced, place) => StoredAlert.Cut(traced.Alert, place));
        return alerts.GroupBy(alert => alert.Status).Select(group => new Notification
        {
            Id = Fingerprint.Of(string.Join('|', group.Select(alert => alert.Signal.EventKey))),
            Receiver = "render",
            Route = "",
            GroupKey = "",
            Kind = group.Key == AlertStatus.Resolved ? NotificationKind.Resolved : NotificationKind.Firing,
            Reason = "Rendered on the command line.",
            At = now,
            Alerts = [.. group.OrderByDescending(alert => alert.Severity)],
        });
    }

    private static void Print(Terminal terminal, Payload payload)
    {
        if (payload is TextPayload text)
            terminal.Exact(text.Text);
        else
            terminal.Json(payload.WriteTo);
    }
}
