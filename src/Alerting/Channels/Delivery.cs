using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>A notification, written for one target.</summary>
/// <param name="Id">The same whenever the same notification goes to the same target.</param>
public sealed record Delivery(string Id, Notification Notification, Target Target, Payload Payload)
{
    /// <summary>Where the group's first message on this target stands, if it is known.</summary>
    public ThreadRef? Thread { get; init; }
}
