using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;
using NodaTime;

namespace Alerting.Channels.Reading;

/// <summary>Shows a delivery in a terminal.</summary>
public static class DeliveryText
{
    /// <summary><c>phone: SMS to +442079460000</c>.</summary>
    public static string Heading(Delivery delivery, DateTimeZone zone)
    {
        var target =
            delivery.Target.Display is { Length: > 0 } address ? $"to {address}" : "(no address is set: skipped)";
        var later = delivery.Notification.IsHeld ? $", {Later(delivery.Notification, zone)}" : "";
        var to = delivery.Notification.To is { } person ? $" ({person})" : "";
        return $"{delivery.Notification.ReceiverName}{to}: {ChannelName(delivery.Target.Channel)} {target}{later}";
    }

    /// <summary>A wait for further alerts is no hold: nothing keeps it until an interval begins.</summary>
    public static string Later(Notification notification, DateTimeZone zone)
    {
        // Holds last days, so the year is never needed.
        var moment = AlertTimes.Moment(notification.At, zone, notification.At);
        return notification.Code == ReasonCode.HoldReleased ? $"held until {moment}" : $"waits until {moment}";
    }

    public static string Body(Delivery delivery)
    {
        var isKnown = ChannelCatalog.TryFind(delivery.Target.Channel, out var channel);
        return TextCut.Clean(isKnown ? channel!.Format.Read(delivery.Payload) : delivery.Payload.ToString()).TrimEnd();
    }

    /// <summary>The channel's name for people, or its configuration key if it is unknown.</summary>
    public static string ChannelName(string channel) =>
        ChannelCatalog.TryFind(channel, out var found) ? found.Name : channel;
}
