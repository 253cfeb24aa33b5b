using Alerting.Alerts;
using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Teams;

/// <summary>
/// An Adaptive Card for a Teams workflow ("When a Teams webhook request is received"). Alert text is in text runs,
/// which do not interpret Markdown; the only text block has the configured mention.
/// </summary>
/// <remarks>
/// The documented limit is about 28 KB per message, but Teams has refused cards from 21 KB on.
/// https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook. Formatting:
/// https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format.
/// </remarks>
internal sealed class TeamsFormat : IChannelFormat
{
    private const int MaxBytes = 21_000;

    /// <summary>Teams hides further buttons behind three dots.</summary>
    private const int MaxActions = 6;

    public Payload Write(Message message) =>
        Shrinking.Fit(message, Payload, payload => payload.Utf8.Length <= MaxBytes)
            ?? LastResort(Shrinking.Tidy(message));

    public string Read(Payload payload) => ReadableJson.Of(payload, PlainMarkup.Of, "attachments");

    private static JsonPayload LastResort(Message message) => Wrap(null, card =>
    {
        foreach (var line in ChatText.LastResort(message, 2000).Split('\n'))
            card.Text(line);
    });

    private static JsonPayload Payload(Message message) => Wrap(message.Mention, card =>
    {
        card.Heading(Style(message), message.Word, message.Headline);
        card.Mention();
        card.Text(message.Note, "weight", "Bolder");
        foreach (var item in message.Items)
            Item(card, item, isOnly: message.Items.Count == 1);
        card.Text(ChatText.More(message));
    });

    private static void Item(TeamsCard card, MessageItem item, bool isOnly)
    {
        if (!isOnly)
            card.Text(ChatText.Head(item), "weight", "Bolder", separator: true);
        foreach (var line in ChatText.Figures(item))
            card.Text(line);
        card.Text(isOnly ? item.About : TextCut.To(item.About, 300));
        if (isOnly)
        {
            foreach (var fact in item.Facts)
                card.Fact(fact);
        }
        else
        {
            card.Text(ChatText.Facts(item), "isSubtle");
        }
        foreach (var sample in item.Samples)
            card.Text(sample, "fontType", "Monospace");
        card.Text(item.Cause, "isSubtle");
        foreach (var problem in item.Problems)
            card.Text(problem, "isSubtle");
        card.Links(item.Links.Take(isOnly ? MaxActions : 2));
    }

    private static JsonPayload Wrap(string? mention, Action<TeamsCard> body) => JsonPayload.Of(json =>
    {
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteNull("contentUrl");
        json.WriteStartObject("content");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        new TeamsCard(json, TeamsMentions.Of(mention)).Write(body);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>Cards have named styles instead of colours.</summary>
    private static string Style(Message message) => message switch
    {
        { HasRecovered: true } => "good",
        { IsAllResolved: true } => "emphasis",
        { Severity: Severity.Critical or Severity.Error } => "attention",
        { Severity: Severity.Warning } => "warning",
        _ => "accent",
    };
}
