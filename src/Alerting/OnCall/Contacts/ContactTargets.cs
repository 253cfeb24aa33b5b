using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.OnCall.Contacts;

/// <summary>The targets of a notification's receiver.</summary>
public static class ContactTargets
{
    /// <summary>
    /// A receiver that stands for people was expanded before, so it has them here only as a fallback: then overrides,
    /// which are not known here, do not count.
    /// </summary>
    public static IReadOnlyList<Target> Of(AlertingConfig config, Receiver receiver, Notification notification)
    {
        if (!receiver.HasPeople || receiver.Person is not null)
            return receiver.Targets;
        var names = new RecipientExpansion(config)
            .Of([receiver.Name], notification.Severity, OnCallRecords.Empty, notification.At).Names;
        return [.. receiver.Targets, .. names.Where(name => name != receiver.Name)
            .SelectMany(name => config.FindReceiver(name)?.Targets ?? [])];
    }
}
