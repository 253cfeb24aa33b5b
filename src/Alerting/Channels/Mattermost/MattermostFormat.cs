using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Mattermost;

/// <summary>
/// Message attachments for a Mattermost webhook. The configured mention is the message's text. Attachments interpret
/// Markdown and mentions, so alert text is escaped.
/// </summary>
/// <remarks>
/// Servers split text over 16,383 characters, and before 5.0 refuse attachments over 7,900 characters in total.
/// https://developers.mattermost.com/integrate/webhooks/incoming and
/// https://developers.mattermost.com/integrate/reference/message-attachments.
/// </remarks>
internal sealed class MattermostFormat : IChannelFormat
{
    private const int MaxText = 16_383;
    private const int MaxAttachments = 7900;

    public Payload Write(Message message)
    {
        message = Shrinking.Tidy(message);
        return Payload(message,
            Shrinking.Fit(message, Attachments, text => text.Length <= MaxAttachments) ?? LastResort(message));
    }

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.OfMarkdown, "text", "attachments");

    /// <summary>As JSON, because the server's limit applies to the JSON.</summary>
    private static string Attachments(Message message)
    {
        List<MattermostAttachment> all = message.Items is [var only]
            ? [Single(message, only)]
            : [Heading(message), .. message.Items.Select(OneOfSeveral)];
        return MattermostAttachment.Json(all);
    }

    private static MattermostAttachment Heading(Message message) =>
        new(Tone.Of(message), ChatText.Headline(message), message.FirstLink?.Url,
            [message.Note, ChatText.More(message)]);

    private static MattermostAttachment Single(Message message, MessageItem item) =>
        new(Tone.Of(message), ChatText.Headline(message), message.FirstLink?.Url,
            [message.Note, Figures(item), item.About, item.Cause, .. item.Samples,
                string.Join('\n', item.Problems)])
        {
            Links = item.Links,
            Facts = item.Facts,
        };

    private static MattermostAttachment OneOfSeveral(MessageItem item) =>
        new(Tone.Of(item), ChatText.Head(item), item.Links.Count > 0 ? item.Links[0].Url : null,
            [Figures(item), TextCut.To(item.About, 300), ChatText.Facts(item)]);

    private static string Figures(MessageItem item) => string.Join('\n', ChatText.Figures(item));

    private static string LastResort(Message message) => MattermostAttachment.Json(
        [new(Tone.Of(message), TextCut.To(ChatText.Headline(message), 300), message.FirstLink?.Url, [])]);

    private static JsonPayload Payload(Message message, string attachments) => JsonPayload.Of(json =>
    {
        if (message.Mention is { Length: > 0 } mention)
            json.WriteString("text", TextCut.To(mention, MaxText));
        json.WritePropertyName("attachments");
        json.WriteRawValue(attachments);
    });
}
