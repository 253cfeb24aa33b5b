using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>A notification, written for one target.</summary>
/// <param name="Id">The same whenever the same notification goes to the same target.</param>
public sealed record Delivery(string Id, Notification Notification, Target Target, Payload Payload)
{
    /// <summary>Where the group's first message on this target stands, if it is known.</summary>
    public ThreadRef? Thread { get; init; }

    /// <summary>The name under which that is kept: of the group's thread on this target.</summary>
    public string ThreadName => Fingerprint.Of($"{Notification.IncidentId}|{Target.Channel}|{Target.Address}");

    /// <summary>Whether it says that all is over that the group's first message, which is known, told of.</summary>
    public bool EndsThread => Thread is not null && Notification is { IsResolved: true, StillFiring: 0 };
}
