using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>Custom notifications of Amazon Q Developer in chat applications, which many tools publish.</summary>
/// <remarks>https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html</remarks>
internal sealed class ChatNotificationReader : ISourceReader
{
    public string Source => "chat-notification";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        var content = json.Child("content");
        var isCustom = json.Text("source") == "custom" && (content.Has("description") || content.Has("title"));
        return isCustom ? [Notification(message)] : null;
    }

    private Signal Notification(EventMessage message)
    {
        var content = message.Json.Child("content");
        var metadata = message.Json.Child("metadata");
        var context = UsualFields.Find(metadata.Child("additionalContext"));
        var named = content.Text("title") ?? metadata.Text("summary", "eventType") ?? content.Text("description");
        var headline = Headline.Of(named ?? "");
        var title = headline.Title.Length > 0 ? headline.Title : "A notification without a title";
        var topic = message.Topic;
        var severity = context.Severity ?? headline.Severity;
        var state = context.State ?? headline.State;
        return new Signal
        {
            Source = Source,
            Name = title,
            Title = title,
            Identity = $"{Source}|{message.Origin}|{metadata.Text("threadId") ?? title}",
            EventKey = message.MessageId ?? message.Json.Text("id") ?? message.Occurrence,
            Status = StateWords.IsResolved(state) ? AlertStatus.Resolved : AlertStatus.Firing,
            State = state,
            Summary = content.Text("description"),
            Account = context.Account ?? topic?.Account,
            Region = context.Region ?? topic?.Region,
            Service = context.Service,
            OccurredAt = context.At ?? message.SentAt,
            Claims = severity is null ? [] : [severity],
            Fallback = new SeverityClaim(Severity.Warning, "default for chat notifications"),
            Labels = metadata.Text("eventType") is { } type
                ? new Dictionary<string, string> { ["event_type"] = type }
                : [],
            Facts =
            [
                .. content.Texts("nextSteps").Select((step, index) => new Fact($"Next step {index + 1}", step)),
                .. metadata.Texts("relatedResources").Select(resource => new Fact("Resource", resource)),
                .. context.Facts,
            ],
            Links = context.Links,
        };
    }
}
