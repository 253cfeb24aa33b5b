using Alerting.Configuration;
using Alerting.Notifications;

namespace Alerting.OnCall.Contacts;

/// <summary>The targets of a notification's receiver.</summary>
public static class ContactTargets
{
    /// <summary>
    /// A receiver that stands for people was expanded before, so it has them here only as a fallback.
    /// </summary>
    public static IReadOnlyList<Target> Of(
        AlertingConfig config, Receiver receiver, Notification notification, OnCallRecords onCall)
    {
        if (!StandsForPeople(receiver))
            return receiver.Targets;
        var names = new RecipientExpansion(config)
            .Of([receiver.Name], notification.Severity, onCall, notification.At).Names;
        return [.. receiver.Targets, .. names.Where(name => name != receiver.Name)
            .SelectMany(name => config.FindReceiver(name)?.Targets ?? [])];
    }

    /// <summary>Whether overrides and calendars are needed for its targets.</summary>
    public static bool NeedsOnCall(AlertingConfig config, Notification notification) =>
        config.FindReceiver(notification.Receiver) is { OnCall.Count: > 0 } receiver && StandsForPeople(receiver);

    private static bool StandsForPeople(Receiver receiver) => receiver is { HasPeople: true, Person: null };
}
