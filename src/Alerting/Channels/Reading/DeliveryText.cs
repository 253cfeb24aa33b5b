using Alerting.Notifications;
using NodaTime;

namespace Alerting.Channels.Reading;

/// <summary>A delivery as people read it in a terminal: who gets it and how, and the text they see there.</summary>
public static class DeliveryText
{
    /// <summary><c>phone: SMS to +442079460000</c>.</summary>
    public static string Heading(Delivery delivery, DateTimeZone zone)
    {
        var target = delivery.Target.Display is { Length: > 0 } address ? $"to {address}" : "(no address is set, so it would be skipped)";
        var held = delivery.Notification.IsHeld ? $", held until {AlertTimes.Moment(delivery.Notification.At, zone)}" : "";
        return $"{delivery.Notification.Receiver}: {ChannelName(delivery.Target.Channel)} {target}{held}";
    }

    public static string Body(Delivery delivery)
    {
        var isKnown = ChannelFormats.TryFind(delivery.Target.Channel, out var format);
        return TextCut.Clean(isKnown ? format!.Read(delivery.Payload) : delivery.Payload.ToString()).TrimEnd();
    }

    /// <summary>The channel's name as people say it; a channel that is not known is called what the configuration calls it.</summary>
    public static string ChannelName(string channel) => ChannelFormats.TryFind(channel, out var format) ? format.Name : channel;
}
