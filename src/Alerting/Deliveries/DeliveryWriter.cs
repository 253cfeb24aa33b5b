using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Templating;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.OnCall.Contacts;
using NodaTime;

namespace Alerting.Deliveries;

/// <summary>
/// Formats a notification for each target of its receiver. For a receiver that was renamed or removed it uses
/// <see cref="Target.None"/>, which fails with a reason instead of losing the notification silently.
/// </summary>
public sealed class DeliveryWriter(AlertingConfig config, AnswerLinks? answers = null)
{
    private readonly MessageWriter _messages = new(config, answers);

    /// <summary>The team's time zone.</summary>
    public DateTimeZone Zone => config.TimeZone;

    public IEnumerable<Delivery> Write(Notification notification) => Write(notification, OnCallRecords.Empty);

    /// <param name="onCall">For a fallback that stands for whoever is on call.</param>
    public IEnumerable<Delivery> Write(Notification notification, OnCallRecords onCall)
    {
        if (notification.Receiver == Canary.Receiver)
            return [];
        var targets =
            config.FindReceiver(notification.Receiver) is { } receiver
                ? ContactTargets.Of(config, receiver, notification, onCall) : [Target.None];
        var message = _messages.Write(notification);
        return targets.Where(target => Takes(target, notification))
            .Select(target => Write(notification, message, target));
    }

    /// <summary>The updates of those messages of a page that can take one.</summary>
    internal IEnumerable<Delivery> WriteUpdate(Notification update)
    {
        if (update.Beside is not { } beside || config.FindReceiver(update.Receiver) is not { } receiver)
            yield break;
        var page = update with { Kind = beside.Page, Beside = null };
        var message = _messages.Write(page);
        // A page to whoever is on call as a fallback is not updated: that would cost a read of who it is.
        foreach (var target in ContactTargets.Of(config, receiver, page, OnCallRecords.Empty))
        {
            var id = IdOf(page, message, target);
            if (beside.Sent.FirstOrDefault(sent => sent.Delivery == id) is not { } sent)
                continue;
            var note = beside with { IsEdit = sent.Message is not null };
            var written = update with { Beside = note };
            yield return Write(written, target) with
            {
                Id = Fingerprint.Of(id + "|beside"),
                Thread = sent.Message is { } posted ? new ThreadRef(posted, sent.Place) : null,
            };
        }
    }

    public Delivery Write(Notification notification, Target target) =>
        Write(notification, _messages.Write(notification), target);

    /// <summary>
    /// Pagers get each group's own notification instead of the digest. As a fallback a pager does get the digest: an
    /// incident that must be closed by hand is better than nothing.
    /// </summary>
    public static bool Takes(Target target, Notification notification) => target == Target.None
        || (target.SendResolved || !notification.IsResolved) && (ChannelCatalog.IsPager(target.Channel)
            ? notification is not ({ Kind: NotificationKind.Digest } or { IsNotForPagers: true })
                || notification is { Failed.Count: > 0, IsResolved: false }
            : !notification.IsForPagers && !(notification.IsQuiet && ChannelCatalog.IsPhone(target.Channel)));

    private static Delivery Write(Notification notification, Message message, Target target)
    {
        var (payload, problem) = ChannelCatalog.TryFind(target.Channel, out var channel)
            ? channel.Write(message) : (new TextPayload(PlainText.Of(message)), null);
        return new Delivery(IdOf(notification, message, target), notification, target, payload)
        {
            TemplateProblem = problem,
        };
    }

    /// <summary>
    /// Receivers with the same address share its delivery, unless one of them mentions somebody or has other texts.
    /// </summary>
    private static string IdOf(Notification notification, Message message, Target target)
    {
        var shared = notification.BatchId is null ? ""
            : (message.Mention is { } mention ? $"|{mention}" : "")
                + TemplatedMessage.SourceOf(message, target.Channel);
        return Fingerprint.Of(
            $"{notification.BatchId ?? notification.Id}|{target.Channel}|{target.Address}{shared}");
    }
}
