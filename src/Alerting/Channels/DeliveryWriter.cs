using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>Writes a notification for each target of its receiver.</summary>
public sealed class DeliveryWriter(AlertingConfig config)
{
    private readonly MessageWriter _messages = new(config);

    public IEnumerable<Delivery> Write(Notification notification)
    {
        if (!config.Receivers.TryGetValue(notification.Receiver, out var receiver))
            return [];
        var message = _messages.Write(notification);
        return receiver.Targets.Select(target => new Delivery(
            Fingerprint.Of($"{notification.Id}|{target.Channel}|{target.Address}"),
            notification, target, Format(message, target.Channel)));
    }

    private static Payload Format(Message message, string channel) =>
        ChannelFormats.TryFind(channel, out var format) ? format.Format(message) : new TextPayload(PlainText.Of(message));
}
