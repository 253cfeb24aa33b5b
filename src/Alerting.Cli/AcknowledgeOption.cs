using System.CommandLine;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Cli;

/// <summary>
/// Acknowledges the incident that a service such as PagerDuty opened for an event.
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

    /// <summary>
    /// By the incident's id, as a deployment opens it, and by the key of the group, as <c>send</c> and version 1 do.
    /// Services ignore a key that they do not know.
    /// </summary>
    public static IEnumerable<Notification> Of(Notification firing)
    {
        var acknowledged = Acknowledged(firing);
        return
        [
            acknowledged with
            {
                Id = Fingerprint.Of($"{firing.Id}|incident"),
                IncidentId = IncidentIds.Of(firing.GroupKey, firing.Alerts[0]),
                IsForPagers = true,
            },
            acknowledged,
        ];
    }

    public static Notification Acknowledged(Notification firing) => firing with
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
            {
                Targets = [.. receiver.Value.Targets.Where(target => HasIncidents(target.Channel))],
                OnCall = [],
                People = [],
            }),
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
