using System.CommandLine;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Cli;

/// <summary>
/// Acknowledges the incident that a service such as PagerDuty opened for an event. The incident is found by the key of
/// the event's group.
/// </summary>
internal static class AcknowledgeOption
{
    public static Option<bool> Option { get; } = new("--acknowledge")
    {
        Description =
            $"Acknowledge the event's incident instead of opening it. Channels with incidents: " +
            $"{string.Join(", ", Channels)}.",
    };

    private static IEnumerable<string> Channels =>
        ChannelCatalog.All.Where(channel => channel.Format.HasIncidents).Select(channel => channel.Key);

    public static Notification Of(Notification firing) => firing with
    {
        Kind = NotificationKind.Acknowledged,
        Code = ReasonCode.Other,
        Reason = "Acknowledged on the command line.",
    };

    /// <summary>The configuration reduced to channels that have incidents.</summary>
    public static AlertingConfig PagersOf(AlertingConfig config) => config with
    {
        Receivers = config.Receivers.ToDictionary(
            receiver => receiver.Key, receiver => receiver.Value with
                { Targets = [.. receiver.Value.Targets.Where(target => HasIncidents(target.Channel))] }),
    };

    public static void Check(string channel)
    {
        if (!HasIncidents(channel))
        {
            throw new UserException(
                $"{channel} has no incidents to acknowledge. Use one of: {string.Join(", ", Channels)}.");
        }
    }

    private static bool HasIncidents(string channel) => Channels.Contains(channel);
}
