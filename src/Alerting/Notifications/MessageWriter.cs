using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Incidents;
using Alerting.Redaction;

namespace Alerting.Notifications;

/// <summary>Turns a notification into a message.</summary>
/// <param name="answers">Null where people cannot answer by a link.</param>
/// <remarks>
/// The pipeline redacted its alerts. Redacting once more is for alerts that an earlier version stored or queued.
/// </remarks>
public sealed class MessageWriter(AlertingConfig config, AnswerLinks? answers = null)
{
    private readonly Redactor _redactor = new(config.Redact);
    private readonly AlertRedaction _redaction = new(new Redactor(config.Redact));
    private readonly LinkDefuser _links = new(config.LinkHosts);

    public Message Write(Notification notification)
    {
        notification = notification with
        {
            // An edited page still reads as one.
            Kind = notification.Beside is { IsEdit: true, Page: var page } ? page : notification.Kind,
            Alerts = [.. notification.Alerts.Select(alert => _links.Apply(_redaction.Of(alert)))],
            Reason = Safe(notification.Reason),
            Note = notification.Note is { } note ? Safe(note) : null,
        };
        var receiver = config.FindReceiver(notification.Receiver);
        var answer = AnswerUrl(notification, receiver);
        var title = NotificationTitle.Of(notification);
        var place = new MessagePlace(notification.Alerts, config);
        return new Message
        {
            Id = notification.Id,
            Kind = notification.Kind,
            Severity = notification.Severity,
            IsLessSevere = notification is
                { Kind: NotificationKind.Firing, Code: ReasonCode.SeverityChanged, Alerts.Count: 1, More: 0 },
            IsHandover = notification.Code == ReasonCode.HandedOver,
            Receiver = notification.ReceiverName,
            To = notification.To,
            GroupKey = _redactor.Apply(notification.GroupKey),
            IncidentId = notification.IncidentId,
            Code = notification.SpansGroups || !IncidentIds.IsKey(notification.IncidentId) ? null
                : IncidentCode.Of(notification.IncidentId),
            Route = notification.Route,
            Reason = notification.Reason,
            At = notification.At,
            Note = notification.Note,
            StillFiring = notification.StillFiring,
            Title = title,
            Place = place.Beside(title),
            SmsSegments = receiver?.SmsSegments ?? config.SmsSegments,
            Defuser = _links,
            Templating = Templating(receiver),
            More = notification.More,
            FiringCount = notification.FiringCount,
            ResolvedCount = notification.ResolvedCount,
            AnswerUrl = answer,
            Buttons = MessageButtons.Of(answer, notification, answers),
            Items =
            [
                .. notification.Alerts.Select((alert, i) =>
                {
                    var item = Item(notification, alert, place,
                        AnswerUrl(IncidentOf(notification, alert), receiver) ?? (i == 0 ? answer : null));
                    return i == 0 && notification.Beside is { } beside
                        ? BesideText.Add(item, beside, Safe, related => AnswerUrl(related.IncidentId, receiver))
                        : item;
                }),
            ],
            Mention = notification.Kind
                is NotificationKind.Resolved or NotificationKind.Acknowledged or NotificationKind.Update
                ? null
                : receiver?.MentionAt(notification.Severity, notification.At),
        };
    }

    private MessageTemplating? Templating(Receiver? receiver)
    {
        var templates = receiver is null ? config.Templates : receiver.Templates.Over(config.Templates);
        return templates.IsEmpty ? null
            : new MessageTemplating(templates, _redactor, config.LinkHosts, config.TimeZone)
                { Own = receiver?.Templates ?? MessageTemplates.None };
    }

    /// <summary>A person's own, or the receiver's, where anybody may answer. Null for what nobody can answer.</summary>
    private string? AnswerUrl(Notification notification, Receiver? receiver) =>
        notification is { SpansGroups: false, IsResolved: false, Kind: not NotificationKind.Digest }
            ? AnswerUrl(notification.IncidentId, receiver)
            : notification is { IncidentOf.Count: 1, More: 0 }
                ? AnswerUrl(notification.IncidentOf.Values.Single(), receiver) : null;

    private string? AnswerUrl(string? incident, Receiver? receiver) => incident is not null && receiver is not null
        ? answers?.Of(new AnswerToken(
            incident, receiver.Person?.Key ?? receiver.Name, IsPerson: receiver.Person is not null))
        : null;

    private static string? IncidentOf(Notification notification, Alert alert) =>
        notification.IncidentOf?.GetValueOrDefault(alert.Fingerprint);

    /// <summary>It may quote an alert.</summary>
    private string Safe(string text) => _links.Apply(_redactor.Apply(text, keepAddresses: true));

    private MessageItem Item(Notification notification, Alert alert, MessagePlace place, string? answer)
    {
        var signal = alert.Signal;
        var runbook = Runbook.Find(signal.Description);
        var links = SafeLinks.Of(runbook.Link, signal);
        return new MessageItem
        {
            Alert = alert,
            Title = place.Of(NotificationTitle.OfItem(notification, alert), alert),
            When = AlertTimes.Full(alert, config.TimeZone, notification.At),
            WhenShort = AlertTimes.Brief(alert, config.TimeZone, notification.At),
            Numbers = MeasurementText.Comparison(signal.Measurement),
            Trend = MeasurementText.Trend(signal.Measurement, alert.IsFiring),
            Facts = ItemText.Facts(signal, alert, config.AccountOf(signal)?.Name),
            Description = runbook.Rest,
            Summary = signal.Summary,
            Samples = signal.Samples,
            Links = answer is null ? links.Links : [new Link("Acknowledge", answer), .. links.Links],
            Problems = [.. signal.Problems, .. links.Problems],
        };
    }
}
