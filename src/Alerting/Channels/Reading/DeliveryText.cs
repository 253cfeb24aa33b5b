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
        // Holds last days, so the year is never needed.
        var at = delivery.Notification.At;
        var held = delivery.Notification.IsHeld ? $", held until {AlertTimes.Moment(at, zone, at)}" : "";
        var to = delivery.Notification.To is { } person ? $" ({person})" : "";
        return $"{delivery.Notification.ReceiverName}{to}: {ChannelName(delivery.Target.Channel)} {target}{held}";
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
