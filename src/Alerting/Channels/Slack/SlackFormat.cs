using Alerting.Alerts;
using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Slack;

/// <summary>
/// A Block Kit message: the heading, then everything else beside a bar in the severity's colour. Alert text is
/// <c>plain_text</c>, which cannot mention, link or format; only the configured mention is <c>mrkdwn</c>.
/// </summary>
/// <remarks>
/// Limits: 50 blocks, header 150, section 3,000, field 2,000 characters (https://docs.slack.dev/reference/block-kit/blocks).
/// Above about 13,000 characters in total Slack answers <c>msg_blocks_too_long</c>.
/// </remarks>
internal sealed class SlackFormat : IChannelFormat
{
    private const int MaxBlocks = 50;
    private const int MaxTotal = 12_000;

    public Payload Write(Message message)
    {
        message = SlackButtons.NameLink(Shrinking.Tidy(message));
        // A mention longer than a block would make Slack refuse the message.
        if (message.Mention is { Length: > SlackBlocks.MaxText })
            message = message with { Mention = null };
        return Payload(message, Shrinking.Fit(message, Blocks, Fits));
    }

    public string Read(Payload payload) =>
        ReadableJson.Of(payload, PlainMarkup.OfSlack, "blocks", "attachments") is { Length: > 0 } text
            ? text
            : ReadableJson.Of(payload, PlainMarkup.OfSlack, "text");

    private static bool Fits(SlackBlocks blocks) => blocks.Count <= MaxBlocks && blocks.Characters <= MaxTotal;

    private static SlackBlocks Blocks(Message message)
    {
        var blocks = new SlackBlocks();
        blocks.Header(ChatText.Headline(message));
        if (message.Mention is { } mention)
            blocks.Markup(mention);
        blocks.BeginBar();
        blocks.Section(message.Note);
        if (message.Items is [var only])
        {
            Item(blocks, only, message);
        }
        else
        {
            foreach (var item in message.Items)
                Short(blocks, item, message);
        }
        blocks.Context(ChatText.More(message));
        SlackButtons.AddTo(blocks, message.Buttons);
        return blocks;
    }

    private static void Item(SlackBlocks blocks, MessageItem item, Message message)
    {
        blocks.Section(string.Join('\n', ChatText.Figures(item)));
        blocks.Section(item.About);
        blocks.Fields(item.Facts);
        foreach (var sample in item.Samples)
            blocks.Section(sample);
        blocks.Context(item.Cause);
        blocks.Links(Links(item, message));
        blocks.Context(string.Join(' ', item.Problems));
    }

    /// <summary>Where a button acknowledges, the link to the page must not look like that button.</summary>
    private static IEnumerable<Link> Links(MessageItem item, Message message) =>
        message.Buttons is null ? item.Links
            : item.Links.Select(link => link.Url == message.AnswerUrl ? link with { Text = "Incident" } : link);

    /// <summary>One of several alerts: at most three blocks, so that a long digest fits.</summary>
    private static void Short(SlackBlocks blocks, MessageItem item, Message message)
    {
        string?[] lines = [ChatText.Head(item), .. ChatText.Figures(item), TextCut.To(item.About, 300)];
        blocks.Section(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
        blocks.Context(ChatText.Facts(item));
        blocks.Links(Links(item, message).Take(3));
    }

    /// <summary>
    /// The text is for notifications and clients without Block Kit, and replaces the blocks if they do not fit.
    /// </summary>
    private static JsonPayload Payload(Message message, SlackBlocks? blocks) => JsonPayload.Of(json =>
    {
        var text = blocks is null ? ChatText.LastResort(message, 3000) : TextCut.To(PlainText.Headline(message), 300);
        json.WriteString("text", SlackText.Escape(text));
        if (blocks is not null)
        {
            blocks.WriteTo(json, Tone.Of(message).Hex);
        }
        json.WriteBoolean("unfurl_links", false);
        json.WriteBoolean("unfurl_media", false);
    });
}
