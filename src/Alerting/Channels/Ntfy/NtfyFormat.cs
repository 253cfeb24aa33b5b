using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Ntfy;

/// <summary>A push message with priority, emoji and buttons; a tap opens the first link. All texts are plain.</summary>
/// <remarks>
/// A message over 4,096 bytes would become an attachment: https://docs.ntfy.sh/publish/#limitations.
/// It may have three buttons: https://docs.ntfy.sh/publish/#action-buttons.
/// </remarks>
internal sealed class NtfyFormat : IChannelFormat
{
    private const int MaxMessage = 4096;

    /// <summary>
    /// The server answers 413 to bodies over twice the message limit. This leaves room for the topic.
    /// </summary>
    private const int MaxBody = 7900;
    private const int MaxTitle = 250;
    private const int MaxActions = 3;

    /// <summary>For the URLs of all buttons after the first.</summary>
    private const int MaxFurtherUrls = 1000;

    public Payload Write(Message message)
    {
        message = Shrinking.Tidy(message);
        var links = Links(message);
        var text = Shrinking.Fit(message, Body, body =>
            Encoding.UTF8.GetByteCount(body) <= MaxMessage && Write(message, body, links).Utf8.Length <= MaxBody);
        return Write(message, text ?? TextCut.ToBytes(message.Items[0].When, 500), links);
    }

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.Of, "title", "message", "actions");

    private static JsonPayload Write(Message message, string text, IReadOnlyList<Link> links) =>
        JsonPayload.Of(json =>
    {
        json.WriteString("title", TextCut.ToBytes(TextCut.Clean(PlainText.Headline(message)), MaxTitle));
        json.WriteString("message", text);
        json.WriteNumber("priority", Priority(message));
        json.WriteStartArray("tags");
        json.WriteStringValue(Tag(message));
        json.WriteEndArray();
        if (links is [var first, ..])
            json.WriteString("click", first.Url);
        Actions(json, links);
    });

    private static List<Link> Links(Message message)
    {
        var (links, room) = (new List<Link>(), MaxFurtherUrls);
        foreach (var link in message.Items.SelectMany(item => item.Links).DistinctBy(link => link.Url))
        {
            if (links.Count == 0 || (links.Count < MaxActions && (room -= link.Url.Length) >= 0))
                links.Add(link);
        }
        return links;
    }

    /// <summary>Without the headline, which is the title.</summary>
    private static string Body(Message message)
    {
        var text = PlainText.Of(message with { Items = [.. message.Items.Select(item => item with { Links = [] })] });
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        return line < 0 ? message.Items[0].When : text[line..].Trim();
    }

    private static int Priority(Message message) => message switch
    {
        { IsAllResolved: true } or { Severity: Severity.Warning } => 3,
        { Severity: Severity.Critical } => 5,
        { Severity: Severity.Error } => 4,
        _ => 2,
    };

    /// <summary>ntfy shows these as emojis: https://docs.ntfy.sh/emojis.</summary>
    private static string Tag(Message message) => message switch
    {
        { HasRecovered: true } => "white_check_mark",
        { IsAllResolved: true } => "white_circle",
        { Severity: Severity.Critical } => "rotating_light",
        { Severity: Severity.Error } => "red_circle",
        { Severity: Severity.Warning } => "warning",
        _ => "information_source",
    };

    private static void Actions(Utf8JsonWriter json, IEnumerable<Link> links)
    {
        json.WriteStartArray("actions");
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("action", "view");
            json.WriteString("label", link.Text);
            json.WriteString("url", link.Url);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
