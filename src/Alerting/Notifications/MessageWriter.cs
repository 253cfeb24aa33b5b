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
            Alerts = [.. notification.Alerts.Select(alert => _links.Apply(_redaction.Of(alert)))],
            Reason = Safe(notification.Reason),
            Note = notification.Note is { } note ? Safe(note) : null,
        };
        var receiver = config.FindReceiver(notification.Receiver);
        var answer = AnswerUrl(notification, receiver);
        return new Message
        {
            Id = notification.Id,
            Kind = notification.Kind,
            Severity = notification.Severity,
            IsLessSevere = notification is
                { Kind: NotificationKind.Firing, Code: ReasonCode.SeverityChanged, Alerts.Count: 1, More: 0 },
            Receiver = notification.ReceiverName,
            To = notification.To,
            GroupKey = _redactor.Apply(notification.GroupKey),
            IncidentId = notification.IncidentId,
            Route = notification.Route,
            Reason = notification.Reason,
            At = notification.At,
            Note = notification.Note,
            StillFiring = notification.StillFiring,
            Title = NotificationTitle.Of(notification),
            Defuser = _links,
            More = notification.More,
            FiringCount = notification.FiringCount,
            ResolvedCount = notification.ResolvedCount,
            AnswerUrl = answer,
            Buttons = MessageButtons.Of(answer, notification, answers),
            Items = [.. notification.Alerts.Select((alert, i) => Item(notification, alert, i == 0 ? answer : null))],
            Mention = notification.Kind is NotificationKind.Resolved or NotificationKind.Acknowledged
                ? null
                : receiver?.MentionAt(notification.Severity, notification.At),
        };
    }

    /// <summary>A person's own, or the receiver's, where anybody may answer. Null for what nobody can answer.</summary>
    private string? AnswerUrl(Notification notification, Receiver? receiver) =>
        receiver is not null && notification is { SpansGroups: false, IsResolved: false }
            && notification.Kind != NotificationKind.Digest
            ? answers?.Of(new AnswerToken(
                notification.IncidentId, receiver.Person?.Key ?? receiver.Name, IsPerson: receiver.Person is not null))
            : null;

    /// <summary>It may quote an alert.</summary>
    private string Safe(string text) => _links.Apply(_redactor.Apply(text, keepAddresses: true));

    private MessageItem Item(Notification notification, Alert alert, string? answer)
    {
        var signal = alert.Signal;
        var runbook = Runbook.Find(signal.Description);
        var links = SafeLinks.Of(runbook.Link, signal);
        return new MessageItem
        {
            Alert = alert,
            Title = NotificationTitle.OfItem(notification, alert),
            When = AlertTimes.Full(alert, config.TimeZone, notification.At),
            WhenShort = AlertTimes.Brief(alert, config.TimeZone, notification.At),
            Numbers = MeasurementText.Comparison(signal.Measurement),
            Trend = MeasurementText.Trend(signal.Measurement),
            Facts = Facts(signal),
            Description = runbook.Rest,
            Summary = signal.Summary,
            Samples = signal.Samples,
            Links = answer is null ? links.Links : [new Link("Acknowledge", answer), .. links.Links],
            Problems = [.. signal.Problems, .. links.Problems],
        };
    }

    private static List<Fact> Facts(Signal signal)
    {
        var facts = new List<Fact>();
        if (signal.Account is { } account)
            facts.Add(new Fact("Account", account));
        if (signal.Region is { } region)
            facts.Add(new Fact("Region", region));
        if (signal.State is { } state)
            facts.Add(new Fact("State", signal.PreviousState is { } previous ? $"{previous} → {state}" : state));
        facts.AddRange(signal.Facts);
        return facts;
    }
}

/// <summary>The one-line title of a notification.</summary>
internal static class NotificationTitle
{
    private const int MaxTitles = 3;

    public static string Of(Notification notification) => notification.Kind switch
    {
        NotificationKind.Digest => $"{Counts(notification)}: {Titles(notification)}",
        NotificationKind.Flapping => Titles(notification) + " (fewer messages until stable)",
        NotificationKind.Storm =>
            $"{notification.Alerts.Count + notification.More} alerts at once: {Titles(notification)}",
        _ when notification.Alerts.Count + notification.More > 1 =>
            $"{notification.Alerts.Count + notification.More} alerts: {Titles(notification)}",
        _ => Titles(notification),
    };

    /// <summary>A digest mixes firing and recovered alerts, so the recovered ones are marked.</summary>
    public static string OfItem(Notification notification, Alert alert) =>
        notification.Kind == NotificationKind.Digest && !alert.IsFiring
            ? $"{OneLine(alert.Title)} ({HowItEnded(alert)})"
            : OneLine(alert.Title);

    private static string HowItEnded(Alert alert) =>
        alert.Signal.Ending?.Lower ?? "recovered while held";

    private static string Titles(Notification notification)
    {
        var names = string.Join(", ", notification.Alerts.Take(MaxTitles).Select(alert => OneLine(alert.Title)));
        var more = Math.Max(0, notification.Alerts.Count - MaxTitles) + notification.More;
        return more > 0 ? $"{names} and {more} more" : names;
    }

    /// <summary><c>50 still firing, 10 recovered</c>; what ended in another way did not recover.</summary>
    public static string Counts(int firing, int resolved, IReadOnlyList<Alert> alerts)
    {
        var word = alerts.Any(alert => alert.Signal.Ending is not null) ? "ended" : "recovered";
        return (firing, resolved) switch
        {
            (_, 0) => $"{firing} still firing",
            (0, _) => $"{resolved} {word}",
            _ => $"{firing} still firing, {resolved} {word}",
        };
    }

    private static string Counts(Notification digest) =>
        Counts(digest.FiringCount, digest.ResolvedCount, digest.Alerts)
            + (digest is { FiringCount: 0, ResolvedCount: > 0 } ? " while held" : "");

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
