using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Slack;

/// <summary>
/// A Block Kit message. Alert text is <c>plain_text</c>, which cannot mention, link or format; only our own links and the
/// configured mention are <c>mrkdwn</c>. A bot also replies in the first message's thread and edits that message when resolved.
/// </summary>
/// <remarks>
/// Limits: 50 blocks, header 150, section 3,000, field 2,000 characters (https://docs.slack.dev/reference/block-kit/blocks).
/// Above about 13,000 characters in total Slack answers <c>msg_blocks_too_long</c>. The bot's methods:
/// https://docs.slack.dev/reference/methods/chat.postMessage and chat.update.
/// </remarks>
public sealed class SlackChannel : IHttpChannel
{
    public const int MaxBlocks = 50;
    public const int MaxTotal = 12_000;

    private const string Api = "https://slack.com/api";

    public string Channel => "slack";

    public string Name => "Slack";

    public ChannelCapabilities Capabilities { get; } = new(Threads: true, Edits: true, Mentions: true);

    public Payload Format(Message message)
    {
        message = Shrinking.Tidy(message);
        // A mention longer than a block would make Slack refuse the message.
        if (message.Mention is { Length: > SlackBlocks.MaxText })
            message = message with { Mention = null };
        return Payload(message, Shrinking.Fit(message, Blocks, Fits));
    }

    public string Read(Payload payload) =>
        ReadableJson.Of(payload, PlainMarkup.OfSlack, "blocks") is { Length: > 0 } text
            ? text
            : ReadableJson.Of(payload, PlainMarkup.OfSlack, "text");

    public IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now)
    {
        if (settings["token"] is not { Length: > 0 } token)
            return [HttpCall.Post(settings.Address, JsonText.With(delivery.Payload, _ => { }))];
        var api = (settings["api_url"] ?? Api).TrimEnd('/');
        var bearer = ("Authorization", $"Bearer {token}");
        var thread = delivery.Thread;
        var post = HttpCall.Post($"{api}/chat.postMessage", JsonText.With(delivery.Payload, json =>
        {
            json.WriteString("channel", settings.Address);
            if (thread is null)
                return;
            json.WriteString("thread_ts", thread.Message);
            // Replies also appear in the channel for people who do not follow the thread. The last one need not: the first message is edited.
            json.WriteBoolean("reply_broadcast", !delivery.EndsThread);
        }), bearer);
        if (!delivery.EndsThread || thread is not { Place: { } place })
            return [post];
        var update = HttpCall.Post($"{api}/chat.update", JsonText.With(delivery.Payload, json =>
        {
            json.WriteString("channel", place);
            json.WriteString("ts", thread.Message);
        }), bearer);
        return [update with { IsOptional = true }, post];
    }

    /// <summary>A webhook only answers <c>ok</c>.</summary>
    public bool ReturnsReference(Target target) => target.Options.ContainsKey("token");

    public ThreadRef? ThreadOf(string answer) =>
        AnswerJson.Text(answer, "ts") is { } ts ? new ThreadRef(ts, AnswerJson.Text(answer, "channel")) : null;

    private static bool Fits(SlackBlocks blocks) => blocks.Count <= MaxBlocks && blocks.Characters <= MaxTotal;

    private static SlackBlocks Blocks(Message message)
    {
        var blocks = new SlackBlocks();
        blocks.Header(ChatText.Headline(message));
        if (message.Mention is { } mention)
            blocks.Markup(mention);
        blocks.Section(message.Note);
        if (message.Items is [var only])
            Item(blocks, only);
        else
            foreach (var item in message.Items)
                Short(blocks, item);
        blocks.Context(ChatText.More(message));
        return blocks;
    }

    private static void Item(SlackBlocks blocks, MessageItem item)
    {
        blocks.Section(string.Join('\n', ChatText.Figures(item)));
        blocks.Section(item.Description);
        blocks.Fields(item.Facts);
        foreach (var sample in item.Samples)
            blocks.Section(sample);
        blocks.Context(item.Summary);
        blocks.Links(item.Links);
        blocks.Context(string.Join(' ', item.Problems));
    }

    /// <summary>One of several alerts: at most three blocks, so that a long digest fits.</summary>
    private static void Short(SlackBlocks blocks, MessageItem item)
    {
        string?[] lines = [ChatText.Head(item), .. ChatText.Figures(item), TextCut.To(item.Description, 300)];
        blocks.Section(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
        blocks.Context(ChatText.Facts(item));
        blocks.Links(item.Links.Take(3));
    }

    /// <summary>The text is for notifications and clients without Block Kit, and replaces the blocks if they do not fit.</summary>
    private static JsonPayload Payload(Message message, SlackBlocks? blocks) => JsonText.Payload(json =>
    {
        var text = blocks is null ? ChatText.LastResort(message, 3000) : TextCut.To(PlainText.Headline(message), 300);
        json.WriteString("text", SlackText.Escape(text));
        if (blocks is not null)
        {
            json.WritePropertyName("blocks");
            blocks.WriteTo(json);
        }
        json.WriteBoolean("unfurl_links", false);
        json.WriteBoolean("unfurl_media", false);
    });
}
