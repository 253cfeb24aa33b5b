using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.Channels;

/// <summary>
/// Writes a notification for each target of its receiver. One that the configuration does not have, since it was renamed or
/// removed meanwhile, gets <see cref="Target.None"/>, so that what was for it fails with a reason and does not vanish.
/// </summary>
public sealed class DeliveryWriter(AlertingConfig config)
{
    private readonly MessageWriter _messages = new(config);

    public IEnumerable<Delivery> Write(Notification notification)
    {
        var message = _messages.Write(notification);
        var targets = config.Receivers.TryGetValue(notification.Receiver, out var receiver) ? receiver.Targets : [Target.None];
        return targets.Where(target => Takes(target, notification)).Select(target => new Delivery(
            Fingerprint.Of($"{notification.Id}|{target.Channel}|{target.Address}"),
            notification, target, Format(message, target.Channel)));
    }

    /// <summary>
    /// A pager is told by each group what the others read in the digest. Only in another's place does a digest come there: an incident
    /// that somebody has to close is better than nothing.
    /// </summary>
    private static bool Takes(Target target, Notification notification) => target == Target.None
        || (ChannelFormats.IsPager(target.Channel)
            ? notification is not { Kind: NotificationKind.Digest, Failed.Count: 0 }
            : !notification.IsForPagers);

    private static Payload Format(Message message, string channel) =>
        ChannelFormats.TryFind(channel, out var format) ? format.Format(message) : new TextPayload(PlainText.Of(message));
}
