using Alerting.Channels;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>A delivery on its way, and the trail it is shown in.</summary>
public sealed class DeliveryLine(Delivery delivery, TimelineEntry trail, DateTimeOffset dueAt)
{
    public Delivery Delivery { get; set; } = delivery;

    public TimelineEntry Timeline => trail;

    /// <summary><c>waiting</c>, <c>sending</c>, <c>delivered</c>, <c>retry</c>, <c>rejected</c>, <c>dead</c>, <c>not sent</c>.</summary>
    public string State { get; set; } = "waiting";

    public string Reason { get; set; } = "";

    public int Attempts { get; set; }

    /// <summary>When it is sent, or sent again.</summary>
    public DateTimeOffset DueAt { get; set; } = dueAt;

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; set; }

    public string Receiver => Delivery.Notification.Receiver;

    public string Channel => Delivery.Target.Channel;

    public string Title => TextCut.To(Delivery.Notification.Alerts[0].Title, 300);

    /// <summary>Messages about one matter to one place go one after the other: the first says where the next ones stand.</summary>
    public string Thread { get; } = $"{delivery.Notification.IncidentId}|{delivery.Target.Channel}|{delivery.Target.Address}";

    public DeliveryView View() => new(Delivery.Id, Receiver, Channel, Delivery.Target.Display, State, Reason, Attempts,
        State is "retry" or "waiting" ? DueAt : null);
}
