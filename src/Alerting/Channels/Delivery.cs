using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>One notification, formatted for one target.</summary>
/// <param name="Id">Derived from the notification and the target, so duplicates are recognised.</param>
public sealed record Delivery(string Id, Notification Notification, Target Target, Payload Payload)
{
    /// <summary>The incident's first message on this target, if known.</summary>
    public ThreadRef? Thread { get; init; }

    /// <summary>The key under which <see cref="Thread"/> is stored.</summary>
    public string ThreadName => Fingerprint.Of($"{Notification.IncidentId}|{Target.Channel}|{Target.Address}");

    /// <summary>Whether it resolves the last alert of an incident whose first message is known.</summary>
    public bool EndsThread => Thread is not null && Notification is { IsResolved: true, StillFiring: 0 };
}
