using Alerting.Notifications;

namespace Alerting.Grouping;

/// <summary>Delivers messages to groups at least once, and in order for each group.</summary>
public interface IGroupMailbox
{
    ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation);
}

/// <summary>
/// Wakes a group at the second at which an escalation is due. The tick is the net: it wakes whatever was not.
/// </summary>
public interface IExactWakeUps
{
    ValueTask ScheduleAsync(GroupAddress group, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>Accepts notifications for delivery. One sent twice under the same id is delivered once.</summary>
public interface INotificationOutlet
{
    ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation);
}
