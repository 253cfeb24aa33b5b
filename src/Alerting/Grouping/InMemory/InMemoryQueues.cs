using System.Diagnostics.CodeAnalysis;
using Alerting.Notifications;

namespace Alerting.Grouping.InMemory;

/// <summary>Messages to groups, in the order they came.</summary>
public sealed class InMemoryMailbox : IGroupMailbox
{
    private readonly Queue<GroupEnvelope> _envelopes = new();

    public ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation)
    {
        foreach (var envelope in envelopes)
            _envelopes.Enqueue(envelope);
        return default;
    }

    public bool TryTake([MaybeNullWhen(false)] out GroupEnvelope envelope) => _envelopes.TryDequeue(out envelope);
}

/// <summary>Notifications on their way to channels.</summary>
public sealed class InMemoryOutlet : INotificationOutlet
{
    private readonly List<Notification> _notifications = [];

    public ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
    {
        _notifications.AddRange(notifications);
        return default;
    }

    /// <summary>Takes all there are.</summary>
    public IReadOnlyList<Notification> TakeAll()
    {
        var all = _notifications.ToArray();
        _notifications.Clear();
        return all;
    }
}
