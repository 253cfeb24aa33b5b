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

    /// <summary>Who reads it: one message after the other goes there, so that people read them in the order of the alerts.</summary>
    public string Place { get; } = $"{delivery.Target.Channel}|{delivery.Target.Address}";

    /// <summary>Messages about one incident to one place: the first says where the next ones stand.</summary>
    public string Thread => $"{Delivery.Notification.IncidentId}|{Place}";

    public DeliveryView View() => new(Delivery.Id, Receiver, Channel, Delivery.Target.Display, State, Reason, Attempts,
        State is "retry" or "waiting" ? DueAt : null);
}
