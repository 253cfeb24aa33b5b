using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>
/// A topic that waits for somebody to confirm a subscription, or to keep one that ended. The link in the message
/// confirms it for whoever opens it, so it is not passed on.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html</remarks>
internal sealed class SnsSubscriptionReader : ISourceReader
{
    private const string HowTo =
        "In the SNS console, choose the subscription and \"Confirm subscription\", and enter the SubscribeURL that the "
        + "topic sent to the endpoint. The link is left out here, because it confirms the subscription for anybody.";

    public string Source => "sns";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.Text("Type") is not ("SubscriptionConfirmation" or "UnsubscribeConfirmation") || !json.Has("Token")
            || json.Text("TopicArn") is not { } topic)
        {
            return null;
        }
        var name = Wording.LastPart(topic);
        var isNew = json.Text("Type") == "SubscriptionConfirmation";
        var isArn = Arn.TryParse(topic, out var arn) && arn is { Service: "sns", Account.Length: 12 };
        var awsEvent = AwsEvent.Plain(message, isArn ? topic : null) with
        {
            Id = json.Text("MessageId") ?? message.MessageId, Time = json.Time("Timestamp") ?? message.SentAt,
        };
        var title = isNew
            ? $"Confirm the subscription to SNS topic {name}" : $"A subscription to SNS topic {name} ended";
        return [awsEvent.Signal(Source, name, title, $"{topic}|{(isNew ? "confirm" : "ended")}",
            EventOutcome.Warning(json.Text("Type")!, "subscriptions that deliver nothing", recovers: false)) with
        {
            Summary = isNew ? HowTo : $"If nobody meant to end it, subscribe again. {HowTo}",
            Facts = NonEmpty.Facts(("Topic", topic)),
            Links = NonEmpty.Links(("Subscriptions", Console(awsEvent))),
        }];
    }

    private static string? Console(AwsEvent awsEvent) => awsEvent.PageOf("sns/v3/home") is { } page
        ? page + "#/subscriptions" : null;
}
