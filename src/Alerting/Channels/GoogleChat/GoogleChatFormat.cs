using System.Text.Json;
using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.GoogleChat;

/// <summary>
/// A card for a Google Chat webhook, with all messages about a group in one thread. Cards interpret some HTML, so alert
/// text is encoded. The configured mention is the message's text, because mentions in cards do not notify.
/// </summary>
/// <remarks>
/// Limits: 32,000 bytes per message including cards, 100 widgets per card:
/// https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create and
/// https://developers.google.com/workspace/chat/api/reference/rest/v1/cards. Thread keys:
/// https://developers.google.com/workspace/chat/quickstart/webhooks#start-a-message-thread.
/// </remarks>
internal sealed class GoogleChatFormat : IChannelFormat
{
    private const int MaxBytes = 32_000;
    private const int MaxWidgets = 100;

    public Payload Write(Message message) =>
        Shrinking.Fit(message, Card, Fits)?.Payload ?? LastResort(Shrinking.Tidy(message));

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.OfHtml, "text", "cardsV2");

    private static bool Fits(Written written) =>
        written.Payload.Utf8.Length <= MaxBytes && written.Widgets <= MaxWidgets;

    private static Written Card(Message message)
    {
        var card = new GoogleChatCard();
        card.Section(null, widgets =>
        {
            widgets.Text(message.Note);
            if (message.Items is [var only])
                Item(widgets, only);
        });
        if (message.Items.Count > 1)
        {
            foreach (var item in message.Items)
                card.Section(ChatText.Head(item), widgets => Short(widgets, item));
        }
        card.Section(null, widgets => widgets.Text(ChatText.More(message)));
        var payload =
            Payload(message, json => card.WriteTo(json, $"{Tone.Of(message).Sign} {message.Word}", message.Headline));
        return new Written(payload, card.Widgets);
    }

    private static void Item(GoogleChatWidgets widgets, MessageItem item)
    {
        widgets.Text(string.Join('\n', ChatText.Figures(item)));
        widgets.Text(item.About);
        foreach (var fact in item.Facts)
            widgets.Fact(fact);
        foreach (var sample in item.Samples)
            widgets.Text(sample);
        widgets.Text(item.Cause);
        widgets.Text(string.Join('\n', item.Problems));
        widgets.Buttons(item.Links);
    }

    private static void Short(GoogleChatWidgets widgets, MessageItem item)
    {
        string?[] lines = [.. ChatText.Figures(item), TextCut.To(item.About, 300), ChatText.Facts(item)];
        widgets.Text(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
        widgets.Buttons(item.Links.Take(2));
    }

    private static JsonPayload LastResort(Message message) => Payload(message, json =>
    {
        var card = new GoogleChatCard();
        card.Section(null, widgets => widgets.Text(ChatText.LastResort(message, 1000)));
        card.WriteTo(json, message.Word, TextCut.To(message.Headline, 200));
    });

    private static JsonPayload Payload(Message message, Action<Utf8JsonWriter> card) => JsonPayload.Of(json =>
    {
        if (message.Mention is { Length: > 0 } mention)
            json.WriteString("text", mention);
        json.WriteString("fallbackText", TextCut.To(PlainText.Headline(message), 300));
        json.WriteStartArray("cardsV2");
        card(json);
        json.WriteEndArray();
        json.WriteStartObject("thread");
        json.WriteString("threadKey", IncidentKey.Of(message));
        json.WriteEndObject();
    });

    private sealed record Written(JsonPayload Payload, int Widgets);
}
