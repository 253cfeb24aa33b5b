using Alerting.Notifications;

namespace Alerting.Grouping;

/// <summary>Carries messages to groups: at least once, and those of one group in order.</summary>
public interface IGroupMailbox
{
    ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation);
}

/// <summary>Takes notifications that are to be delivered. One that comes twice, with the same id, is delivered once.</summary>
public interface INotificationOutlet
{
    ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation);
}
