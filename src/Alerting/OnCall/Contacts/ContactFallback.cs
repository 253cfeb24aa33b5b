using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.OnCall.Contacts;

/// <summary>
/// Who gets what could not be delivered: the person's next channel, in the order of the configuration, and when there is
/// none the receiver's fallback, for a page also that of the configuration.
/// </summary>
public static class ContactFallback
{
    /// <summary>The name of a receiver, or null.</summary>
    public static string? Of(AlertingConfig config, Notification notification)
    {
        if (config.FindReceiver(notification.Receiver) is not { } receiver)
            return null;
        if (receiver.Person is not { } person)
            return receiver.Fallback;
        var recipient = RecipientName.Parse(notification.Receiver);
        // Channels of the same rule get it directly.
        var used = ContactChannels.Of(person, receiver.By, SeverityOf(notification), notification.At)
            .Concat(Tried(notification, recipient)).Append(recipient.Channel!);
        return ContactChannels.Others(person, used).FirstOrDefault() is { } next
            ? (recipient with { Channel = next }).ToString()
            : receiver.Fallback ?? (SeverityOf(notification).IsPage() ? config.Fallback : null);
    }

    /// <summary>A notice of a handover wakes nobody, whatever it is about.</summary>
    private static Severity SeverityOf(Notification notification) =>
        notification.Code == ReasonCode.HandedOver ? Severity.Warning : notification.Severity;

    private static IEnumerable<string> Tried(Notification notification, RecipientName recipient) =>
        notification.Failed.Select(RecipientName.Parse)
            .Where(failed => (failed.Receiver, failed.Person) == (recipient.Receiver, recipient.Person))
            .Select(failed => failed.Channel!);
}
