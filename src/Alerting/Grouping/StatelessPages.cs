using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// The pages in messages whose group cannot be read or saved. They do not wait for its state, and have the ids that they
/// get when the messages are processed again, so the later copies are recognised as duplicates.
/// </summary>
public sealed class StatelessPages(AlertingConfig config)
{
    private readonly GroupReducer _reducer = new(new GroupRules(config) { CannotSave = true });

    public static bool Any(IEnumerable<GroupEnvelope> messages) =>
        messages.Any(envelope => envelope.Message.Parts.Any(IsPage));

    /// <param name="known">The group's state, if it can be read: who was notified before gets no second page.</param>
    /// <param name="messages">All that wait, in order: an alert that has ended since needs no page without state.</param>
    /// <param name="cause">Why the state is not available.</param>
    /// <param name="incident">The group's open incident, as far as it is known without the state.</param>
    /// <returns>The notifications that each message leads to.</returns>
    public IReadOnlyList<IReadOnlyList<Notification>> Of(
        GroupState? known, MuteContext muteContext, IReadOnlyList<GroupEnvelope> messages, DateTimeOffset now,
        string cause, string? incident = null)
    {
        if (!Any(messages))
            return [.. messages.Select(_ => Array.Empty<Notification>())];
        var state = known ?? GroupState.New(messages[0].To) with { IncidentId = incident };
        var steps = new List<GroupStep>();
        foreach (var envelope in messages)
        {
            steps.Add(_reducer.Reduce(state, envelope.Message with { IsRetried = true }, now, muteContext));
            state = steps[^1].State;
        }
        return [.. steps.Select((step, at) =>
        {
            var pages = StillPages(messages, at, state);
            return (IReadOnlyList<Notification>)
            [
                .. step.Notifications.Where(notification => IsAbout(pages, notification))
                    .Select(notification => WithCause(notification, cause)),
                // A group whose route was removed forwards the alert.
                .. step.Messages.SelectMany(sent => Of(null, muteContext, [sent], now, cause)[0]),
            ];
        })];
    }

    /// <summary>The alerts of a message that page, and still do after all messages.</summary>
    private static HashSet<string> StillPages(IReadOnlyList<GroupEnvelope> messages, int at, GroupState latest)
    {
        var pages = messages[at].Message.Parts.Where(IsPage).Select(FingerprintOf).OfType<string>().ToHashSet();
        pages.ExceptWith(messages.Skip(at + 1).SelectMany(later => later.Message.Parts)
            .Where(part => part is AlertArrived { Alert.IsFiring: false }).Select(FingerprintOf).OfType<string>());
        pages.RemoveWhere(page => latest.Entries.Find(page)?.Severity.IsPage() == false);
        return pages;
    }

    private static bool IsAbout(HashSet<string> pages, Notification notification) =>
        notification.Kind is NotificationKind.Firing or NotificationKind.Storm
        && notification.Alerts.Any(alert => pages.Contains(alert.Fingerprint));

    private static string? FingerprintOf(GroupMessage message) => (message as AlertArrived)?.Alert.Fingerprint;

    private static bool IsPage(GroupMessage message) =>
        message is AlertArrived { Alert: { IsFiring: true } alert } && alert.Severity.IsPage();

    private static Notification WithCause(Notification notification, string cause) => notification with
    {
        Reason = $"{notification.Reason.TrimEnd('.')}. Sent without the group's state: {cause.TrimEnd('.')}.",
    };
}
