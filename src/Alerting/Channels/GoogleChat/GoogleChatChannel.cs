using System.Text.Json;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.GoogleChat;

/// <summary>
/// A card for a Google Chat webhook, with all messages about a group in one thread. Cards interpret some HTML, so alert text
/// is encoded. The configured mention is the message's text, because mentions in cards do not notify.
/// </summary>
/// <remarks>
/// Limits: 32,000 bytes per message including cards, 100 widgets per card:
/// https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create and
/// https://developers.google.com/workspace/chat/api/reference/rest/v1/cards. Thread keys:
/// https://developers.google.com/workspace/chat/quickstart/webhooks#start-a-message-thread.
/// </remarks>
public sealed class GoogleChatChannel : IHttpChannel
{
    public const int MaxBytes = 32_000;
    public const int MaxWidgets = 100;

    public string Channel => "google_chat";

    public string Name => "Google Chat";

    public ChannelCapabilities Capabilities { get; } = new(Threads: true, Mentions: true);

    public Payload Format(Message message) => Shrinking.Fit(message, Write, Fits)?.Payload ?? LastResort(Shrinking.Tidy(message));

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.OfHtml, "text", "cardsV2");

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        // A repeated request id does not create a second message.
        var url = Urls.WithQuery(settings.Address, $"messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD&requestId={delivery.Id}");
        return [HttpCall.Post(url, JsonText.With(delivery.Payload, _ => { }))];
    }

    private static bool Fits(Written written) =>
        written.Payload.Utf8.Length <= MaxBytes && written.Widgets <= MaxWidgets;

    private static Written Write(Message message)
    {
        var card = new GoogleChatCard();
        card.Section(null, widgets =>
        {
            widgets.Text(message.Note);
            if (message.Items is [var only])
                Item(widgets, only);
        });
        if (message.Items.Count > 1)
            foreach (var item in message.Items)
                card.Section(ChatText.Head(item), widgets => Short(widgets, item));
        card.Section(null, widgets => widgets.Text(ChatText.More(message)));
        var payload = Payload(message, json => card.WriteTo(json, $"{Tone.Of(message).Sign} {message.Word}", message.Title));
        return new Written(payload, card.Widgets);
    }

    private static void Item(GoogleChatWidgets widgets, MessageItem item)
    {
        widgets.Text(string.Join('\n', ChatText.Figures(item)));
        widgets.Text(item.Description);
        foreach (var fact in item.Facts)
            widgets.Fact(fact);
        foreach (var sample in item.Samples)
            widgets.Text(sample);
        widgets.Text(item.Summary);
        widgets.Text(string.Join('\n', item.Problems));
        widgets.Buttons(item.Links);
    }

    private static void Short(GoogleChatWidgets widgets, MessageItem item)
    {
        string?[] lines = [.. ChatText.Figures(item), TextCut.To(item.Description, 300), ChatText.Facts(item)];
        widgets.Text(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
        widgets.Buttons(item.Links.Take(2));
    }

    private static JsonPayload LastResort(Message message) => Payload(message, json =>
    {
        var card = new GoogleChatCard();
        card.Section(null, widgets => widgets.Text(ChatText.LastResort(message, 1000)));
        card.WriteTo(json, message.Word, TextCut.To(message.Title, 200));
    });

    private static JsonPayload Payload(Message message, Action<Utf8JsonWriter> card) => JsonText.Payload(json =>
    {
        if (message.Mention is { Length: > 0 } mention)
            json.WriteString("text", mention);
        json.WriteString("fallbackText", TextCut.To(PlainText.Headline(message), 300));
        json.WriteStartArray("cardsV2");
        card(json);
        json.WriteEndArray();
        json.WriteStartObject("thread");
        json.WriteString("threadKey", GroupId.Of(message));
        json.WriteEndObject();
    });

    private sealed record Written(JsonPayload Payload, int Widgets);
}
