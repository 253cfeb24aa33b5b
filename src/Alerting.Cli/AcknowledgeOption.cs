using System.CommandLine;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Cli;

/// <summary>
/// Says to services that hold incidents that somebody has taken one on. No rule of the pipeline means that, so only a person at
/// a command line does it; the incident is found by the key of the event's group.
/// </summary>
internal static class AcknowledgeOption
{
    public static Option<bool> Option { get; } = new("--acknowledge")
    {
        Description = $"Acknowledge the incident of the event instead, where the channel holds incidents: {string.Join(", ", Channels)}.",
    };

    private static IEnumerable<string> Channels =>
        ChannelFormats.All.Where(format => format.Capabilities.NeedsKey).Select(format => format.Channel);

    public static Notification Of(Notification firing) => firing with { Kind = NotificationKind.Acknowledged, Reason = "acknowledged by hand" };

    /// <summary>The configuration with the channels only that hold incidents.</summary>
    public static AlertingConfig PagersOf(AlertingConfig config) => config with
    {
        Receivers = config.Receivers.ToDictionary(
            receiver => receiver.Key, receiver => receiver.Value with { Targets = [.. receiver.Value.Targets.Where(target => HasIncidents(target.Channel))] }),
    };

    public static void Check(string channel)
    {
        if (!HasIncidents(channel))
            throw new UserException($"{channel} holds no incidents, so there is nothing to acknowledge; those are {string.Join(", ", Channels)}.");
    }

    private static bool HasIncidents(string channel) => Channels.Contains(channel);
}
