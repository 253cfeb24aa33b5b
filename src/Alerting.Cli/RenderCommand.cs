using System.CommandLine;
using System.CommandLine.Parsing;
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
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "Write the message of every channel into the folder of --out: text, HTML and JSON to look at.",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "The folder.", HelpName = "DIR" };

    private static readonly Option<string?> Template = new("--template")
    {
        Description = "A Liquid file to use instead of the configured text of the channel, or of every channel with "
            + $"--all: FILE, or KEY=FILE with one of {string.Join(", ", TemplateKeys.All)}.",
        HelpName = "FILE",
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var command = new Command("render", "Prints the exact payload that one channel would send for an event.")
        {
            Inputs.Event, Channel, Template, All, Out, Inputs.Config, Inputs.At, AcknowledgeOption.Option,
        };
        command.Validators.Add(Check);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(All))
            {
                return await RenderFiles.WriteAsync(
                    parsed, parsed.GetValue(Out)!, parsed.GetValue(Template), terminal, time, cancellation);
            }
            var kind = parsed.GetValue(Channel)!;
            if (!ChannelCatalog.TryFind(kind, out var channel))
                throw new UserException(ConfigErrors.Unknown("channel", kind, ChannelCatalog.Keys));
            var isAcknowledged = parsed.GetValue(AcknowledgeOption.Option);
            if (isAcknowledged)
                AcknowledgeOption.Check(kind);
            var config = await TemplateFile.AddAsync(parsed.GetValue(Template), channel,
                await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation), cancellation);
            var signals = await Inputs.ReadSignalsAsync(parsed.GetValue(Inputs.Event)!, config, cancellation);
            var writer = new MessageWriter(config);
            var isDone = true;
            foreach (var notification in Notifications(config, signals, parsed.GetValue(Inputs.At) ?? time.GetUtcNow()))
            {
                var (payload, problem) = channel.Write(
                    writer.Write(isAcknowledged ? AcknowledgeOption.Acknowledged(notification) : notification));
                Print(terminal, payload);
                isDone &= TemplateFile.Report(terminal, problem);
            }
            return isDone ? CommandLine.Done : CommandLine.No;
        });
        return command;
    }

    private static void Check(CommandResult command)
    {
        var (isAll, hasOut) = (command.GetValue(All), command.GetValue(Out) is not null);
        if (isAll != hasOut)
            command.AddError(isAll ? "--all needs a folder. Add --out DIR." : "--out needs --all.");
        else if (isAll && (command.GetValue(Channel) is not null || command.GetValue(AcknowledgeOption.Option)))
            command.AddError("--all takes neither --channel nor --acknowledge. Remove it.");
        else if (!isAll && command.GetValue(Channel) is null)
            command.AddError("Which channel? Add --channel KIND, or --all --out DIR for all of them.");
    }

    internal static IEnumerable<Notification> Notifications(AlertingConfig config, IReadOnlyList<Signal> signals,
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
