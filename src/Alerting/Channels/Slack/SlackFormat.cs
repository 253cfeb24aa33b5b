using System.Text.Json;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels.Slack;

/// <summary>
/// A message in Slack's Block Kit. Alert text stands in <c>plain_text</c> objects, which can neither mention, link nor
/// format; only our own links and the configured mention are <c>mrkdwn</c>.
/// </summary>
/// <remarks>
/// Limits: 50 blocks, header 150, section 3,000, field 2,000 characters (https://docs.slack.dev/reference/block-kit/blocks),
/// and in practice about 13,000 characters in all, over which it answers <c>msg_blocks_too_long</c>.
/// </remarks>
public sealed class SlackFormat : IChannelFormat
{
    public const int MaxBlocks = 50;
    public const int MaxTotal = 12_000;

    public string Channel => "slack";

    public Payload Format(Message message)
    {
        foreach (var smaller in Shrinking.Of(message))
        {
            var blocks = new SlackBlocks();
            Write(blocks, smaller);
            if (blocks.Count <= MaxBlocks && blocks.Characters <= MaxTotal)
                return Payload(message, blocks);
        }
        return Payload(message, blocks: null);
    }

    private static void Write(SlackBlocks blocks, Message message)
    {
        blocks.Header($"{Sign(message)} {PlainText.Headline(message)}");
        if (message.Mention is { } mention)
            blocks.Markup(mention);
        foreach (var item in message.Items)
            Item(blocks, item, isOnly: message.Items.Count == 1);
        if (message.More > 0)
            blocks.Context($"… and {message.More} more.");
    }

    private static void Item(SlackBlocks blocks, MessageItem item, bool isOnly)
    {
        if (!isOnly)
            blocks.Divider();
        string?[] lines = [isOnly ? null : item.Title, item.When, item.Numbers, item.Trend];
        blocks.Section(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
        blocks.Section(item.Description);
        blocks.Fields(item.Facts);
        foreach (var sample in item.Samples)
            blocks.Section(sample);
        blocks.Context(item.Summary);
        blocks.Links(item.Links);
        blocks.Context(string.Join(' ', item.Problems));
    }

    /// <summary>A colour that is seen before a word is read.</summary>
    private static string Sign(Message message) => message switch
    {
        { IsResolved: true } => "🟢",
        { Severity: Severity.Critical } => "🔴",
        { Severity: Severity.Error } => "🟠",
        { Severity: Severity.Warning } => "🟡",
        _ => "🔵",
    };

    /// <summary>The text stands beside the blocks for notifications and for clients without Block Kit; alone as a last resort.</summary>
    private static JsonPayload Payload(Message message, SlackBlocks? blocks)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("text", SlackText.Escape(TextCut.To(PlainText.Headline(message), 300)));
            if (blocks is not null)
            {
                json.WritePropertyName("blocks");
                blocks.WriteTo(json);
            }
            json.WriteBoolean("unfurl_links", false);
            json.WriteBoolean("unfurl_media", false);
            json.WriteEndObject();
        }
        return new JsonPayload(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }
}
