using Alerting.Channels;
using Alerting.Deliveries;
using Alerting.Notifications;

namespace Alerting.Beside;

/// <summary>Which pages get something beside them, and the update that brings it.</summary>
public static class BesidePage
{
    /// <summary>
    /// The updates that follow what was delivered just now: one for each receiver whose channels can take one. Empty for
    /// what is no page.
    /// </summary>
    public static IReadOnlyList<Notification> UpdatesAfter(IEnumerable<DeliveryOutcome> outcomes) =>
        [.. outcomes.Where(IsBesidePossible).GroupBy(outcome => outcome.Delivery.Notification.Receiver)
            .Select(each => Of(each.First().Delivery.Notification, [.. each.Select(Sent)]))];

    private static bool IsBesidePossible(DeliveryOutcome outcome) =>
        outcome is { Verdict: Verdict.Delivered delivered, IsAttempt: true, Unrecorded: null, LeftOut.Count: 0 }
        && outcome.Delivery.Notification is
        {
            IsPage: true, RecordsOnly: false, Alerts.Count: > 0,
            Kind: NotificationKind.Firing or NotificationKind.Storm or NotificationKind.Flapping,
        }
        && ChannelCatalog.TryFind(outcome.Delivery.Target.Channel, out var channel)
        && channel.UpdateOf(outcome.Delivery.Target) switch
        {
            UpdateForm.Edit => delivered.Message is not null,
            UpdateForm.Reply => true,
            _ => false,
        };

    private static SentMessage Sent(DeliveryOutcome outcome)
    {
        var message = ((Verdict.Delivered)outcome.Verdict).Message;
        return new SentMessage(outcome.Delivery.Id, message?.Message, message?.Place);
    }

    /// <summary>Of the same place in the order of the incident, so whatever comes later is later than it.</summary>
    private static Notification Of(Notification page, IReadOnlyList<SentMessage> sent) => page with
    {
        Version = Notification.UpdateVersion,
        Kind = NotificationKind.Update,
        Attempts = 0,
        Beside = new BesideNote { Page = page.Kind, Sent = sent },
    };
}
