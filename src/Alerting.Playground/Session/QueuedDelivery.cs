using Alerting.Channels;
using Alerting.Playground.Views;
using Alerting.Text;

namespace Alerting.Playground.Session;

/// <summary>A delivery in the queue, with its state and its timeline entry.</summary>
internal sealed class QueuedDelivery(Delivery delivery, TimelineEntry timeline, DateTimeOffset dueAt)
{
    public Delivery Delivery => delivery;

    public TimelineEntry Timeline => timeline;

    /// <summary>
    /// <c>waiting</c>, <c>sending</c>, <c>delivered</c>, <c>retry</c>, <c>rejected</c>, <c>dead</c>, <c>not sent</c>.
    /// </summary>
    public string State { get; set; } = "waiting";

    public string Reason { get; set; } = "";

    public int Attempts { get; set; }

    /// <summary>When it is sent or retried.</summary>
    public DateTimeOffset DueAt { get; set; } = dueAt;

    public DateTimeOffset EndedAt { get; set; }

    public string Receiver => Delivery.Notification.Receiver;

    public string Channel => Delivery.Target.Channel;

    public string Title => TextCut.To(Delivery.Notification.Alerts[0].Title, 300);

    /// <summary>Messages to one destination are sent one at a time, so people read them in order.</summary>
    public string Destination { get; } = $"{delivery.Target.Channel}|{delivery.Target.Address}";

    public DeliveryView View() => new(Delivery.Id, Receiver, Channel, Delivery.Target.Display, State, Reason, Attempts,
        State is "retry" or "waiting" ? DueAt : null);
}
