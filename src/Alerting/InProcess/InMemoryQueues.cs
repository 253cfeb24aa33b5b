using System.Diagnostics.CodeAnalysis;
using Alerting.Grouping;
using Alerting.Notifications;

namespace Alerting.InProcess;

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

public sealed class InMemoryOutlet : INotificationOutlet
{
    private readonly List<Notification> _notifications = [];

    public ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
    {
        _notifications.AddRange(notifications);
        return default;
    }

    public IReadOnlyList<Notification> TakeAll()
    {
        var all = _notifications.ToArray();
        _notifications.Clear();
        return all;
    }
}
