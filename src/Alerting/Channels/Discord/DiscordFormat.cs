using Alerting.Channels.Reading;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Discord;

/// <summary>
/// An embed for a Discord webhook. Embeds never ping; the configured mention is the message's content, with an explicit
/// list of what it may ping.
/// </summary>
/// <remarks>
/// Limits: content 2,000; 10 embeds; title 256, description 4,096, 25 fields of 256 and 1,024; 6,000 characters in all
/// embeds together. https://discord.com/developers/docs/resources/message#embed-object-embed-limits.
/// </remarks>
internal sealed class DiscordFormat : IChannelFormat
{
    private const int MaxContent = 2000;

    public Payload Write(Message message)
    {
        message = Shrinking.Tidy(message);
        return Payload(message, Shrinking.Fit(message, Embed, embed => embed.Fits) ??
            new DiscordEmbed(Tone.Of(message), ChatText.Headline(message), message.FirstLink?.Url));
    }

    public string Read(Payload payload) =>
        ReadableJson.Of(payload, PlainMarkup.OfMarkdown, "content", "embeds", "components");

    private static DiscordEmbed Embed(Message message)
    {
        var embed = new DiscordEmbed(Tone.Of(message), ChatText.Headline(message), message.FirstLink?.Url);
        embed.Text(message.Note);
        if (message.Items is [var only])
        {
            Item(embed, only);
        }
        else
        {
            foreach (var item in message.Items)
                Short(embed, item);
        }
        embed.Text(ChatText.More(message));
        return embed;
    }

    private static void Item(DiscordEmbed embed, MessageItem item)
    {
        embed.Text(string.Join('\n', ChatText.Figures(item)));
        embed.Text(item.About);
        embed.Text(item.Cause);
        foreach (var sample in item.Samples)
            embed.Text(sample);
        embed.Text(string.Join('\n', item.Problems));
        embed.Links(item.Links.Where(link => !DiscordButtons.IsOne(link)));
        embed.Fields(item.Facts);
    }

    /// <summary>One of several alerts: a paragraph, because ten embeds are too few for a digest.</summary>
    private static void Short(DiscordEmbed embed, MessageItem item)
    {
        embed.Heading(ChatText.Head(item), item.Links.Count > 0 ? item.Links[0].Url : null);
        string?[] lines = [.. ChatText.Figures(item), TextCut.To(item.About, 200), ChatText.Facts(item)];
        embed.Lines(string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line))));
    }

    private static JsonPayload Payload(Message message, DiscordEmbed embed) => JsonPayload.Of(json =>
    {
        if (message.Mention is { Length: > 0 } mention)
            json.WriteString("content", TextCut.To(mention, MaxContent));
        json.WriteStartArray("embeds");
        embed.WriteTo(json);
        json.WriteEndArray();
        DiscordButtons.Write(json, message);
        json.WriteStartObject("allowed_mentions");
        DiscordMentions.Write(json, message.Mention ?? "");
        json.WriteEndObject();
    });
}
