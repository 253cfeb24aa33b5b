using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>SES bounces, complaints and other mail events, as feedback notifications or published events.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html and
/// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
/// </remarks>
internal sealed class SesReader : ISourceReader
{
    private const int MaxRecipients = 5;

    public string Source => "ses";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var awsEvent = AwsEvent.Of(message, "aws.ses");
        var json = awsEvent is null ? message.Json : awsEvent.Detail;
        var kind = json.Text("notificationType", "eventType");
        if (kind is null || json.Child("mail").ValueKind != JsonValueKind.Object)
            return null;
        return [Mail(awsEvent ?? AwsEvent.Plain(message, json.Child("mail").Text("sourceArn")), kind, json)];
    }

    private Signal Mail(AwsEvent awsEvent, string kind, EventJson json)
    {
        var mail = json.Child("mail");
        var what = json.Child(kind == "Rendering Failure" ? "failure" : kind.ToLowerInvariant());
        var (recipients, why) = Recipients(what);
        var sender = mail.Text("source") ?? "a sender";
        var subject = mail.Child("commonHeaders").Text("subject");
        var (verb, outcome) = Classify(kind, what);
        var to = recipients.Count == 0
            ? string.Join(", ", mail.Texts("destination").Take(MaxRecipients))
            : string.Join(", ", recipients);
        return awsEvent.Signal(Source, sender,
            $"Mail from {sender} to {(to.Length > 0 ? to : "unknown recipients")} {verb}",
            $"{sender}|{kind}|{to}", outcome) with
        {
            EventKey = $"{Source}|{what.Text("feedbackId") ?? awsEvent.Id ?? mail.Text("messageId")}|{kind}",
            Account = mail.Text("sendingAccountId") ?? awsEvent.Account,
            OccurredAt = what.Time("timestamp") ?? mail.Time("timestamp") ?? awsEvent.Time,
            Summary = why ?? what.Text("reason", "errorMessage"),
            Facts = NonEmpty.Facts(("Recipients", to), ("Type", what.Text("bounceType", "complaintFeedbackType")),
                ("Subtype", what.Text("bounceSubType")), ("Subject", subject), ("Template", what.Text("templateName")),
                ("Message", mail.Text("messageId"))),
            Links = NonEmpty.Links(("Reputation", awsEvent.Console("ses", "#/reputation"))),
        };
    }

    private static (List<string> Addresses, string? Why) Recipients(EventJson what)
    {
        var all = what.Items("bouncedRecipients").Concat(what.Items("complainedRecipients"))
            .Concat(what.Items("delayedRecipients")).ToList();
        var addresses =
            all.Select(recipient => recipient.Text("emailAddress")).OfType<string>().Take(MaxRecipients).ToList();
        return (addresses,
            all.Select(recipient => recipient.Text("diagnosticCode")).FirstOrDefault(code => code is not null));
    }

    private static (string Verb, EventOutcome Outcome) Classify(string kind, EventJson what) => kind switch
    {
        "Bounce" when what.Text("bounceType") == "Transient" =>
            ("bounced temporarily", EventOutcome.Informational(kind, "transient bounce")),
        "Bounce" => ("bounced", EventOutcome.Warning(kind, "bounces", recovers: false)),
        "Complaint" => ("received a complaint", EventOutcome.Warning(kind, "complaints", recovers: false)),
        "Reject" => ("was rejected", EventOutcome.Warning(kind, "rejected mail", recovers: false)),
        "Rendering Failure" =>
            ("could not be rendered", EventOutcome.Warning(kind, "templates that failed to render", recovers: false)),
        "DeliveryDelay" => ("is delayed", EventOutcome.Warning(kind, "delayed mail", recovers: false)),
        "Delivery" => ("was delivered", EventOutcome.Informational(kind, "routine mail event")),
        "Received" => ("was received", EventOutcome.Informational(kind, "routine mail event")),
        "Send" or "Open" or "Click" or "Subscription" =>
            ($"had a {kind.ToLowerInvariant()} event", EventOutcome.Informational(kind, "routine mail event")),
        _ => ($"had a {kind.ToLowerInvariant()} event", EventOutcome.Unknown(kind)),
    };
}
